import { msOf, type Instant } from '#base/instant'
import type { OfflineLimits, Policy } from './policy.ts'
import {
  mayUse,
  NOTHING_SPENT,
  type Reservation,
  type PassCounts,
  type ReservationRefusal,
  type Spent,
  type Units,
} from './reservation.ts'

/**
 * The till's own clock, never behind what is certain: what head office has signed plus the time that has passed since
 * by a clock nobody sets (O6).
 */
export const trustedNow = ({ wall, least }: Readonly<{ wall: Instant; least: Instant }>): Instant =>
  wall > least ? wall : least

export const BURN_REFUSALS = [
  'burn_needs_member',
  'policy_missing',
  'policy_expired',
  'certificate_over',
  'epoch_over',
  'member_denied',
  ...(['reservation_elsewhere', 'reservation_of_another_member', 'reservation_over'] as const),
  ...(['reservation_used', 'reservation_too_small'] as const),
  'burn_needs_line',
  'balance_unknown',
  'balance_too_old',
  'over_last_balance',
  'over_sale_limit',
  'over_card_limit',
  'over_store_limit',
] as const
export type BurnRefusal = (typeof BURN_REFUSALS)[number]

/** What this till has burned on its own limit in the current window: since it last heard from head office. */
export type LimitUse = Readonly<{ cardMinor: number; storeMinor: number }>

/** What the till last knew of a member, and when. */
export type LastKnown = Readonly<{ minor: number; points: number; at: Instant }>

export type BurnWish = Readonly<{
  device: string
  store: string
  epoch: number
  memberId: string | null
  amounts: Units
  coupons: readonly string[]
  passes?: PassCounts
  now: Instant
  policy: Policy | null
  reservation: Readonly<{ of: Reservation; spent: Spent }> | null
  lastKnown: LastKnown | null
  used: LimitUse
}>

/**
 * D5: whether value may be burned without asking head office: by a voucher, by a lease, or, where the owner opted in,
 * within bounds (promises §4.2, §4.3). Recording is never refused; only burning is. Refusals in order of precedence.
 */
export function mayBurn(wish: BurnWish): BurnRefusal | null {
  const { policy, memberId } = wish
  const barred = mayRead(wish)
  if (barred !== null || policy === null || memberId === null) return barred
  if (wish.reservation !== null) return byReservation(wish, memberId, wish.reservation)
  if (policy.deny.includes(memberId)) return 'member_denied'
  return policy.limits === null ? 'burn_needs_line' : byLimit(wish, policy.limits)
}

/** Whether a till may take anything of a member's without asking: it is known, and so are the rules of today. */
function mayRead({
  memberId,
  policy,
  now,
  epoch,
}: Pick<BurnWish, 'memberId' | 'policy' | 'now' | 'epoch'>): BurnRefusal | null {
  if (memberId === null) return 'burn_needs_member'
  if (policy === null) return 'policy_missing'
  if (policy.expiresAt <= now) return 'policy_expired'
  if (policy.certifiedUntil <= now) return 'certificate_over'
  return policy.epoch === epoch ? null : 'epoch_over'
}

const isTooOld = (at: Instant, now: Instant, { snapshotHours }: OfflineLimits): boolean =>
  msOf(now) - msOf(at) > snapshotHours * 3_600_000

function byReservation(
  wish: BurnWish,
  memberId: string,
  { of, spent }: Readonly<{ of: Reservation; spent: Spent }>,
): ReservationRefusal | null {
  const { device, store, amounts, coupons, passes = [], now } = wish
  const spending = { device, store, memberId, amounts, coupons, passes, now }
  return mayUse(of, { ...spending, spent: spent ?? NOTHING_SPENT })
}

