import { must } from '#base/must'
import { buyerCells, type BuyerCells } from './buyer-cells.ts'
import { fitBuyers, type BuyerFit } from './buyer-fit.ts'
import { sumLnGaps } from './buyer-histories.ts'
import { withoutDropout } from './buyer-doubts.ts'
import { buyerScores, spreadOf } from './buyer-scores.ts'
import { gapAt } from './lifecycle.ts'
import { columnsOf, type MemberColumns, type PurchaseDays, type SpendRows } from './purchase-days.ts'
import { areaUnder } from './rank-area.ts'
import { recencyForecast } from './recency-forecast.ts'

/** Models that are put to the proof, and the plain days since the last purchase. */
export const CONTENDERS = ['bg', 'mbg', 'pareto', 'mbgcnbd', 'recency'] as const
export type Contender = (typeof CONTENDERS)[number]

/** How a contender did on the days it had not seen; null where it says nothing of the kind. */
export type Trial = Readonly<{
  contender: Contender
  /** Of mbgcnbd: how regular, chosen by likelihood on the days it was fitted to. */
  k: number | null
  fit: BuyerFit | null
  /** Purchases of all members together, and by how much that misses: 0.1 is a tenth too many. */
  expectedTotal: number
  error: number | null
  /** Mean absolute error of the purchases of a member. */
  meanAbsoluteError: number
  /** Mean squared error of the chance to buy at all (Brier 1950); the smaller the better. */
  brier: number
  /** The chance that who came back was ranked before who did not. */
  auc: number | null
}>

export type Arena = Readonly<{
  members: number
  actualTotal: number
  returned: number
  trials: readonly Trial[]
  /** Null when too little is known for any. */
  winner: Contender | null
  /** Why: the least Brier score, or, of those within 1 % of it, the total that came nearest. */
  reason: Reason | null
  enough: Enough
}>

export type Reason = Readonly<{ code: 'least_brier' | 'nearest_total'; tied: readonly Contender[] }>

/** Brier scores within a hundredth of the least are told apart by the total. */
const TIED = 1.01

/**
 * The best of some trials. The Brier score is the fairest measure of a chance, and chances are what owners act on; but
 * a difference of a thousandth is noise, and then the total is what is asked for.
 */
export function bestOf(trials: readonly Trial[]): Readonly<{ contender: Contender; reason: Reason }> | null {
  const least = Math.min(...trials.map(({ brier }) => brier))
  const tied = trials.filter(({ brier }) => brier <= least * TIED)
  const off = ({ error }: Trial): number => Math.abs(error ?? 0)
  const best = tied.toSorted((a, b) => off(a) - off(b) || a.brier - b.brier)[0]
  if (!best) return null
  const code = tied.length > 1 ? 'nearest_total' : 'least_brier'
  return { contender: best.contender, reason: { code, tied: tied.map(({ contender }) => contender) } }
}

/** §3.6: how much a shop must have sold before a model of its members says anything. */
export type Enough = Readonly<{
  verdict: 'none' | 'wide' | 'normal'
  reasons: readonly ('few_buyers' | 'few_returned' | 'short_history')[]
}>

export const LEAST_BUYERS = 200
export const LEAST_RETURNED = 50
export const NORMAL_BUYERS = 1_000
/** History in median gaps between purchases. */
export const LEAST_GAPS = 3

/** Whether the histories bear a model: under these numbers a table of recency says more. */
export function enoughFor(columns: MemberColumns, lists: PurchaseDays, asOf: number): Enough {
  let [buyers, returned, first] = [0, 0, asOf]
  for (let m = 0; m < columns.members; m += 1) {
    const n = columns.purchaseDays[m] as number
    if (n === 0) continue
    buyers += 1
    if (n > 1) returned += 1
    first = Math.min(first, columns.firstDay[m] as number)
  }
  const gap = gapAt(lists, 0.5)
  const reasons = [
    ...(buyers < LEAST_BUYERS ? (['few_buyers'] as const) : []),
    ...(returned < LEAST_RETURNED ? (['few_returned'] as const) : []),
    ...(gap === null || asOf - first < LEAST_GAPS * gap ? (['short_history'] as const) : []),
  ]
  if (reasons.length > 0) return { verdict: 'none', reasons }
  return { verdict: buyers < NORMAL_BUYERS ? 'wide' : 'normal', reasons }
}

/** Purchase days after the cut, a place per member. */
export function outcomesOf(rows: SpendRows, members: number, days: Readonly<{ cut: number; end: number }>) {
  must(days.end > days.cut, 'B12: a back-test has days the models have not seen')
  return columnsOf(rows, members, { from: days.cut + 1, to: days.end }).columns.purchaseDays
}

/**
 * Fits every contender to the days up to the cut and lets it forecast those behind it (§3.6): a better likelihood is no
 * better forecast. Members who first bought behind the cut are not forecast by anybody.
 */
