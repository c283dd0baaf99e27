import { must } from '#base/must'
import { gapsByMember } from './loyalty-rhythm.ts'
import { buyersAmong, picked, type MemberColumns, type PurchaseDays } from './purchase-days.ts'
import { twiceRanks } from './ranks.ts'

/**
 * The loyalty score of a member (C65), 0 … 100, with nothing hidden: Σ weight × place / Σ weight × 100. The place in
 * each part is the share of the other buyers who are not ahead, ties counted half, so neither the currency nor one
 * whale matters and equal histories score equally.
 *
 * | part | what is compared |
 * |---|---|
 * | recency | days since the last purchase, fewer is better |
 * | frequency | purchase days in the window |
 * | money | net spend in the window |
 * | steadiness | longest silence between purchases, today included, fewer days is better |
 * | breadth | different categories (or branches) bought from |
 */
export const LOYALTY_PARTS = ['recency', 'frequency', 'money', 'steadiness', 'breadth'] as const
export type LoyaltyPart = (typeof LOYALTY_PARTS)[number]
export type LoyaltyWeights = Readonly<Record<LoyaltyPart, number>>

/** Ours until the shop chooses its own; shown beside every score. */
export const USUAL_WEIGHTS: LoyaltyWeights = {
  recency: 25,
  frequency: 25,
  money: 20,
  steadiness: 20,
  breadth: 10,
}

export type LoyaltyWish = Readonly<{
  asOf: number
  weights?: LoyaltyWeights
  /** Categories bought from, per member; without it breadth has no weight. */
  breadth?: ArrayLike<number>
}>

export type Loyalty = Readonly<{
  /** Per member 0 … 1,000, tenths of a score; −1 without a purchase in the window. */
  tenths: Int32Array
  /** The place of a member in a part, 0 … 1, for "why is it so": −1 without a purchase. */
  placeOf: (part: LoyaltyPart, member: number) => number
  weights: LoyaltyWeights
  members: number
}>

/** Scores every buyer of the window, one look at everybody at a time, for whoever must breathe in between. */
export function* loyaltyLooks(
  columns: MemberColumns,
  lists: PurchaseDays,
  wish: LoyaltyWish,
): Generator<undefined, Loyalty> {
  const weights = { ...(wish.weights ?? USUAL_WEIGHTS), ...(wish.breadth ? {} : { breadth: 0 }) }
  const whole = LOYALTY_PARTS.reduce((sum, part) => sum + weights[part], 0)
  must(
    whole > 0 && LOYALTY_PARTS.every((part) => weights[part] >= 0),
    'L1: weights are not below zero and not all zero',
  )
  const who = buyersAmong(columns)
  const ranks = yield* ranksOf(columns, {
    who,
    silence: gapsByMember(lists, wish.asOf),
    breadth: wish.breadth,
  })
  const members = who === null ? columns.members : who.length
  const rows = who === null ? null : rowsOf(who, columns.members)
  const tenths = tenthsOf(ranks, { weights, whole, members })
  const placeOf = (part: LoyaltyPart, member: number): number => {
    const row = rows === null ? member : (rows[member] as number)
    return row < 0 ? -1 : placeAt(ranks[part], row, members - 1)
  }
  return { tenths: who === null ? tenths : spread(tenths, who, columns.members), placeOf, weights, members }
}

/** Twice the rank of every buyer in each part, more being better; null where everybody is in the middle. */
type Ranks = Readonly<Record<LoyaltyPart, Int32Array | null>>

type Ranking = Readonly<{
  who: Int32Array | null
  silence: Int32Array
  breadth: ArrayLike<number> | undefined
}>

function* ranksOf(columns: MemberColumns, { who, silence, breadth }: Ranking): Generator<undefined, Ranks> {
  const recency = twiceRanks(picked(columns.lastDay, who))
  yield
  const frequency = twiceRanks(picked(columns.purchaseDays, who))
  yield
  const money = twiceRanks(picked(columns.spendMinor, who))
  yield
  // Fewer days are better. As ties are counted half, the rank from the other end is what is missing to all others.
  const steadiness = turned(twiceRanks(picked(silence, who)))
  yield
  const own = breadth ? twiceRanks(picked(Float64Array.from(breadth), who)) : null
  return { recency, frequency, money, steadiness, breadth: own }
}

/** In place. */
function turned(ranks: Int32Array): Int32Array {
  const most = 2 * (ranks.length - 1)
  for (let i = 0; i < ranks.length; i += 1) ranks[i] = most - (ranks[i] as number)
  return ranks
}

/** Share of the others not ahead, ties half. A single buyer is in the middle, and so are all in what nobody knows. */
const placeAt = (ranks: Int32Array | null, row: number, others: number): number =>
  ranks === null || others <= 0 ? 0.5 : (ranks[row] as number) / 2 / others

type Weighing = Readonly<{ weights: LoyaltyWeights; whole: number; members: number }>

function tenthsOf(ranks: Ranks, { weights, whole, members }: Weighing): Int32Array {
  const tenths = new Int32Array(members)
  const { recency, frequency, money, steadiness, breadth } = ranks
  const others = members - 1
  for (let i = 0; i < members; i += 1) {
    const sum =
      weights.recency * placeAt(recency, i, others) +
      weights.frequency * placeAt(frequency, i, others) +
      weights.money * placeAt(money, i, others) +
      weights.steadiness * placeAt(steadiness, i, others) +
      weights.breadth * placeAt(breadth, i, others)
    tenths[i] = Math.round((sum / whole) * 1000)
  }
  return tenths
}

function rowsOf(who: Int32Array, members: number): Int32Array {
  const rows = new Int32Array(members).fill(-1)
  for (let row = 0; row < who.length; row += 1) rows[who[row] as number] = row
  return rows
}

function spread(tenths: Int32Array, who: Int32Array, members: number): Int32Array {
  const all = new Int32Array(members).fill(-1)
  for (let row = 0; row < who.length; row += 1) all[who[row] as number] = tenths[row] as number
  return all
}
