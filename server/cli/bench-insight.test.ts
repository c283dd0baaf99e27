import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { freshDatabase } from '#test/world/database'
import { benchShop } from './bench-insight-shop.ts'
import { runBench } from './bench.ts'

afterEach(() => vi.unstubAllEnvs())

async function bench(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const code = await runBench(['insight', ...args], {
    out: { write: (text) => (said.out += text) },
    err: { write: (text) => (said.err += text) },
  })
  return { code, ...said }
}

type Told = Readonly<{ name: string; cpu_seconds: number; ratio: number; found: Record<string, number> }>

test('every task is measured beside the yardstick, without a database, and says what it found', async () => {
  vi.stubEnv('DATABASE_URL', 'postgres://nobody@127.0.0.1:1/none')
  const { code, out, err } = await bench('--members', '20000', '--rounds', '2', '--alone', '--json')
  expect(code).toBe(0)
  const figures = JSON.parse(out)
  expect(figures).toMatchObject({ members: 20_000, baskets: 20_000, rounds: 2 })
  const tasks = new Map<string, Told>(figures.tasks.map((task: Told) => [task.name, task]))
  expect([...tasks.keys()].join()).toBe(
    'yardstick,collapse,fit bg,fit mbg,fit pareto,fit gamma-gamma,score limit,score,rfm,quadrants,ladder,basket pairs',
  )
  expect(tasks.get('yardstick')?.ratio).toBe(1)
  expect(tasks.get('yardstick')?.found['purchaseDays']).toBe(figures.purchase_days)
  expect(tasks.get('collapse')?.found['cells']).toBe(figures.cells)
  // The story the members were made by is found again, days counted whole and together.
  const bg = tasks.get('fit bg')?.found ?? {}
  expect(bg['r']).toBeGreaterThan(0.3)
  expect(bg['r']).toBeLessThan(0.7)
  expect(Math.abs(bg['gradientNorm'] ?? 1)).toBeLessThan(0.1)
  const spend = tasks.get('fit gamma-gamma')?.found ?? {}
  expect(spend['q']).toBeGreaterThan(2.5)
  expect(tasks.get('score')?.found['alive']).toBeLessThan(20_000)
  expect(figures.score_to_limit).toBeGreaterThan(1)
  expect(figures.sql).toBeNull()
  expect(figures.peak_mb).toBeGreaterThan(10)
  expect(err).toContain('fit pareto: ')
})

test('SQL is asked the same of the same purchase days, and counts the same people', async () => {
  const { url, drop } = await freshDatabase()
  onTestFinished(drop)
  vi.stubEnv('DATABASE_URL', url)
  const { code, out, err } = await bench('--members', '3000', '--rounds', '1', '--json')
  expect(code).toBe(0)
  const { sql, purchase_days: purchaseDays } = JSON.parse(out)
  expect(sql).toMatchObject({ members: 3000, purchase_days: purchaseDays })
  expect(sql.postgresql).toMatch(/^\d+/)
  expect(sql.tasks.map((task: { name: string }) => task.name)).toEqual([
    'members',
    'rfm',
    'quadrants',
    'ladder',
    'all',
  ])
  // DuckDB is measured where it is; its absence is told, not passed over.
  for (const task of sql.tasks) {
    expect(task.postgresql.seconds).toBeGreaterThan(0)
    expect(task.duckdb === null).toBe(sql.duckdb === null)
  }
  expect(err).toContain('PostgreSQL rfm: ')
})

test('report pages open on projections, a live sale is seen, and SQL asks the sales', async () => {
  const { url, drop } = await freshDatabase()
  onTestFinished(drop)
  vi.stubEnv('DATABASE_URL', url)
  const { code, out } = await bench('--members', '1500', '--rounds', '1', '--pages', '--json')
  expect(code).toBe(0)
  const { pages, purchase_days: purchaseDays } = JSON.parse(out)
  expect(pages).toMatchObject({ members: 1500, purchase_days: purchaseDays })
  expect(pages.sales).toBeGreaterThan(purchaseDays)
  expect(pages.pages.map((page: { name: string }) => page.name)).toContain('insight/rfm')
  expect(pages.live_quadrants_ms).toBeGreaterThanOrEqual(pages.live_money_ms)
  expect(pages.ratio).toBeGreaterThan(0)
  expect(pages.again_ratio).toBeGreaterThan(0)
  for (const page of pages.pages)
    expect(Math.min(page.first_cpu_ms, page.again_cpu_ms)).toBeGreaterThanOrEqual(0)
}, 300_000)

test('histories packed in a database are read whole, and asked what the reports ask', async () => {
  const { url, drop } = await freshDatabase()
  onTestFinished(drop)
  vi.stubEnv('DATABASE_URL', url)
  const { code, out } = await bench('--members', '50300', '--rounds', '1', '--projections', '--json')
  expect(code).toBe(0)
  const { sizes } = JSON.parse(out)
  expect(sizes).toMatchObject([{ members: 50_300, megabytes: expect.any(Number) }])
  const [{ tasks, purchase_days: purchaseDays, purchases, cells }] = sizes
  // A chain of 18 million members has 200 million sales so.
  expect(purchases / 50_300).toBeCloseTo(200 / 18, 0)
  expect(purchases).toBeGreaterThan(purchaseDays)
  const found = new Map<string, Told>(tasks.map((task: Told) => [task.name, task]))
  expect(found.get('yardstick')?.found['purchaseDays']).toBe(purchaseDays)
  expect(found.get('collapse')?.found['cells']).toBe(cells)
  expect(found.get('rfm')?.found['nonEmptyCells']).toBeGreaterThan(50)
})

test('people get a table in their language', async () => {
  vi.stubEnv('LC_ALL', 'zh_CN.UTF-8')
  const { out } = await bench('--members', '2000', '--rounds', '1', '--alone')
  expect(out).toContain('拟合 MBG/NBD')
  expect(out).toMatch(/内存峰值 [\d,]+ MB/)
})

test('the made-up members are the same every time, and their days ascend', () => {
  const shop = benchShop(3000, 7)
  expect(benchShop(3000, 7)).toEqual(shop)
  expect(benchShop(3000, 8).lists.days).not.toEqual(shop.lists.days)
  const { starts, days } = shop.lists
  for (let m = 0; m < 3000; m += 1)
    for (let i = (starts[m] ?? 0) + 1; i < (starts[m + 1] ?? 0); i += 1)
      expect(days[i] ?? 0).toBeGreaterThan(days[i - 1] ?? 0)
})

test('words it does not know are refused', async () => {
  for (const args of [
    ['--members', '0'],
    ['--members', '40000000'],
    ['--sales', '5'],
    ['--alone', '--pages'],
    ['--pages', '--projections'],
    ['--rounds', 'x'],
  ])
    expect(await bench(...args)).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('bench insight'),
    })
})
