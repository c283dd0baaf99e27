import type { DropoutParams } from './buyer-params.ts'
import { prospectMean, stayingShape } from './buyer-score.ts'
import type { MemberColumns } from './purchase-days.ts'
import { stayingCurves } from './staying-curves.ts'
import { rulesOf } from './staying.ts'

// Scores of BG/NBD and MBG/NBD on whole days, member by member, without a power, an exponential or a logarithm for any:
// inside one x the odds of having left are a table of the age times a table of t_x, and E[Y] is a third one by age.

/** How the histories to be scored lie: x is at most `maxX`, `perX` members have each x, ages are below `days`. */
export type Spread = Readonly<{ maxX: number; days: number; perX: Int32Array }>

/** From so many members of one x on, and so many ages, tables cost less than they save. */
const MANY = 100
/** Factors stay within e^±300, so that the product of two is a double. */
const LARGEST_LN = 300

/** Of a pair of x and age, side by side in one row of the processor's cache. */
const [ODDS, MEAN, WIDTH] = [0, 1, 2] as const

/**
 * Which x have tables depends on the x alone, so that members of equal history get equal scores (G3). All others, those
 * with few members or with powers beyond the range of doubles, are worked out plainly.
 */
export type DropoutTables = Readonly<{
  /** Where the days of an x begin; below zero where it has none. */
  rows: Int32Array
  byAge: Float64Array
  byTx: Float64Array
  /** The chance of any purchase; empty unless it was asked for. */
  chances: Float64Array
  buys: boolean
  plain: (x: number, tx: number, age: number) => DropoutScore
}>

/** Of somebody who may have left: P(alive), and of somebody who has not the mean and the chance of any purchase. */
export type DropoutScore = Readonly<{ alive: number; mean: number; chance: number }>

type Looking = Readonly<{ horizon: number; buys: boolean }>

export function dropoutTables(
  params: DropoutParams,
  spread: Spread,
  { horizon, buys }: Looking,
): DropoutTables {
  const { days, maxX, perX } = spread
  const { kind, r, alpha, a, b } = params
  const ln = Float64Array.from({ length: days }, (_, t) => Math.log(alpha + t))
  const lnOdds = Float64Array.from({ length: maxX + 1 }, (_, x) =>
    kind === 'bg' ? (x === 0 ? -Infinity : Math.log(a / (b + x - 1))) : Math.log(a / (b + x)),
  )
  const meanOf = meansBy(params, spread, { ln, horizon })
  const chanceOf = (x: number, age: number) => -Math.expm1(-(r + x) * Math.log1p(horizon / (alpha + age)))
  const middle = ((ln[0] as number) + (ln[days - 1] as number)) / 2
  const quick = [...lnOdds.keys()].filter(
    (x) => many(perX, x, days) && (r + x) * ((ln[days - 1] as number) - middle) < LARGEST_LN,
  )
  const rows = new Int32Array(maxX + 1).fill(-1)
  const byAge = new Float64Array(quick.length * days * WIDTH)
  const byTx = new Float64Array(quick.length * days)
  const chances = new Float64Array(buys ? byTx.length : 0)
  const powers = powersOf(ln, r, middle)
  quick.forEach((x, place) => {
    const row = place * days
    rows[x] = row
    tabulated({ byAge, byTx, row }, powers(x), Math.exp(lnOdds[x] as number))
    for (let t = 0; t < days; t += 1) byAge[(row + t) * WIDTH + MEAN] = meanOf(x, t)
    if (buys) for (let t = 0; t < days; t += 1) chances[row + t] = chanceOf(x, t)
  })
  return {
    rows,
    byAge,
    byTx,
    chances,
    buys,
    plain: (x, tx, age) => {
      const v = (lnOdds[x] as number) + (r + x) * ((ln[age] as number) - (ln[tx] as number))
      // e^v may overflow to infinity, and 1/(1 + ∞) is the right answer.
      return { alive: 1 / (1 + Math.exp(v)), mean: meanOf(x, age), chance: buys ? chanceOf(x, age) : 0 }
    },
  }
}

