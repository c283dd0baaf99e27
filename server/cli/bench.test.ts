import pg from 'pg'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { freshDatabase } from '#test/world/database'
import { salesRows } from './bench-sales.ts'
import { runBench } from './bench.ts'

afterEach(() => vi.unstubAllEnvs())

/** Another test may be measuring beside this one. */
const OWN = `zhiji_bench_${process.pid}`

async function bench(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const code = await runBench(args, {
    out: { write: (text) => (said.out += text) },
    err: { write: (text) => (said.err += text) },
  })
  return { code, ...said }
}

async function databases(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ datname: string }>('select datname from pg_database')
  await client.end()
  return rows.map(({ datname }) => datname)
}

test('import and COPY of the same rows are measured in turn, and their database is gone afterwards', async () => {
  const { url, drop } = await freshDatabase()
  onTestFinished(drop)
  vi.stubEnv('DATABASE_URL', url)
  const { code, out, err } = await bench('import', '--receipts', '300', '--rounds', '2', '--json')
  expect(code).toBe(0)
  const rows = salesRows({ receipts: 300, members: 5_000, seed: 20_250_101 }).length
  const figures = JSON.parse(out)
  expect(figures).toMatchObject({ rows, receipts: 300, rounds: 2 })
  // Every receipt is a sale, a tender and an event, every row a line; points of members come on top.
  expect(figures.tableRows).toBeGreaterThan(rows + 3 * 300 + 3 * 100)
  expect(figures.ratio).toBeCloseTo(figures.importRowsPerSecond / figures.copyRowsPerSecond, 2)
  expect(figures.importSeconds).toHaveLength(2)
  expect(err.trim().split('\n')).toHaveLength(2)
  expect((await databases(url)).filter((name) => name === OWN)).toEqual([])
})

test('an interrupted bench removes its database, too', async () => {
  const { url, drop } = await freshDatabase()
  onTestFinished(drop)
  vi.stubEnv('DATABASE_URL', url)
  const measuring = bench('import', '--receipts', '20000')
  await vi.waitUntil(async () => (await databases(url)).some((name) => name === OWN), {
    timeout: 30_000,
  })
  process.emit('SIGINT')
  expect(await measuring).toMatchObject({ code: 130, out: '' })
  expect((await databases(url)).filter((name) => name === OWN)).toEqual([])
})

test('without a name it says what can be measured; words it does not know are refused', async () => {
  vi.stubEnv('LC_ALL', 'C')
  expect(await bench()).toMatchObject({ code: 0, out: expect.stringContaining('Usage: zhiji bench import') })
  expect((await bench('--help')).out).toContain('zhiji bench sale [--members N]')
  for (const args of [
    ['dance'],
    ['import', 'more'],
    ['import', '--receipts', '0'],
    ['import', '--rounds', 'x'],
    ['import', '--members', '5'],
    ['sale', '--receipts', '5'],
    ['sale', '--members', '0'],
    ['sale', '--seconds', '1.5'],
  ]) {
    expect(await bench(...args)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Usage') })
  }
  vi.stubEnv('LC_ALL', 'zh_CN')
  expect((await bench('--help')).out).toContain('用法：zhiji bench import')
})

test('the made-up sales are the same every time, and as many with members and returns as said', () => {
  const wish = { receipts: 5_000, members: 100, seed: 3 }
  const rows = salesRows(wish)
  expect(salesRows(wish)).toEqual(rows)
  expect(salesRows({ ...wish, seed: 4 })).not.toEqual(rows)
  const receipts = new Map(rows.map((row) => row.split(',') as [string, string]))
  expect(receipts.size).toBe(5_000)
  const share = (is: (of: [string, string]) => boolean) => [...receipts].filter(is).length / 5_000
  expect(share(([no]) => no.startsWith('C'))).toBeCloseTo(0.02, 2)
  expect(share(([, member]) => member !== '')).toBeCloseTo(0.7, 1)
  expect(rows.length / 5_000).toBeCloseTo(3, 0)
})
