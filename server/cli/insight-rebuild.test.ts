import { sql } from 'kysely'
import { afterEach, expect, test, vi } from 'vitest'
import { seededBytes } from '#test/world/dice'
import { busyMonths } from '#test/world/insight'
import { world } from '#test/world/world'
import { run } from './insight.ts'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

test('G23: at the machine a rebuilding says how far it has come, and mends what was wrong', async () => {
  const w = await world()
  const bytes = seededBytes(11)
  await busyMonths(w, (below) => Buffer.from(bytes(4)).readUInt32BE() % below)
  await w.work((work) => sql`update insight.member_day set spend_minor = spend_minor + 1`.execute(work.tx))
  vi.stubEnv('DATABASE_URL', w.url)
  const [out, err]: [string[], string[]] = [[], []]
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => out.push(String(text)) > 0)
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => err.push(String(text)) > 0)

  expect(await run(['rebuild', '--json'])).toBe(0)
  const told = JSON.parse(out.at(-1) ?? '') as Record<string, number | string>
  expect(told['endedAt']).not.toBeNull()
  expect(told['mended']).toBeGreaterThan(5)
  expect(told['eventsRead']).toBe(told['eventsWaiting'])

  expect(await run(['rebuild'])).toBe(0)
  expect(out.at(-1)).toMatch(/ 0 members mended|更正会员 0 名/)
  expect(err.some((line) => line.includes(`${told['eventsWaiting']}/${told['eventsWaiting']}`))).toBe(true)
  expect(await run(['rebuild', 'now'])).toBe(2)
})
