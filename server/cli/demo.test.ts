import { afterEach, expect, test, vi } from 'vitest'
import { audit } from '#db/audit'
import { connect, pool } from '#db/connect'
import { freshDatabase } from '#test/world/database'
import { run } from './demo.ts'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

test('the demo fills an empty database once, and says how to sign in', async () => {
  const fresh = await freshDatabase()
  vi.stubEnv('DATABASE_URL', fresh.url)
  vi.stubEnv('LANG', 'en_US.UTF-8')
  const said: string[] = []
  const told: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0)
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => told.push(String(text)) > 0)

  expect(await run(['--json'])).toBe(0)
  expect(JSON.parse(said.at(-1) ?? '')).toEqual({
    login: 'owner',
    password: expect.stringMatching(/^[\w-]{16}$/),
  })
  expect(await run([])).toBe(1)
  expect(told.join('')).toContain('already set up')

  const database = connect(pool(fresh.url))
  expect((await audit(database)).findings).toEqual([])
  await database.destroy()
  await fresh.drop()
})