/** Coupons of one member, passes and points are never burned on a limit: it bounds stored value in money alone. */
function byLimit(wish: BurnWish, limits: OfflineLimits): BurnRefusal | null {
  const { amounts, coupons, passes = [], lastKnown, now, used } = wish
  if (amounts.points > 0 || coupons.length > 0 || passes.length > 0) return 'burn_needs_line'
  if (lastKnown === null) return 'balance_unknown'
  if (isTooOld(lastKnown.at, now, limits)) return 'balance_too_old'
  const own = shareOf(limits)
  if (used.cardMinor + amounts.minor > lastKnown.minor) return 'over_last_balance'
  if (amounts.minor > own.perSaleMinor) return 'over_sale_limit'
  const perCard = Math.min(own.perCardMinor, Math.floor((lastKnown.minor * limits.perCardBps) / 10_000))
  if (used.cardMinor + amounts.minor > perCard) return 'over_card_limit'
  return used.storeMinor + amounts.minor > own.perStoreMinor ? 'over_store_limit' : null
}

export const CHARGE_REFUSALS = ['no_credit_line', 'over_credit_line'] as const
export type ChargeRefusal = BurnRefusal | (typeof CHARGE_REFUSALS)[number]

export type ChargeWish = Pick<BurnWish, 'epoch' | 'memberId' | 'now' | 'policy' | 'used'> &
  Readonly<{
    /** What goes on account, in minor units. */
    minor: number
    /** Room on the credit line as head office last told, less what was charged here since; null without a line. */
    room: Readonly<{ minor: number; at: Instant }> | null
  }>

/**
 * D5: whether a sale may go on account without asking head office (挂账): nothing can be set aside of a debt, so it is
 * bounded as stored value on a limit is, and by the room that is known. Refusals in order of precedence.
 */
export function mayCharge({
  policy,
  memberId,
  now,
  epoch,
  room,
  minor,
  used,
}: ChargeWish): ChargeRefusal | null {
  const barred = mayRead({ policy, memberId, now, epoch })
  if (barred !== null || policy === null || memberId === null) return barred
  if (policy.deny.includes(memberId)) return 'member_denied'
  if (room === null) return 'no_credit_line'
  if (minor > room.minor) return 'over_credit_line'
  if (policy.limits === null) return 'burn_needs_line'
  if (isTooOld(room.at, now, policy.limits)) return 'balance_too_old'
  const own = shareOf(policy.limits)
  if (minor > own.perSaleMinor) return 'over_sale_limit'
  if (used.cardMinor + minor > own.perCardMinor) return 'over_card_limit'
  return used.storeMinor + minor > own.perStoreMinor ? 'over_store_limit' : null
}

export type AskedCharge = Readonly<{
  /** What goes on account, in minor units. */
  minor: number
  /** Room on the credit line as head office has just said; null without a line. */
  roomMinor: number | null
  /** What this till put on that account before and head office has not judged yet. */
  waitingMinor: number
}>

/**
 * D5, with a line: head office has just said what room there is. It does not know yet what was charged here and has
 * not reached it, so that counts as well. Refusals in order of precedence.
 */
export function mayChargeAsked({
  minor,
  roomMinor,
  waitingMinor,
}: AskedCharge): (typeof CHARGE_REFUSALS)[number] | null {
  if (roomMinor === null) return 'no_credit_line'
  return waitingMinor + minor > roomMinor ? 'over_credit_line' : null
}

/** Limits are the store's: four tills have a quarter each, so that together they never exceed it (promises §4.3). */
export const shareOf = ({ tills, perSaleMinor, perCardMinor, perStoreMinor }: OfflineLimits) => ({
  perSaleMinor: Math.floor(perSaleMinor / tills),
  perCardMinor: Math.floor(perCardMinor / tills),
  perStoreMinor: Math.floor(perStoreMinor / tills),
})

/** What the owner is shown before opting in: the most that can be lost per card and per store (promises §4.3). */
export const worstCase = (limits: OfflineLimits): Readonly<{ cardMinor: number; storeMinor: number }> => ({
  cardMinor: limits.perCardMinor * limits.storesPerCard,
  storeMinor: limits.perStoreMinor + limits.couponLossMinor,
})
