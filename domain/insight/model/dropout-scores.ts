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
const MANY = 30
/** Factors stay within e^±300, so that the product of two is a double. */
const LARGEST_LN = 300

/** Of a pair of x and age, side by side in one row of the processor's cache. */
const [ODDS, MEAN, WIDTH] = [0, 1, 2] as const

/**
 * Which x have tables depends on the x alone, so that members of equal history get equal scores (G3). All others, those
 * with few members or with powers beyond the range of doubles, are worked out plainly.
 */
export type DropoutTables = Readonly<{
  /** By the number of purchase days, which is x + 1: where the days of that x begin; zero where it has no table. */
  rows: Int32Array
  /** By age, two numbers a day, and from `byTx` on by t_x, one a day. */
  table: Float64Array
  byTx: number
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
  const rows = new Int32Array(maxX + 2)
  // Before the first table is room for one of nobody's: whoever has no table is looked up there, and then plainly.
  const places = (quick.length + 1) * days
  const byTx = places * WIDTH
  const table = new Float64Array(byTx + places)
  const chances = new Float64Array(buys ? places : 0)
  const powers = powersOf(ln, r, middle)
  quick.forEach((x, place) => {
    const row = (place + 1) * days
    rows[x + 1] = row
    tabulated({ table, byTx, row }, powers(x), Math.exp(lnOdds[x] as number))
    for (let t = 0; t < days; t += 1) table[(row + t) * WIDTH + MEAN] = meanOf(x, t)
    if (buys) for (let t = 0; t < days; t += 1) chances[row + t] = chanceOf(x, t)
  })
  return {
    rows,
    table,
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

type Row = Pick<DropoutTables, 'table' | 'byTx'> & Readonly<{ row: number }>

/** The odds of having left, as a product of what the age says and what t_x says. */
function tabulated({ table, byTx, row }: Row, power: Float64Array, odds: number): void {
  for (let t = 0; t < power.length; t += 1) {
    table[byTx + row + t] = 1 / (power[t] as number)
    table[(row + t) * WIDTH + ODDS] = odds * (power[t] as number)
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
  columns: MemberColumns,
  tables: DropoutTables,
  stretch: Stretch,
  into: Into,
): void {
  const rare = scoreByTables(columns, tables, stretch, into)
  if (rare) scorePlainly(columns, tables, stretch, into)
  const { from, to, asOf } = stretch
  for (let m = to - ((to - from) % FOUR); m < to; m += 1)
    scoreOne(columns, tables, { m, i: m - from, asOf }, into)
  if (tables.buys) scoreBuys(columns, tables, stretch, into)
}

const FOUR = 4

/**
 * Four members at a time: what is looked up and divided for one does not wait for the others, and where the columns lie
 * is read once for the four of them. Nothing is called in the loop for the same reason: that reading was more than half
 * of its time. Whether anybody has no table is told, and whoever has none is wrong; up to three at the end are left.
 */
function scoreByTables(
  { purchaseDays, firstDay, lastDay }: MemberColumns,
  { rows, table, byTx }: DropoutTables,
  { from, to, asOf }: Stretch,
  { alive, expected }: Into,
): boolean {
  // Below zero as soon as one row is 0.
  let rare = 0
  for (let m = from, i = 0; m + FOUR <= to; m += FOUR, i += FOUR) {
    const row0 = rows[purchaseDays[m] as number] as number
    const row1 = rows[purchaseDays[m + 1] as number] as number
    const row2 = rows[purchaseDays[m + 2] as number] as number
    const row3 = rows[purchaseDays[m + 3] as number] as number
    rare |= (row0 - 1) | (row1 - 1) | (row2 - 1) | (row3 - 1)
    const at0 = row0 - (firstDay[m] as number)
    const at1 = row1 - (firstDay[m + 1] as number)
    const at2 = row2 - (firstDay[m + 2] as number)
    const at3 = row3 - (firstDay[m + 3] as number)
    // A day has two places, the mean is in the second.
    const age0 = (at0 + asOf) << 1
    const age1 = (at1 + asOf) << 1
    const age2 = (at2 + asOf) << 1
    const age3 = (at3 + asOf) << 1
    const by0 = table[byTx + at0 + (lastDay[m] as number)] as number
    const by1 = table[byTx + at1 + (lastDay[m + 1] as number)] as number
    const by2 = table[byTx + at2 + (lastDay[m + 2] as number)] as number
    const by3 = table[byTx + at3 + (lastDay[m + 3] as number)] as number
    const stays0 = 1 / (1 + (table[age0] as number) * by0)
    const stays1 = 1 / (1 + (table[age1] as number) * by1)
    const stays2 = 1 / (1 + (table[age2] as number) * by2)
    const stays3 = 1 / (1 + (table[age3] as number) * by3)
    alive[i] = stays0
    alive[i + 1] = stays1
    alive[i + 2] = stays2
    alive[i + 3] = stays3
    expected[i] = stays0 * (table[age0 | 1] as number)
    expected[i + 1] = stays1 * (table[age1 | 1] as number)
    expected[i + 2] = stays2 * (table[age2 | 1] as number)
    expected[i + 3] = stays3 * (table[age3 | 1] as number)
  }
  return rare < 0
}

/** Those without tables. */
function scorePlainly(
  columns: MemberColumns,
  tables: DropoutTables,
  { from, to, asOf }: Stretch,
  into: Into,
): void {
  for (let m = from, i = 0; m < to; m += 1, i += 1)
    if (tables.rows[columns.purchaseDays[m] as number] === 0) scoreOne(columns, tables, { m, i, asOf }, into)
}

type One = Readonly<{ m: number; i: number; asOf: number }>

/** The same of one member, who may be among those without tables. */
function scoreOne(
  { purchaseDays, firstDay, lastDay }: MemberColumns,
  { rows, table, byTx, plain }: DropoutTables,
  { m, i, asOf }: One,
  { alive, expected }: Into,
): void {
  const n = purchaseDays[m] as number
  const age = asOf - (firstDay[m] as number)
  const tx = (lastDay[m] as number) - (firstDay[m] as number)
  const row = rows[n] as number
  if (row === 0) {
    const own = n === 0 ? NOTHING : plain(n - 1, tx, age)
    alive[i] = own.alive
    expected[i] = own.alive * own.mean
    return
  }
  const stays = 1 / (1 + (table[(row + age) * WIDTH + ODDS] as number) * (table[byTx + row + tx] as number))
  alive[i] = stays
  expected[i] = stays * (table[(row + age) * WIDTH + MEAN] as number)
}

/** The chance of any purchase, of those whose chance to be here is known. */
function scoreBuys(
  { purchaseDays, firstDay, lastDay }: MemberColumns,
  { rows, chances, plain }: DropoutTables,
  { from, to, asOf }: Stretch,
  { alive, buys }: Into,
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
