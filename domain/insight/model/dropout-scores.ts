import type { DropoutParams } from './buyer-params.ts'
import { prospectMean, stayingShape } from './buyer-score.ts'
import type { MemberColumns } from './purchase-days.ts'
import { smoothOn, type Smooth } from './smooth.ts'
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
const [ODDS, MEAN, CHANCE, WIDTH] = [0, 1, 2, 3] as const

/**
 * Which x have tables depends on the x alone, so that members of equal history get equal scores (G3). All others, those
 * with few members or with powers beyond the range of doubles, are worked out plainly.
 */
export type DropoutTables = Readonly<{
  /** Where the days of an x begin; below zero where it has none. */
  rows: Int32Array
  byAge: Float64Array
  byTx: Float64Array
  plain: (x: number, tx: number, age: number) => DropoutScore
}>

/** Of somebody who may have left: P(alive), and of somebody who has not the mean and the chance of any purchase. */
export type DropoutScore = Readonly<{ alive: number; mean: number; chance: number }>

export function dropoutTables(params: DropoutParams, spread: Spread, horizon: number): DropoutTables {
  const { days, maxX, perX } = spread
  const { kind, r, alpha, a, b } = params
  const ln = Float64Array.from({ length: days }, (_, t) => Math.log(alpha + t))
  const lnOdds = Float64Array.from({ length: maxX + 1 }, (_, x) =>
    kind === 'bg' ? (x === 0 ? -Infinity : Math.log(a / (b + x - 1))) : Math.log(a / (b + x)),
  )
  const middle = ((ln[0] as number) + (ln[days - 1] as number)) / 2
  const meanOf = meansBy(params, { perX, days, ln }, horizon)
  const chanceOf = (x: number, age: number) => -Math.expm1(-(r + x) * Math.log1p(horizon / (alpha + age)))
  const quick = [...lnOdds.keys()].filter(
    (x) => many(perX, x, days) && (r + x) * ((ln[days - 1] as number) - middle) < LARGEST_LN,
  )
  const rows = new Int32Array(maxX + 1).fill(-1)
  const byAge = new Float64Array(quick.length * days * WIDTH)
  const byTx = new Float64Array(quick.length * days)
  quick.forEach((x, place) => {
    rows[x] = place * days
    for (let t = 0, at = place * days; t < days; t += 1, at += 1) {
      const power = Math.exp((r + x) * ((ln[t] as number) - middle))
      byTx[at] = 1 / power
      byAge[at * WIDTH + ODDS] = Math.exp(lnOdds[x] as number) * power
      byAge[at * WIDTH + MEAN] = meanOf(x, t)
      byAge[at * WIDTH + CHANCE] = chanceOf(x, t)
    }
  })
  const means = new Map<number, number>()
  const known = (x: number, age: number): number => {
    const at = x * days + age
    const mean = means.get(at) ?? meanOf(x, age)
    means.set(at, mean)
    return mean
  }
  return {
    rows,
    byAge,
    byTx,
    plain: (x, tx, age) => {
      const v = (lnOdds[x] as number) + (r + x) * ((ln[age] as number) - (ln[tx] as number))
      // e^v may overflow to infinity, and 1/(1 + ∞) is the right answer.
      return { alive: 1 / (1 + Math.exp(v)), mean: known(x, age), chance: chanceOf(x, age) }
    },
  }
}

const many = (perX: Int32Array, x: number, days: number): boolean => Math.min(perX[x] as number, days) >= MANY

type Lying = Readonly<{ perX: Int32Array; days: number; ln: Float64Array }>

/**
 * E[Y] by x and age: one Gauss–Jacobi rule serves all ages of one x, and where an x has many members the logarithm is a
 * smooth function of ln(alpha + age), so that a few dozen integrals serve all ages.
 */
function meansBy(
  params: DropoutParams,
  { perX, days, ln }: Lying,
  horizon: number,
): (x: number, age: number) => number {
  const rules: ReturnType<typeof rulesOf>[] = []
  const direct = (x: number, age: number): number =>
    prospectMean(params, { x, age }, horizon, (rules[x] ??= rulesOf(stayingShape(params, x))))
  const span = { low: ln[0] as number, high: ln[days - 1] as number }
  const curves: (Smooth | null)[] = []
  const curveOf = (x: number): Smooth | null =>
    smoothOn((l) => Math.log(direct(x, Math.exp(l) - params.alpha)), span)
  return (x, age) => {
    if (!many(perX, x, days)) return direct(x, age)
    if (curves[x] === undefined) curves[x] = curveOf(x)
    const curve = curves[x]
    return curve ? Math.exp(curve(ln[age] as number)) : direct(x, age)
  }
}

/** Where scores are put; whoever wants no chance of a purchase gives `buys` no room. */
type Into = Readonly<{ alive: Float64Array; expected: Float64Array; buys: Float64Array }>
type Stretch = Readonly<{ from: number; to: number; asOf: number }>

/** Scores the members from `from` on up to `to` into the first places of the columns. */
export function scoreDropout(
  { purchaseDays, firstDay, lastDay }: MemberColumns,
  { rows, byAge, byTx, plain }: DropoutTables,
  { from, to, asOf }: Stretch,
  { alive, expected, buys }: Into,
): void {
  const asked = buys.length > 0
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
    if (asked) buys[i] = stays * (byAge[at + CHANCE] as number)
  }
}

const NOTHING: DropoutScore = { alive: 0, mean: 0, chance: 0 }
