import { must } from '#base/must'
import { gapsByMember } from './loyalty-rhythm.ts'
import { ranksOf } from './rank.ts'
import { buyersOf, picked, type MemberColumns, type PurchaseDays } from './purchase-days.ts'

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
  /** Per member 0 … 100 in steps of a tenth; −1 without a purchase in the window. */
  scores: Float64Array
  /** The place in each part, 0 … 1, for "why is it so": −1 without a purchase. */
  places: Readonly<Record<LoyaltyPart, Float64Array>>
  weights: LoyaltyWeights
  members: number
}>

/** Scores every buyer of the window. */
export function loyaltyScores(columns: MemberColumns, lists: PurchaseDays, wish: LoyaltyWish): Loyalty {
  const weights = { ...(wish.weights ?? USUAL_WEIGHTS), ...(wish.breadth ? {} : { breadth: 0 }) }
  const whole = LOYALTY_PARTS.reduce((sum, part) => sum + weights[part], 0)
  must(
    whole > 0 && LOYALTY_PARTS.every((part) => weights[part] >= 0),
    'L1: weights are not below zero and not all zero',
  )
  const who = buyersOf(columns)
  const silence = gapsByMember(lists, wish.asOf)
  const scores = new Float64Array(columns.members).fill(-1)
  const { lastDay, purchaseDays, spendMinor, members } = columns
  const places = {
    recency: placesOf(members, who, lastDay),
    frequency: placesOf(members, who, purchaseDays),
    money: placesOf(members, who, spendMinor),
    steadiness: placesOf(members, who, silence, -1),
    breadth: wish.breadth ? placesOf(members, who, Float64Array.from(wish.breadth)) : middleOf(members, who),
  }
  const { recency, frequency, money, steadiness, breadth } = places
  for (let i = 0; i < who.length; i += 1) {
    const m = who[i] as number
    const sum =
      weights.recency * (recency[m] as number) +
      weights.frequency * (frequency[m] as number) +
      weights.money * (money[m] as number) +
      weights.steadiness * (steadiness[m] as number) +
      weights.breadth * (breadth[m] as number)
    scores[m] = Math.round((sum / whole) * 1000) / 10
  }
  return { scores, places, weights, members: who.length }
}

/** Everybody is in the middle of what nobody knows. */
function middleOf(members: number, who: Int32Array): Float64Array {
  const places = new Float64Array(members).fill(-1)
  for (let i = 0; i < who.length; i += 1) places[who[i] as number] = 0.5
  return places
}

/** Share of the others not ahead, ties half; a single buyer is in the middle. `way` −1 has less be better. */
function placesOf(
  members: number,
  who: Int32Array,
  column: Int32Array | Float64Array,
  way: 1 | -1 = 1,
): Float64Array {
  const others = who.length - 1
  if (others <= 0) return middleOf(members, who)
  const places = new Float64Array(members).fill(-1)
  const ranked = ranksOf(picked(column, who))
  for (let i = 0; i < who.length; i += 1) {
    // Ties are counted half, so the rank from the other end is what is missing to all the others.
    const rank = way === 1 ? (ranked[i] as number) : others - (ranked[i] as number)
    places[who[i] as number] = rank / others
  }
  return places
}
