import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { freshDatabase } from '#test/world/database'
import { runBench } from './bench.ts'

afterEach(() => vi.unstubAllEnvs())

async function bench(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const code = await runBench(['campaign', ...args], {
    out: { write: (text) => (said.out += text) },
    err: { write: (text) => (said.err += text) },
  })
  return { code, ...said }
}

test('a campaign to everybody is measured beside its own rows, and its messages are handed over', async () => {
  const { url, drop } = await freshDatabase()
  onTestFinished(drop)
  vi.stubEnv('DATABASE_URL', url)
  const { code, out, err } = await bench('--members', '500', '--json')
  expect(code).toBe(0)
  const figures = JSON.parse(out)
  expect(figures).toMatchObject({ members: 500, treated: 400, control: 100, hand_off: { messages: 400 } })
  const { audience, launch, yardstick } = figures
  const both = audience.database_seconds + launch.database_seconds
  const plain = yardstick.audience.database_seconds + yardstick.launch.database_seconds
  expect(plain).toBeGreaterThan(0)
  expect(figures.ratio).toBeCloseTo(both / plain, 2)
  expect(figures.database_seconds_per_million / (both * 2_000)).toBeCloseTo(1, 2)
  expect(err).toContain('hand-off: ')
}, 300_000)

test('words it does not know are refused', async () => {
  for (const args of [
    ['--members', '0'],
    ['--members', 'many'],
    ['--rounds', '2'],
  ])
    expect(await bench(...args)).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('bench campaign'),
    })
})
