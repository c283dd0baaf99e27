import { buyerCells, type BuyerCells } from '#domain/insight/model/buyer-cells'
import { fitBuyers, type BuyerFit } from '#domain/insight/model/buyer-fit'
import { scorerOf, spreadOf, type BuyerScores, type ScoreWish } from '#domain/insight/model/buyer-scores'
import { basketsOf, pairCounts } from '#domain/insight/model/basket-pairs'
import { ladder } from '#domain/insight/model/ladder'
import type { Days, MemberColumns } from '#domain/insight/model/purchase-days'
import { quadrants } from '#domain/insight/model/quadrants'
import { rfm } from '#domain/insight/model/rfm'
import { STRETCH } from '#domain/insight/model/score-tables'
import { fitSpend } from '#domain/insight/model/spend-model'
import { benchBaskets, type BenchShop } from './bench-insight-shop.ts'

export type Found = Readonly<Record<string, number>>
/** `prepare` makes what is asked about beforehand, uncounted, and is done with when the task is. */
export type Task = Readonly<{ name: string } & ({ run: () => Found } | { prepare: () => () => Found })>

const PRODUCTS = 10_000
const YEAR = 365

/** What is asked of everybody's columns. */
export function tasksOf({ columns, lists, asOf }: BenchShop, cells: BuyerCells): Task[] {
  const fit = (kind: 'bg' | 'mbg' | 'pareto'): Task => ({
    name: `fit ${kind}`,
    run: () => fitted(fitBuyers(cells, { kind })),
  })
  const params = fitBuyers(cells, { kind: 'mbg' }).params
  return [
    { name: 'collapse', run: () => ({ cells: buyerCells(columns, asOf).count.length }) },
    fit('bg'),
    fit('mbg'),
    fit('pareto'),
    { name: 'fit gamma-gamma', prepare: () => spendTask(columns) },
    { name: SCORE_LIMIT, run: () => scoreLimit(columns) },
    {
      name: 'score',
      run: () => scoreTask(columns, { params, asOf, horizon: YEAR, spread: spreadOf(cells) }),
    },
    { name: 'rfm', run: () => ({ nonEmptyCells: rfm(columns, { asOf }).nonEmptyCells }) },
    { name: 'quadrants', run: () => ({ confidants: quadrants(columns).groups[0]?.people ?? 0 }) },
    { name: 'ladder', run: () => ({ twice: ladder(lists)[1]?.members ?? 0 }) },
  ]
}

const fitted = ({ params, logLikelihood, gradientNorm, evaluations }: BuyerFit): Found => {
  const { kind: _, ...numbers } = params
  return { ...numbers, logLikelihood, gradientNorm, evaluations }
}

/**
 * Spend of repeat purchases is taken in proportion: what matters here is the number of them. The rows are at hand, as
 * the cells are for the other fits and as a package is given them.
 */
function spendTask({ members, purchaseDays, spendMinor }: MemberColumns): () => Found {
  const x = new Int32Array(members)
  const spend = new Float64Array(members)
  for (let m = 0; m < members; m += 1) {
    const n = purchaseDays[m] as number
    x[m] = n - 1
    spend[m] = ((spendMinor[m] as number) / 100) * ((n - 1) / n)
  }
  return () => {
    const fit = fitSpend({ x, spend })
    return fit ? { ...fit.params, logLikelihood: fit.logLikelihood, members: fit.members } : { members: 0 }
  }
}

/** The second yardstick, of scoring alone. */
export const SCORE_LIMIT = 'score limit'

/**
 * What scoring reads is read, as much as it writes is written, a stretch at a time as it does, and handed on as its
 * scores are; nothing more.
 */
function scoreLimit(columns: MemberColumns): Found {
  const into = { alive: new Float64Array(STRETCH), expected: new Float64Array(STRETCH) }
  return summed(columns, (from, to) => passedOn(columns, { from, to }, into))
}

type Scores = Pick<BuyerScores, 'alive' | 'expected'>

function passedOn(
  { purchaseDays, firstDay, lastDay }: MemberColumns,
  { from, to }: Days,
  into: Scores,
): Scores {
  const { alive, expected } = into
  for (let m = from, i = 0; m < to; m += 1, i += 1) {
    alive[i] = (purchaseDays[m] as number) + (firstDay[m] as number)
    expected[i] = lastDay[m] as number
  }
  return into
}

const scoreTask = (columns: MemberColumns, wish: ScoreWish): Found => summed(columns, scorerOf(columns, wish))

function summed(columns: MemberColumns, score: (from: number, to: number) => Scores): Found {
  const sums = { alive: 0, expected: 0 }
  for (let from = 0; from < columns.members; from += STRETCH) {
    const to = Math.min(columns.members, from + STRETCH)
    const { alive, expected } = score(from, to)
    sums.alive += sumOf(alive, to - from)
    sums.expected += sumOf(expected, to - from)
  }
  return sums
}

/** Four sums beside each other: one alone waits for itself at each number. */
function sumOf(values: Float64Array, size: number): number {
  let [a, b, c, d] = [0, 0, 0, 0]
  const fours = size - (size % 4)
  for (let i = 0; i < fours; i += 4) {
    a += values[i] as number
    b += values[i + 1] as number
    c += values[i + 2] as number
    d += values[i + 3] as number
  }
  for (let i = fours; i < size; i += 1) a += values[i] as number
  return a + b + (c + d)
}

/** Pairs in at least twenty baskets; the baskets are made before and do not count. */
export function basketTask(baskets: number, seed: number): Task {
  const { lines, products } = benchBaskets(baskets, PRODUCTS, seed)
  return {
    name: 'basket pairs',
    run: () => ({
      pairs: pairCounts(basketsOf(lines, { baskets, products }), 20).a.length,
      lines: lines.product.length,
    }),
  }
}
