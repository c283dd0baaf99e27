import { beforeAll, describe, expect, test } from 'vitest'
import { day, dayNumber } from '#base/instant'
import { rowsOf, sharedFile } from '#test/world/data'
import { buyerCells, type BuyerCells } from './buyer-cells.ts'
import { fitBuyers, fitInUnit, logLikelihood, type FitWish } from './buyer-fit.ts'
import { inUnit } from './buyer-params.ts'
import { buyerScores, totalsOf } from './buyer-scores.ts'
import { sumLnGaps, repeatSpend } from './buyer-histories.ts'
import { columnsOf, type MemberColumns, type PurchaseDays, type SpendRows } from './purchase-days.ts'
import { fitSpend, spendLikelihood } from './spend-model.ts'

// Published and reproduced values of the two public data sets; see docs/insight.md for the sources.

type Sample = Readonly<{
  rows: SpendRows
  columns: MemberColumns
  lists: PurchaseDays
  cells: BuyerCells
  cutOff: number
}>

function sample(file: string, names: Readonly<{ member: string; amount?: string }>, cutOff: string): Sample {
  const rows = rowsOf(sharedFile(file))
  const places = new Map([...new Set(rows.map((r) => r[names.member] ?? ''))].map((id, at) => [id, at]))
  const amount = names.amount
  const spends: SpendRows = {
    member: Int32Array.from(rows, (r) => places.get(r[names.member] ?? '') ?? -1),
    day: Int32Array.from(rows, (r) => dayNumber(day(r['date'] ?? ''))),
    spendMinor: Float64Array.from(rows, (r) => (amount ? Math.round(Number(r[amount]) * 100) : 0)),
  }
  const to = dayNumber(day(cutOff))
  const found = columnsOf(spends, places.size, { from: -Infinity, to })
  return { rows: spends, ...found, cells: buyerCells(found.columns, to), cutOff: to }
}

let cdnow: Sample
let grocery: Sample
beforeAll(() => {
  const names = { member: 'customer_id', amount: 'amount' }
  cdnow = sample('cdnow_sample/transactions.csv.gz', names, '1997-09-30')
  grocery = sample('grocery_elog/purchases.csv.gz', { member: 'cust' }, '2006-12-31')
})

const close = (value: number | undefined, wanted: number, tolerance: number): void =>
  expect(Math.abs((value ?? Number.NaN) / wanted - 1), `${value} is ${wanted}`).toBeLessThan(tolerance)

function inWeeks({ cells, lists }: Sample, wish: FitWish) {
  const fit = fitInUnit(fitBuyers(cells, { sumLnGaps: sumLnGaps(lists), ...wish }), 7)
  const { kind: _, k: __, ...numbers } = fit.params as unknown as Record<string, number>
  return { ...fit, numbers: Object.values(numbers) }
}

/** Kind, parameters in the order r, alpha, a, b (s, beta) in weeks, log-likelihood, tolerance. */
type Fitted = readonly [wish: FitWish, numbers: readonly number[], logLikelihood: number, tolerance: number]

const CDNOW: readonly Fitted[] = [
  [{ kind: 'bg' }, [0.242594, 4.413602, 0.792922, 2.425907], -9582.42921, 1e-4],
  [{ kind: 'mbg' }, [0.524843, 6.183085, 0.891359, 1.614002], -9582.13572, 1e-4],
  [{ kind: 'pareto' }, [0.553277, 10.577683, 0.60624, 11.668735], -9594.97618, 1e-4],
]
const GROCERY: readonly Fitted[] = [
  [{ kind: 'bg' }, [0.348646, 2.581671, 0.503845, 3.644386], -15836.56623, 1e-4],
  [{ kind: 'mbg' }, [1.256921, 6.039142, 0.368277, 0.715764], -15781.93937, 1e-4],
  [{ kind: 'pareto' }, [0.786437, 5.679041, 0.386239, 5.717789], -15782.39214, 1e-4],
  [{ kind: 'mbgcnbd', k: 2 }, [1.3292, 2.8126, 0.4247, 0.79], -14978.2107, 5e-4],
]

describe('D1–D4: the CDNOW sample, weeks 1 to 39', () => {
  test('2,357 buyers come back 2,457 times', () => {
    expect([cdnow.cells.members, cdnow.cells.sumX]).toEqual([2357, 2457])
  })
  test.each(CDNOW)('$kind', (wish, numbers, likelihood, tolerance) => {
    const fit = inWeeks(cdnow, wish)
    fit.numbers.forEach((v, i) => close(v, numbers[i] ?? 0, tolerance))
    expect(Math.abs(fit.logLikelihood - likelihood)).toBeLessThan(1e-4)
    expect(fit).toMatchObject({ converged: true, edge: [] })
    expect(fit.gradientNorm).toBeLessThan(1e-3)
    expect(fit.evaluations).toBeLessThanOrEqual(8)
  })
})

