import { must } from '#base/must'
import type { BuyerCells } from './buyer-cells.ts'
import { aliveChance, buysWithin, expectedPurchases, prospect, prospectMean } from './buyer-score.ts'
import type { BuyerParams, LifetimeParams, RegularParams, SteadyParams } from './buyer-params.ts'
import { dropoutTables, scoreDropout, type Spread } from './dropout-scores.ts'
import { fillLeaving, leavingDays, leavingTable } from './lifetime-integral.ts'
import type { MemberColumns } from './purchase-days.ts'
import { STRETCH } from './score-tables.ts'
import { wider } from './wider.ts'

/** A place per member, in the order of the columns; zeros for members without a purchase. */
export type BuyerScores = Readonly<{
  alive: Float64Array
  /** Purchases to expect within the horizon. */
  expected: Float64Array
  /** The chance of at least one; empty unless asked for. */
  buys: Float64Array
}>

/**
 * Parameters in days, the day of the report, the horizon in days. Whoever has the cells of these very members as of
 * that day says how they lie (`spreadOf`); else everybody is looked over for it.
 */
export type ScoreWish = Readonly<{
  params: BuyerParams
  asOf: number
  horizon: number
  buys?: boolean
  spread?: Spread
}>

/**
 * Scores the members from one place on up to another, STRETCH of them at most: their scores are in the first places
 * until the next ones are asked for.
 */
export type Scorer = (from: number, to: number) => BuyerScores

/** Room for so many members' scores. */
const roomForScores = (members: number, buys = false): BuyerScores => ({
  alive: new Float64Array(members),
  expected: new Float64Array(members),
  buys: new Float64Array(buys ? members : 0),
})

/** Scores every member. */
export function buyerScores(columns: MemberColumns, wish: ScoreWish): BuyerScores {
  const scores = roomForScores(columns.members, wish.buys)
  const score = scorerOf(columns, wish)
  for (let from = 0; from < columns.members; from += STRETCH) {
    const to = Math.min(columns.members, from + STRETCH)
    const { alive, expected, buys } = score(from, to)
    scores.alive.set(alive.subarray(0, to - from), from)
    scores.expected.set(expected.subarray(0, to - from), from)
    if (wish.buys) scores.buys.set(buys.subarray(0, to - from), from)
  }
  return scores
}

/**
 * Scores members a stretch at a time: whoever hands them on needs no room for all of them, and the processor's cache
 * holds a stretch. What depends on x and age alone is worked out once for each pair.
 */
export function scorerOf(columns: MemberColumns, wish: ScoreWish): Scorer {
  const { params, asOf, horizon } = wish
  const spread = wish.spread ?? lookedOver(columns, asOf)
  if (params.kind === 'mbgcnbd') return inRoom(wish, byHistory(columns, wish, { params, spread }))
  if (params.kind === 'pareto' || params.kind === 'nbd')
    return inRoom(wish, byPair(columns, wish, { params, spread }))
  const tables = dropoutTables(params, spread, { horizon, buys: wish.buys === true })
  const buys = new Float64Array(wish.buys ? STRETCH : 0)
  return (from, to) => scoreDropout(columns, tables, { from, to, asOf }, buys)
}

type Put = (from: number, to: number, into: BuyerScores) => void

