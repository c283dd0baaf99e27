import { expect, onTestFinished, test, vi, afterEach } from 'vitest'
import { freshDatabase } from '#test/world/database'
import { runBench } from './bench.ts'

afterEach(() => vi.unstubAllEnvs())

async function bench(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const code = await runBench(['rehearse', ...args], {
    out: { write: (text) => (said.out += text) },
    err: { write: (text) => (said.err += text) },
  })
  return { code, ...said }
}

test('the job that rehearses is measured on a past of its own: every sale of it, in every round', async () => {
  const { url, drop } = await freshDatabase()
  onTestFinished(drop)
  vi.stubEnv('DATABASE_URL', url)
  const { code, out, err } = await bench('--sales', '400', '--rounds', '2', '--json')
  expect(code).toBe(0)
  const figures = JSON.parse(out)
  expect(figures).toMatchObject({ sales: 400, members: 20, rounds: 2 })
  expect(figures.seconds).toHaveLength(2)
  const middle = (figures.seconds[0] + figures.seconds[1]) / 2
  expect(figures.sales_per_minute / ((400 / middle) * 60)).toBeCloseTo(1, 1)
  // What points paid earns nothing under the program, and did in the made-up past.
  expect(figures.alike).toBeGreaterThan(200)
  expect(err).toContain('2/2: ')
})

test('words it does not know are refused', async () => {
  for (const args of [
    ['--sales', '0'],
    ['--sales', 'many'],
    ['--members', '5'],
    ['--rounds', '0'],
  ])
    expect(await bench(...args)).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('bench rehearse'),
    })
})
