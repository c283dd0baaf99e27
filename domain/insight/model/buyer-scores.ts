import { must } from '#base/must'
import { aliveChance, buysWithin, expectedPurchases, prospect, stayingShape } from './buyer-score.ts'
import type { BuyerParams, LifetimeParams, RegularParams } from './buyer-params.ts'
import { fillLeaving, leavingDays, leavingTable } from './lifetime-integral.ts'
import type { MemberColumns } from './purchase-days.ts'
import { rulesOf } from './staying.ts'

/** A place per member, in the order of the columns; zeros for members without a purchase. */
export type BuyerScores = Readonly<{
  alive: Float64Array
  /** Purchases to expect within the horizon. */
  expected: Float64Array
  /** The chance of at least one; empty unless asked for. */
  buys: Float64Array
}>

/** Parameters in days, the day of the report, the horizon in days. */
export type ScoreWish = Readonly<{ params: BuyerParams; asOf: number; horizon: number; buys?: boolean }>

/**
 * Scores every member: what depends on x and age alone is worked out once for each pair, so that ten million members
 * need some twenty thousand quadratures; the last purchase then costs one exponential.
 */
export function buyerScores(columns: MemberColumns, wish: ScoreWish): BuyerScores {
  const size = columns.members
  const scores: BuyerScores = {
    alive: new Float64Array(size),
    expected: new Float64Array(size),
    buys: new Float64Array(wish.buys === true ? size : 0),
  }
  const { params } = wish
  if (params.kind === 'mbgcnbd') byHistory(columns, wish, params, scores)
  else byPair(columns, wish, params, scores)
  return scores
}

/** Totals over all members: the forecast of the shop. */
export function totalsOf(scores: BuyerScores): Readonly<{ alive: number; expected: number }> {
  let [alive, expected] = [0, 0]
  for (let m = 0; m < scores.alive.length; m += 1) {
    alive += scores.alive[m] as number
    expected += scores.expected[m] as number
  }
  return { alive, expected }
}

type Spread = Readonly<{ maxX: number; days: number }>

function spreadOf(columns: MemberColumns, asOf: number): Spread {
  let maxX = 0
  let first = asOf
  for (let m = 0; m < columns.members; m += 1) {
    const n = columns.purchaseDays[m] as number
    if (n === 0) continue
    if (n > maxX + 1) maxX = n - 1
    if ((columns.firstDay[m] as number) < first) first = columns.firstDay[m] as number
  }
  return { maxX, days: asOf - first + 1 }
}

function byPair(
  columns: MemberColumns,
  { asOf, horizon, buys = false }: ScoreWish,
  params: Exclude<BuyerParams, RegularParams>,
  scores: BuyerScores,
): void {
  const spread = spreadOf(columns, asOf)
  const { days } = spread
  const means = new Float64Array((spread.maxX + 1) * days).fill(-1)
  const chances = new Float64Array(buys ? means.length : 0)
  const aliveOf = aliveTable(params, spread)
  const meanOf = meanTable(params, horizon)
  const { purchaseDays, firstDay, lastDay } = columns
  for (let m = 0; m < columns.members; m += 1) {
    const x = (purchaseDays[m] as number) - 1
    if (x < 0) continue
    const first = firstDay[m] as number
    const age = asOf - first
    const at = x * days + age
    if ((means[at] as number) < 0) {
      means[at] = meanOf(x, age)
      if (buys) chances[at] = prospect(params, { x, age }, horizon).buys
    }
    const alive = aliveOf(x, (lastDay[m] as number) - first, age)
    scores.alive[m] = alive
    scores.expected[m] = alive * (means[at] as number)
    if (buys) scores.buys[m] = alive * (chances[at] as number)
  }
}

/** One Gauss–Jacobi rule serves all ages of one x. */
function meanTable(params: Exclude<BuyerParams, RegularParams>, horizon: number) {
  const rules: ReturnType<typeof rulesOf>[] = []
  return (x: number, age: number): number => {
    const own = params.kind === 'bg' || params.kind === 'mbg'
    const ruleOf = own ? (rules[x] ??= rulesOf(stayingShape(params, x))) : undefined
    return prospect(params, { x, age }, horizon, ruleOf).expected
  }
}

type AliveOf = (x: number, tx: number, age: number) => number

/** P(alive) on whole days, from tables. */
function aliveTable(params: Exclude<BuyerParams, RegularParams>, spread: Spread): AliveOf {
  if (params.kind === 'nbd') return () => 1
  if (params.kind === 'pareto') return lifetimeTable(params, spread)
  const { kind, r, alpha, a, b } = params
  const ln = Float64Array.from({ length: spread.days }, (_, t) => Math.log(alpha + t))
  const lnOdds = Float64Array.from({ length: spread.maxX + 1 }, (_, x) =>
    kind === 'bg' ? (x === 0 ? -Infinity : Math.log(a / (b + x - 1))) : Math.log(a / (b + x)),
  )
  // e^v may overflow to infinity, and 1/(1 + ∞) is the right answer.
  return (x, tx, age) =>
    1 / (1 + Math.exp((lnOdds[x] as number) + (r + x) * ((ln[age] as number) - (ln[tx] as number))))
}

function lifetimeTable({ r, alpha, s, beta }: LifetimeParams, { maxX, days }: Spread): AliveOf {
  const of = leavingDays({ alpha, s, beta }, days - 1)
  const table = leavingTable(of)
  const filled: { ln: Float64Array; tail: Float64Array }[] = Array.from({ length: maxX + 1 })
  const fill = (x: number) => {
    fillLeaving(of, r + x, table)
    return {
      ln: table.ln.slice(),
      tail: Float64Array.from({ length: days }, (_, t) => table.tail[t * 5] as number),
    }
  }
  return (x, tx, age) => {
    const { ln, tail } = (filled[x] ??= fill(x))
    const e = Math.exp((ln[age] as number) - (ln[tx] as number))
    const here = e * (beta + age)
    return here / (here + s * ((tail[tx] as number) - e * (tail[age] as number)))
  }
}

/** MBG/CNBD-k depends on the whole of (x, tx, age): each history is worked out once. */
function byHistory(
  columns: MemberColumns,
  { asOf, horizon, buys = false }: ScoreWish,
  params: RegularParams,
  scores: BuyerScores,
): void {
  const { maxX, days } = spreadOf(columns, asOf)
  must((maxX + 1) * days * days < Number.MAX_SAFE_INTEGER, 'B1: a history of days fits the key of a cell')
  const known = new Map<number, Readonly<{ alive: number; expected: number; buys: number }>>()
  for (let m = 0; m < columns.members; m += 1) {
    const x = (columns.purchaseDays[m] as number) - 1
    if (x < 0) continue
    const age = asOf - (columns.firstDay[m] as number)
    const tx = (columns.lastDay[m] as number) - (columns.firstDay[m] as number)
    const key = (x * days + age) * days + tx
    let found = known.get(key)
    if (!found) {
      const state = { x, tx, age }
      found = {
        alive: aliveChance(params, state),
        expected: expectedPurchases(params, state, horizon),
        buys: buys ? buysWithin(params, state, horizon) : 0,
      }
      known.set(key, found)
    }
    scores.alive[m] = found.alive
    scores.expected[m] = found.expected
    if (buys) scores.buys[m] = found.buys
  }
}