type Row = Pick<DropoutTables, 'byAge' | 'byTx'> & Readonly<{ row: number }>

/** The odds of having left, as a product of what the age says and what t_x says. */
function tabulated({ byAge, byTx, row }: Row, power: Float64Array, odds: number): void {
  for (let t = 0; t < power.length; t += 1) {
    byTx[row + t] = 1 / (power[t] as number)
    byAge[(row + t) * WIDTH + ODDS] = odds * (power[t] as number)
  }
}

const many = (perX: Int32Array, x: number, days: number): boolean => Math.min(perX[x] as number, days) >= MANY

/** (alpha + t)^(r + x) by day, in units of e^middle, for ascending x: each from the one before by a product. */
function powersOf(ln: Float64Array, r: number, middle: number): (x: number) => Float64Array {
  const power = ln.map((l) => Math.exp(r * (l - middle)))
  const factor = ln.map((l) => Math.exp(l - middle))
  const next = (): void => {
    for (let t = 0; t < power.length; t += 1) power[t] = (power[t] as number) * (factor[t] as number)
  }
  let at = 0
  return (x) => {
    for (; at < x; at += 1) next()
    return power
  }
}

type Lying = Readonly<{ ln: Float64Array; horizon: number }>

/** E[Y] by x and age: curves for every x with many members, an integral for each pair of the others, taken once. */
function meansBy(
  params: DropoutParams,
  { perX, days }: Spread,
  { ln, horizon }: Lying,
): (x: number, age: number) => number {
  const wanted = [...perX.keys()].filter((x) => many(perX, x, days))
  const curves = stayingCurves(params, { wanted, ln, horizon })
  const byX = Array.from(perX, (_, x) => curves.get(x) ?? null)
  const rules: ReturnType<typeof rulesOf>[] = []
  const known = new Map<number, number>()
  return (x, age) => {
    const curve = byX[x]
    if (curve) return curve[age] as number
    const at = x * days + age
    const rule = (rules[x] ??= rulesOf(stayingShape(params, x)))
    const mean = known.get(at) ?? prospectMean(params, { x, age }, horizon, rule)
    known.set(at, mean)
    return mean
  }
}

/** Where scores are put; `buys` has no room unless it was asked for. */
type Into = Readonly<{ alive: Float64Array; expected: Float64Array; buys: Float64Array }>
type Stretch = Readonly<{ from: number; to: number; asOf: number }>

/** Scores the members from `from` on up to `to` into the first places of the columns. */
export function scoreDropout(
  { purchaseDays, firstDay, lastDay }: MemberColumns,
  { rows, byAge, byTx, chances, plain, buys: asked }: DropoutTables,
  { from, to, asOf }: Stretch,
  { alive, expected, buys }: Into,
): void {
  for (let m = from, i = 0; m < to; m += 1, i += 1) {
    const x = (purchaseDays[m] as number) - 1
    const first = firstDay[m] as number
    const age = asOf - first
    const tx = (lastDay[m] as number) - first
    const row = x < 0 ? -1 : (rows[x] as number)
    if (row < 0) {
      const own = x < 0 ? NOTHING : plain(x, tx, age)
      alive[i] = own.alive
      expected[i] = own.alive * own.mean
      if (asked) buys[i] = own.alive * own.chance
      continue
    }
    const at = (row + age) * WIDTH
    const stays = 1 / (1 + (byAge[at + ODDS] as number) * (byTx[row + tx] as number))
    alive[i] = stays
    expected[i] = stays * (byAge[at + MEAN] as number)
    if (asked) buys[i] = stays * (chances[row + age] as number)
  }
}

const NOTHING: DropoutScore = { alive: 0, mean: 0, chance: 0 }
