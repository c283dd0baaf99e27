import type { DropoutParams } from './buyer-params.ts'
import { prospectMean, stayingShape } from './buyer-score.ts'
import type { MemberColumns } from './purchase-days.ts'
import { MEAN, MOST_PLACES, ODDS, scoreByTables, WIDTH, type ScoreTables } from './score-tables.ts'
import { stayingCurves } from './staying-curves.ts'
import { rulesOf } from './staying.ts'

// Scores of BG/NBD and MBG/NBD on whole days, member by member, without a power, an exponential or a logarithm for any:
// inside one x the odds of having left are a table of the age times a table of t_x, and E[Y] is a third one by age.

/** How the histories to be scored lie: x is at most `maxX`, `perX` members have each x, ages are below `days`. */
export type Spread = Readonly<{ maxX: number; days: number; perX: Int32Array }>

/** From so many members of one x on, and so many ages, tables cost less than they save. */
const MANY = 30
/** Factors stay within e^±300, so that the product of two is a double. */
const LARGEST_LN = 300

/** All others than those in the tables, with few members or with powers beyond the range of doubles, are plain. */
export type DropoutTables = ScoreTables &
  Readonly<{
    /** Whether the chance of any purchase was asked for; only then there are `chances`. */
    buys: boolean
    chances: Float64Array
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
  const quick = [...lnOdds.keys()]
    .filter((x) => many(perX, x, days) && (r + x) * ((ln[days - 1] as number) - middle) < LARGEST_LN)
    .slice(0, Math.max(0, Math.floor(MOST_PLACES / days) - 1))
  const rows = new Int32Array(maxX + 2)
  // Before the first table is room for one of nobody's: whoever has no table is looked up there, and then plainly.
  const places = quick.length === 0 ? 0 : (quick.length + 1) * days
  const byTx = new Float64Array(places)
  const byAge = new Float64Array(places * WIDTH)
  const chances = new Float64Array(buys ? places : 0)
  const powers = powersOf(ln, r, middle)
  quick.forEach((x, place) => {
    const row = (place + 1) * days
    rows[x + 1] = row
    tabulated({ byAge, byTx, row }, powers(x), Math.exp(lnOdds[x] as number))
    for (let t = 0; t < days; t += 1) byAge[(row + t) * WIDTH + MEAN] = meanOf(x, t)
    if (buys) for (let t = 0; t < days; t += 1) chances[row + t] = chanceOf(x, t)
  })
  return {
    rows,
    byAge,
    byTx,
    buys,
    chances,
    plain: (x, tx, age) => {
      const v = (lnOdds[x] as number) + (r + x) * ((ln[age] as number) - (ln[tx] as number))
      // e^v may overflow to infinity, and 1/(1 + ∞) is the right answer.
      return { alive: 1 / (1 + Math.exp(v)), mean: meanOf(x, age), chance: buys ? chanceOf(x, age) : 0 }
    },
  }
}

type Row = Pick<ScoreTables, 'byAge' | 'byTx'> & Readonly<{ row: number }>

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

/** Where the scores of a stretch lie; `buys` has no room unless it was asked for. */
type Scored = Readonly<{ alive: Float64Array; expected: Float64Array; buys: Float64Array }>
type Stretch = Readonly<{ from: number; to: number; asOf: number }>

/**
 * Scores the members from `from` on up to `to`, STRETCH of them at most: the chances of any purchase in the first
 * places of `buys`, the rest where the next stretch is scored too.
 */
export function scoreDropout(
  columns: MemberColumns,
  tables: DropoutTables,
  stretch: Stretch,
  buys: Float64Array,
): Scored {
  const { alive, expected, rare, rares } = scoreByTables(columns, tables, stretch)
  const scored = { alive, expected, buys }
  for (let k = 0; k < rares; k += 1)
    scorePlainly(columns, tables, { ...stretch, i: rare[k] as number }, scored)
  if (tables.buys) scoreBuys(columns, tables, stretch, scored)
  return scored
}

/** Somebody at a place of the stretch who has no table. */
function scorePlainly(
  { purchaseDays, firstDay, lastDay }: MemberColumns,
  { plain }: DropoutTables,
  { from, asOf, i }: Pick<Stretch, 'from' | 'asOf'> & Readonly<{ i: number }>,
  { alive, expected }: Scored,
): void {
  const m = from + i
  const n = purchaseDays[m] as number
  const [first, last] = [firstDay[m] as number, lastDay[m] as number]
  const own = n === 0 ? NOTHING : plain(n - 1, last - first, asOf - first)
  alive[i] = own.alive
  expected[i] = own.alive * own.mean
}

/** The chance of any purchase, of those whose chance to be here is known. */
function scoreBuys(
  { purchaseDays, firstDay, lastDay }: MemberColumns,
  { rows, chances, plain }: DropoutTables,
  { from, to, asOf }: Stretch,
  { alive, buys }: Scored,
): void {
  for (let m = from, i = 0; m < to; m += 1, i += 1) {
    const n = purchaseDays[m] as number
    const row = rows[n] as number
    const [first, last] = [firstDay[m] as number, lastDay[m] as number]
    let chance = 0
    if (row > 0) chance = chances[row + asOf - first] as number
    else if (n > 0) chance = plain(n - 1, last - first, asOf - first).chance
    buys[i] = (alive[i] as number) * chance
  }
}

const NOTHING: DropoutScore = { alive: 0, mean: 0, chance: 0 }
