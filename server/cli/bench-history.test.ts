import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import pg from 'pg'
import { freshDatabase } from '#test/world/database'
import { runBench } from './bench.ts'

afterEach(() => vi.unstubAllEnvs())

async function bench(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const code = await runBench(['history', ...args], {
    out: { write: (text) => (said.out += text) },
    err: { write: (text) => (said.err += text) },
  })
  return { code, ...said }
}

test(
  'two shops with a short and a long past are sold in in turn, and are gone afterwards',
  { timeout: 240_000 },
  async () => {
    const { url, drop } = await freshDatabase()
    onTestFinished(drop)
    vi.stubEnv('DATABASE_URL', url)
    const size = ['--members', '50', '--sales', '200', '--history', '2000', '--callers', '4']
    const { code, out, err } = await bench(...size, '--rounds', '1', '--seconds', '1', '--json')
    expect(code).toBe(0)
    const figures = JSON.parse(out)
    expect(figures).toMatchObject({ members: 50, callers: 4, rounds: 1, seconds: 1 })
    const [short, long] = figures.shops
    expect([short.history, long.history]).toEqual([200, 2000])
    expect(long.bytes).toBeGreaterThan(short.bytes)
    for (const shop of [short, long]) {
      expect(shop.engine_tps).toBeGreaterThan(0)
      expect(shop.yardstick_tps).toBeGreaterThan(0)
    }
    expect(figures.flat_ratio).toBeCloseTo(long.engine_tps / short.engine_tps, 1)
    expect(err).toContain('1/1: ')
    expect(await benches(url)).toEqual([])
  },
)

async function benches(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const asked = `select datname from pg_database where datname like 'zhiji_bench_${process.pid}_%'`
  const { rows } = await client.query<{ datname: string }>(asked)
  await client.end()
  return rows.map(({ datname }) => datname)
}

test('words it does not know are refused, and a long past that is not longer', async () => {
  for (const args of [
    ['--history', '0'],
    ['--sales', '500', '--history', '500'],
    ['--receipts', '5'],
    ['--callers', '0'],
  ])
    expect(await bench(...args)).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('bench history'),
    })
})