describe('the grocery log, its first year', () => {
  test('1,525 buyers come back 5,569 times', () => {
    expect([grocery.cells.members, grocery.cells.sumX]).toEqual([1525, 5569])
  })
  test.each(GROCERY)('$kind $k', (wish, numbers, likelihood, tolerance) => {
    const fit = inWeeks(grocery, wish)
    fit.numbers.forEach((v, i) => close(v, numbers[i] ?? 0, tolerance))
    expect(Math.abs(fit.logLikelihood - likelihood)).toBeLessThan(1e-4)
  })
  test('how regular they are: k = 1 is MBG/NBD, k = 2 is most likely', () => {
    const at = (k: number) => inWeeks(grocery, { kind: 'mbgcnbd', k }).logLikelihood
    expect(Math.abs(at(1) + 15781.939)).toBeLessThan(1e-3)
    expect(Math.abs(at(3) + 14996.85)).toBeLessThan(1e-3)
    expect(at(2)).toBeGreaterThan(Math.max(at(1), at(3), at(4)))
  })
  test('NBD, when nobody is taken to leave', () => {
    const fit = inWeeks(grocery, { kind: 'nbd' })
    close(fit.numbers[0], 0.4203, 1e-4)
    close(fit.numbers[1], 5.2451, 1e-4)
  })
})

test('D8: the likelihood at the published parameters', () => {
  const weeks = { kind: 'bg', r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } as const
  const found = logLikelihood(cdnow.cells, inUnit(weeks, 1 / 7)) + cdnow.cells.sumX * Math.log(7)
  expect(Math.abs(found + 9582.43048)).toBeLessThan(1e-4)
})

describe('D5: spend per purchase', () => {
  test('946 repeat buyers, mean of repeat days unrounded', () => {
    const fit = fitSpend(repeatSpend(cdnow.rows, cdnow.columns, 100))
    expect(fit).toMatchObject({ members: 946, converged: true, edge: [] })
    close(fit?.params.p, 6.24957, 1e-4)
    close(fit?.params.q, 3.74423, 1e-4)
    close(fit?.params.gamma, 15.44352, 1e-4)
    expect(Math.abs((fit?.logLikelihood ?? 0) + 4055.9177)).toBeLessThan(1e-4)
  })
  test('means rounded to cents, as in the file that circulates, move the fourth digit', () => {
    const { x, spend } = repeatSpend(cdnow.rows, cdnow.columns, 1)
    const rounded = spend.map((cents, m) => ((x[m] ?? 0) * Math.round(cents / (x[m] || 1))) / 100)
    const fit = fitSpend({ x, spend: rounded })
    close(fit?.params.p, 6.2488, 1e-4)
    close(fit?.params.q, 3.74459, 1e-4)
    close(fit?.params.gamma, 15.44775, 1e-4)
    expect(Math.abs((fit?.logLikelihood ?? 0) + 4055.9232)).toBeLessThan(1e-4)
    const at = { p: 6.2488, q: 3.74459, gamma: 15.44775 }
    expect(spendLikelihood({ x, spend: rounded }, at)).toBeLessThanOrEqual(fit?.logLikelihood ?? 0)
  })
})

describe('forecasts', () => {
  test.each([
    ['bg', 1653.41, 1917.278],
    ['mbg', 1576.73, 1057.636],
    ['pareto', 1665.51, 1051.875],
  ] as const)(
    'D6, D7: %s expects %s purchases in weeks 40 to 78 of %s who are alive',
    (kind, expected, alive) => {
      const { params } = fitBuyers(cdnow.cells, { kind })
      const found = totalsOf(buyerScores(cdnow.columns, { params, asOf: cdnow.cutOff, horizon: 39 * 7 }))
      close(found.expected, expected, 1e-4)
      close(found.alive, alive, 1e-4)
    },
  )
  test.each([
    ['bg', 3996.41],
    ['mbg', 4024.84],
    ['pareto', 3990.73],
  ] as const)('grocery: %s expects %s purchases in the year after', (kind, expected) => {
    const { params } = fitBuyers(grocery.cells, { kind })
    const found = totalsOf(buyerScores(grocery.columns, { params, asOf: grocery.cutOff, horizon: 52 * 7 }))
    close(found.expected, expected, 1e-4)
  })
})