export function arena(rows: SpendRows, members: number, days: Readonly<{ cut: number; end: number }>): Arena {
  const seen = seenBy(rows, members, days)
  const known = seen.enough.verdict !== 'none'
  return decided(seen, known ? CONTENDERS.map((one) => trialOf(seen, one)) : [])
}

/** What the contenders may see, and what came after: the arena in steps, for whoever must breathe between them. */
export function seenBy(
  rows: SpendRows,
  members: number,
  { cut, end }: Readonly<{ cut: number; end: number }>,
): Seen {
  const { columns, lists } = columnsOf(rows, members, { from: -Infinity, to: cut })
  const bought = outcomesOf(rows, members, { cut, end })
  const known = Int32Array.from({ length: members }, (_, m) => m).filter(
    (m) => (columns.purchaseDays[m] ?? 0) > 0,
  )
  const actual = known.map((m) => bought[m] as number)
  const actualTotal = actual.reduce((sum, n) => sum + n, 0)
  const enough = enoughFor(columns, lists, cut)
  return { rows, columns, lists, known, actual, actualTotal, cut, horizon: end - cut, enough }
}

/** One contender is fitted and put to the proof. */
export const trialOf = (seen: Seen, one: Contender): Trial =>
  one === 'recency' ? byRecency(seen) : byModel(seen, one)

export function decided({ known, actual, actualTotal, enough }: Seen, trials: readonly Trial[]): Arena {
  const best = bestOf(trials)
  return {
    members: known.length,
    actualTotal,
    returned: actual.filter((n) => n > 0).length,
    trials,
    winner: best?.contender ?? null,
    reason: best?.reason ?? null,
    enough,
  }
}

export type Seen = Readonly<{
  rows: SpendRows
  columns: MemberColumns
  lists: PurchaseDays
  known: Int32Array
  actual: Int32Array
  actualTotal: number
  cut: number
  horizon: number
  enough: Enough
}>

const MOST_REGULAR = 4

/** MBG/CNBD-k with the likeliest k of one to four. */
export function fitRegular(cells: BuyerCells, lists: PurchaseDays): Readonly<{ k: number; fit: BuyerFit }> {
  const gaps = sumLnGaps(lists)
  const all = Array.from({ length: MOST_REGULAR }, (_, i) => ({
    k: i + 1,
    fit: fitBuyers(cells, { kind: 'mbgcnbd', k: i + 1, sumLnGaps: gaps }),
  }))
  return all.reduce((best, one) => (one.fit.logLikelihood > best.fit.logLikelihood ? one : best))
}

/** The model, or NBD where the model sees nobody leave. */
export function fitOrSteady(cells: BuyerCells, kind: 'bg' | 'mbg' | 'pareto' | 'nbd'): BuyerFit {
  const fit = fitBuyers(cells, { kind })
  return withoutDropout(fit) ? fitBuyers(cells, { kind: 'nbd' }) : fit
}

function byModel(seen: Seen, kind: Exclude<Contender, 'recency'>): Trial {
  const { columns, lists, cut, horizon, known } = seen
  const cells = buyerCells(columns, cut)
  const { k, fit } =
    kind === 'mbgcnbd' ? fitRegular(cells, lists) : { k: null, fit: fitOrSteady(cells, kind) }
  const spread = spreadOf(cells)
  const wish = { params: fit.params, asOf: cut, horizon, buys: true, spread }
  const { expected, buys } = buyerScores(columns, wish)
  const of = (values: Float64Array) => Float64Array.from(known, (m) => values[m] as number)
  return judged(seen, { contender: kind, k, fit, expected: of(expected), buys: of(buys) })
}

function byRecency(seen: Seen): Trial {
  const { rows, columns, known, cut, horizon } = seen
  const { expected, buys } = recencyForecast(rows, columns, { cut, horizon })
  const of = (values: Float64Array) => Float64Array.from(known, (m) => values[m] as number)
  // Ranked by the days themselves: bands would tie what the days tell apart.
  const rank = Float64Array.from(known, (m) => columns.lastDay[m] as number)
  return judged(seen, {
    contender: 'recency',
    k: null,
    fit: null,
    expected: of(expected),
    buys: of(buys),
    rank,
  })
}

type Forecast = Readonly<{
  contender: Contender
  k: number | null
  fit: BuyerFit | null
  expected: Float64Array
  buys: Float64Array
  rank?: Float64Array
}>

function judged(
  { actual, actualTotal }: Seen,
  { contender, k, fit, expected, buys, rank = buys }: Forecast,
): Trial {
  const n = actual.length
  let [total, absolute, squares] = [0, 0, 0]
  for (let i = 0; i < n; i += 1) {
    const [e, a] = [expected[i] as number, actual[i] as number]
    total += e
    absolute += Math.abs(e - a)
    squares += ((buys[i] as number) - (a > 0 ? 1 : 0)) ** 2
  }
  return {
    contender,
    k,
    fit,
    expectedTotal: total,
    error: actualTotal > 0 ? total / actualTotal - 1 : null,
    meanAbsoluteError: absolute / n,
    brier: squares / n,
    auc: areaUnder(rank, actual),
  }
}