function inRoom({ buys }: ScoreWish, put: Put): Scorer {
  const room = roomForScores(STRETCH, buys)
  return (from, to) => {
    put(from, to, room)
    return room
  }
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

type Bought = Pick<MemberColumns, 'members' | 'purchaseDays' | 'firstDay'>

/** How members lie, from their cells. */
export function spreadOf({ xs, groups, maxAge }: Pick<BuyerCells, 'xs' | 'groups' | 'maxAge'>): Spread {
  const maxX = xs.at(-1) ?? 0
  const perX = new Int32Array(maxX + 1)
  xs.forEach((x, g) => (perX[x] = groups[g] as number))
  return { maxX, days: maxAge + 1, perX }
}

function lookedOver(columns: Bought, asOf: number): Spread {
  const { first, counts } = counted(columns, asOf)
  const perX: number[] = []
  for (let at = WAYS; at < counts.length; at += WAYS)
    perX.push(counts.subarray(at, at + WAYS).reduce((all, people) => all + people, 0))
  const most = Math.max(1, perX.findLastIndex((people) => people > 0) + 1)
  return { maxX: most - 1, days: asOf - first + 1, perX: Int32Array.from(perX.slice(0, most)) }
}

/** Counters taken in turn: most members are alike, and counting one up waits for having counted the last one up. */
const WAYS = 4

/** The first day of all, and how many members have each number of purchase days, in four counters each. */
function counted({ members, purchaseDays, firstDay }: Bought, asOf: number) {
  let first = asOf
  let counts = new Int32Array(256 * WAYS)
  for (let m = 0; m < members; m += 1) {
    const at = (purchaseDays[m] as number) * WAYS + (m & (WAYS - 1))
    if (at >= counts.length) counts = wider(counts, (at + WAYS) * 2)
    counts[at] = (counts[at] as number) + 1
    const day = firstDay[m] as number
    if (day < first && at >= WAYS) first = day
  }
  return { first, counts }
}

type Pairs = Readonly<{ params: LifetimeParams | SteadyParams; spread: Spread }>

function byPair(
  { purchaseDays, firstDay, lastDay }: MemberColumns,
  { asOf, horizon, buys: asked = false }: ScoreWish,
  { params, spread }: Pairs,
): Put {
  const { days, maxX } = spread
  const means = new Float64Array((maxX + 1) * days).fill(-1)
  const chances = new Float64Array(asked ? means.length : 0)
  const aliveOf: AliveOf = params.kind === 'nbd' ? () => 1 : lifetimeTable(params, spread)
  return (from, to, { alive, expected, buys }) => {
    for (let m = from, i = 0; m < to; m += 1, i += 1) {
      const x = (purchaseDays[m] as number) - 1
      alive[i] = expected[i] = 0
      if (asked) buys[i] = 0
      if (x < 0) continue
      const age = asOf - (firstDay[m] as number)
      const at = x * days + age
      if ((means[at] as number) < 0) {
        means[at] = prospectMean(params, { x, age }, horizon)
        if (asked) chances[at] = prospect(params, { x, age }, horizon).buys
      }
      const stays = aliveOf(x, (lastDay[m] as number) - (firstDay[m] as number), age)
      alive[i] = stays
      expected[i] = stays * (means[at] as number)
      if (asked) buys[i] = stays * (chances[at] as number)
    }
  }
}

/** P(alive) on whole days, from tables. */
type AliveOf = (x: number, tx: number, age: number) => number

function lifetimeTable(
  { r, alpha, s, beta }: LifetimeParams,
  { maxX, days }: Pick<Spread, 'maxX' | 'days'>,
): AliveOf {
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
  { purchaseDays, firstDay, lastDay }: MemberColumns,
  { asOf, horizon, buys: asked = false }: ScoreWish,
  { params, spread }: Readonly<{ params: RegularParams; spread: Spread }>,
): Put {
  const { maxX, days } = spread
  must((maxX + 1) * days * days < Number.MAX_SAFE_INTEGER, 'B1: a history of days fits the key of a cell')
  const known = new Map<number, Readonly<{ alive: number; expected: number; buys: number }>>()
  const none = { alive: 0, expected: 0, buys: 0 }
  const scored = (m: number) => {
    const x = (purchaseDays[m] as number) - 1
    if (x < 0) return none
    const age = asOf - (firstDay[m] as number)
    const tx = (lastDay[m] as number) - (firstDay[m] as number)
    const key = (x * days + age) * days + tx
    const before = known.get(key)
    if (before) return before
    const state = { x, tx, age }
    const found = {
      alive: aliveChance(params, state),
      expected: expectedPurchases(params, state, horizon),
      buys: asked ? buysWithin(params, state, horizon) : 0,
    }
    known.set(key, found)
    return found
  }
  return (from, to, { alive, expected, buys }) => {
    for (let m = from, i = 0; m < to; m += 1, i += 1) {
      const found = scored(m)
      alive[i] = found.alive
      expected[i] = found.expected
      if (asked) buys[i] = found.buys
    }
  }
}
