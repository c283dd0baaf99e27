import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sharedFile } from '#test/world/data'
import { runInsight } from './insight.ts'

async function clv(args: readonly string[], ...more: string[]) {
  const said = { out: '', err: '' }
  const io = {
    out: { write: (text: string) => (said.out += text) },
    err: { write: (text: string) => (said.err += text) },
  }
  return { code: await runInsight(['clv', ...args, ...more], io), ...said }
}

const CDNOW = [
  '--file',
  sharedFile('cdnow_sample/transactions.csv.gz'),
  '--member',
  'customer_id',
  '--date',
  'date',
]
const CALIBRATED = [...CDNOW, '--amount', 'amount', '--calibration-end', '1997-09-30', '--horizon', '39']

async function told(args: readonly string[], ...more: string[]) {
  const { code, out, err } = await clv(args, '--json', ...more)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return JSON.parse(out)
}

const near = (value: number, wanted: number, tolerance = 1e-4): void =>
  expect(Math.abs(value / wanted - 1), `${value} is not ${wanted}`).toBeLessThan(tolerance)

// insight.md of the field: Fader, Hardie, Lee (2005), Batislam et al. (2007), Gamma-Gamma of note 025.
test.each([
  ['bg', { r: 0.242594, alpha: 4.413602, a: 0.792922, b: 2.425907 }, -9582.42921, 1653.41, 1917.278],
  ['mbg', { r: 0.524843, alpha: 6.183085, a: 0.891359, b: 1.614002 }, -9582.13572, 1576.73, 1057.636],
  ['pareto', { r: 0.553277, alpha: 10.577683, s: 0.60624, beta: 11.668735 }, -9594.97618, 1665.51, 1051.875],
])('CDNOW in weeks: %s', async (model, params, logLikelihood, expectedTotal, alive) => {
  const found = await told(CALIBRATED, '--model', model)
  for (const [name, value] of Object.entries(params)) near(found.params[name], value)
  expect(Math.abs(found.logLikelihood - logLikelihood)).toBeLessThan(1e-4)
  near(found.expectedTotal, expectedTotal)
  near(found.pAliveTotal, alive)
  expect([found.n, found.sumX, found.actualTotal, found.converged]).toEqual([2357, 2457, 1882, true])
  near(found.gammaGamma.p, 6.24957)
  near(found.gammaGamma.q, 3.74423)
  near(found.gammaGamma.gamma, 15.44352)
  expect(Math.abs(found.gammaGamma.logLikelihood + 4055.9177)).toBeLessThan(1e-4)
  expect(found.gammaGamma.n).toBe(946)
})

test('grocery: MBG/CNBD-2 is the likeliest, and 52 weeks are forecast too high by a fifth', async () => {
  const file = ['--file', sharedFile('grocery_elog/purchases.csv.gz'), '--member', 'cust', '--date', 'date']
  const found = await told(
    [...file, '--calibration-end', '2006-12-31', '--horizon', '52'],
    '--model',
    'mbgcnbd',
  )
  expect([found.k, found.n, found.sumX, found.actualTotal]).toEqual([2, 1525, 5569, 3389])
  near(found.params.r, 1.3292, 5e-4)
  near(found.params.alpha, 2.8126, 5e-4)
  expect(found.gammaGamma).toBeNull()
  expect(found.expectedTotal / found.actualTotal - 1).toBeGreaterThan(0.1)
})

test('days are the same fit in another unit', async () => {
  const [weeks, days] = [await told(CALIBRATED), await told(CALIBRATED, '--unit', 'day', '--horizon', '273')]
  near(days.params.alpha / 7, weeks.params.alpha, 1e-9)
  near(days.expectedTotal, weeks.expectedTotal, 1e-9)
})

test('the arena shows everybody’s miss, and takes the one whose chances came true', async () => {
  const { arena, model } = await told(CALIBRATED, '--model', 'arena')
  const names = arena.trials.map((one: { model: string }) => one.model)
  expect(names).toEqual(['bg', 'mbg', 'pareto', 'mbgcnbd', 'recency'])
  const least = Math.min(...arena.trials.map((one: { brier: number }) => one.brier))
  const tied = arena.trials.filter((one: { brier: number }) => one.brier <= least * 1.01)
  const nearest = tied.toSorted(
    (a: { error: number }, b: { error: number }) => Math.abs(a.error) - Math.abs(b.error),
  )
  expect(arena).toMatchObject({ winner: nearest[0].model, reason: { code: 'nearest_total' } })
  expect(model).toBe(nearest[0].model)
})

test('the value of all has a range, and who is not counted is told', async () => {
  const found = await told(CALIBRATED)
  expect(found.value.range.low).toBeLessThan(found.value.total)
  expect(found.value.range.high).toBeGreaterThan(found.value.total)
  expect(found.counted).toEqual({ repeatBuyers: 946, bornToday: 0, notYetBuyers: 0 })
  expect(found.doubts).toEqual([])
  const early = await told(CDNOW, '--calibration-end', '1997-03-01')
  expect(early.counted.notYetBuyers).toBe(2357 - early.n)
  expect(early.counted.bornToday).toBeGreaterThan(0)
})

test('people read a sentence first, in their language', async () => {
  const { out } = await clv(CALIBRATED, '--lang', 'en')
  expect(out).toMatch(/^Of 2357 members about 1058 are still with the shop; 1577 purchases/)
  expect(out).toContain('There were 1882, so the forecast missed by -16.2 %.')
  expect((await clv(CALIBRATED, '--lang', 'zh')).out).toMatch(/^2357 位会员中约有 1058 位仍是顾客/)
})

test('a shop where nobody came back, and a model there is none of, are told', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'zhiji-clv-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'once.csv')
  await writeFile(file, 'who,day\na,2026-01-01\nb,2026-01-02\n')
  const once = ['--file', file, '--member', 'who', '--date', 'day', '--lang', 'en']
  expect((await clv(once)).code).toBe(2)
  expect(await clv(once, '--model', 'tea')).toMatchObject({ code: 2, err: expect.stringContaining('mbg') })
  expect((await clv(['--help', '--lang', 'zh'])).out).toContain('--calibration-end')
})
