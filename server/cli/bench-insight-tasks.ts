import { buyerCells, type BuyerCells } from '#domain/insight/model/buyer-cells'
import { fitBuyers, type BuyerFit } from '#domain/insight/model/buyer-fit'
import {
  roomForScores,
  scorerOf,
  spreadOf,
  type BuyerScores,
  type ScoreWish,
} from '#domain/insight/model/buyer-scores'
import { basketsOf, pairCounts } from '#domain/insight/model/basket-pairs'
import { ladder } from '#domain/insight/model/ladder'
import type { Days, MemberColumns } from '#domain/insight/model/purchase-days'
import { quadrants } from '#domain/insight/model/quadrants'
import { rfm } from '#domain/insight/model/rfm'
import { fitSpend } from '#domain/insight/model/spend-model'
import { benchBaskets, type BenchShop } from './bench-insight-shop.ts'

export type Found = Readonly<Record<string, number>>
/** `prepare` makes what is asked about beforehand, uncounted, and is done with when the task is. */
export type Task = Readonly<{ name: string } & ({ run: () => Found } | { prepare: () => () => Found })>

const PRODUCTS = 10_000
/** Members scored at a time, so that the processor's nearest cache holds their scores until they are handed on. */
const STRETCH = 1024
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
const scoreLimit = (columns: MemberColumns): Found =>
  summed(columns, (from, to, into) => passedOn(columns, { from, to }, into))

function passedOn(
  { purchaseDays, firstDay, lastDay }: MemberColumns,
  { from, to }: Days,
  { alive, expected }: BuyerScores,
): void {
  for (let m = from, i = 0; m < to; m += 1, i += 1) {
    alive[i] = (purchaseDays[m] as number) + (firstDay[m] as number)
    expected[i] = lastDay[m] as number
  }
}

const scoreTask = (columns: MemberColumns, wish: ScoreWish): Found => summed(columns, scorerOf(columns, wish))

function summed(columns: MemberColumns, put: (from: number, to: number, into: BuyerScores) => void): Found {
  const into = roomForScores(STRETCH)
  const sums = { alive: 0, expected: 0 }
  for (let from = 0; from < columns.members; from += STRETCH) {
    const to = Math.min(columns.members, from + STRETCH)
    put(from, to, into)
    addUp(into, to - from, sums)
  }
  return sums
}

/** In a function of its own, so that adding up is no part of the loop that scores. */
function addUp(
  { alive, expected }: BuyerScores,
  size: number,
  sums: { alive: number; expected: number },
): void {
  let [stay, buy] = [0, 0]
  for (let i = 0; i < size; i += 1) {
    stay += alive[i] as number
    buy += expected[i] as number
  }
  sums.alive += stay
  sums.expected += buy
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
