import type { BusinessDay } from '#base/instant'
import { missWhen } from '#domain/program/model/holds'
import type { Gift } from '#domain/program/model/rewards'
import type { GiftMiss } from '../contract.ts'

/** Who asks for a gift, when and where, and what of it stands already. */
export type Asking = Readonly<{
  /** Null without a membership. */
  buyer: Readonly<{ tier: string | null }> | null
  on: BusinessDay
  /** Null where no branch is named; a gift of certain branches is not to be had then. */
  branchCode: string | null
  taken: number
  count: number
  /** Points that can be spent now. */
  free: number
}>

/** R1: why somebody cannot have a gift, the first reason of all; null when it can be had. */
export function missGift(gift: Gift, asking: Asking): GiftMiss | null {
  const { buyer, on, branchCode, count, free } = asking
  if (buyer === null) return 'membership_not_active'
  if (gift.tiers.length > 0 && !gift.tiers.includes(buyer.tier ?? '')) return 'gift_not_for_tier'
  const miss = missWhen(gift, { buyer: null, on, branchCode: branchCode ?? '' })
  if (miss !== null) return miss === 'other_branch' ? 'gift_not_here' : 'gift_not_now'
  const left = leftOf(gift, asking.taken)
  if (left !== null && count > left) return 'gift_used_up'
  return free < gift.points * count ? 'not_enough_points' : null
}

/** How many more of a gift a member may have; null for any number. */
export const leftOf = ({ mostPerMember }: Gift, taken: number): number | null =>
  mostPerMember === null ? null : Math.max(0, mostPerMember - taken)

/** The gift of the most points that so many buy; of equals the first of the program. */
export function highestGift(gifts: readonly Gift[], points: number): Gift | null {
  let best: Gift | null = null
  for (const gift of gifts) if (gift.points <= points && gift.points > (best?.points ?? 0)) best = gift
  return best
}
