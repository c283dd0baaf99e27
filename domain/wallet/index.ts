import type { BusinessDay } from '#base/instant'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import * as store from './store/opening.ts'
import * as couponUser from './store/coupon-users.ts'
import * as topUpDay from './store/top-up-days.ts'
import * as value from './store/value.ts'

export { openBalances, voidOpenings, type Opening, type OpeningAnswer } from './opening.ts'
export {
  balanceIn,
  burnedOf,
  clawBack,
  debtIn,
  givenOf,
  movedBy,
  freeOf,
  heldIn,
  issue,
  lastBurned,
  settle,
  spend,
  unspend,
  type Burned,
} from './moves.ts'
export { chainKey, openPurses, purseKey, SALE_SIDES, type PurseWish } from './purse.ts'
export {
  countUse,
  couponPurse,
  couponStatements,
  couponsShown,
  limitsOf,
  needsMember,
  openCounts,
  scopesOf,
  shown,
  standingUses,
  takeCoupon,
  uncountUse,
  type Counts,
  type CountsWanted,
  type CouponRef,
  type CouponUse,
  type KnownCoupons,
  type Shown,
} from './coupons.ts'
export { endDue, holdForSale, place as placeHold, release as releaseHold, type HoldRefusal } from './hold.ts'
export { pend, throughPending } from './pending.ts'
export { lose, lossWanted } from './offline-loss.ts'
export { keepUnallocated, payOutUnallocated, type Unallocated } from './unallocated.ts'
export { FOLLOW_MERGES } from './merge.ts'
export { allFrozen, frozenMembers } from './freeze.ts'
export { chargeOnAccount, creditWanted, owedIn, paidKey, payOnAccount, settleAccount } from './on-account.ts'
export { roomOf } from './credit-line.ts'
export {
  couponEnd,
  couponsHeld,
  couponStates,
  find as findCoupon,
  giveCoupons,
  keepCoupons,
  type NewCoupon,
} from './issue-coupon.ts'
export { previewRefund as previewTopUpRefund, refund as refundTopUp, type PricesOf } from './refund-top-up.ts'
export { reverse } from './reverse.ts'
export {
  couponsOfMany,
  creditRoomOf,
  holdersBehind,
  passesOfMany,
  spendableOf,
  type CouponHeld,
  type SpendableOf,
} from './held-by-many.ts'
export {
  giveGifts,
  mustBeGivable,
  openGifts,
  type GiftsGiven,
  type GiftsOpen,
  type GiftsWish,
} from './gifts.ts'
export { topUp } from './top-up.ts'
export { paidTopUp, type PaidTopUp } from './top-up-paid.ts'
export type { AccountMoney, TopUpMoney } from './store/value.ts'
export { couponUnit, passUnit, UNITS, type WalletUnit } from './contract.ts'

/** Of these members, those who hold opening balances that stand. */
export const withOpenings = (work: Work, memberIds: readonly string[]) =>
  store.standingOpenings(work.tx, memberIds)

/** Money of top-ups and refunds at a branch, by business day: for the reconciliation. */
export const topUpMoney = (work: Work, of: Parameters<typeof value.topUpMoney>[1]) =>
  value.topUpMoney(work.tx, of)

/** Money that members paid at a branch of what they owed. */
export const accountMoney = (work: Work, of: Parameters<typeof value.accountMoney>[1]) =>
  value.accountMoney(work.tx, of)

/** What these members topped up by day, and who did at all: for whoever tells tiers of before. */
export const topUpDays = (work: Work, memberIds: readonly string[]) => topUpDay.topUpDays(work.tx, memberIds)
export const toppedUpAfter = (work: Work, after: string, most: number) =>
  topUpDay.toppedUpAfter(work.tx, after, most)

export { report as liabilityReport } from './liability.ts'
export { report as breakageReport } from './breakage.ts'
/** Which of these members used a coupon in a span of days, and how often: what a campaign's report counts. */
export const couponUsers = (work: Work, of: Parameters<typeof couponUser.couponUsers>[1]) =>
  couponUser.couponUsers(work.tx, of)
/** Whose points die between two days, both included, and how many on each: all days of a member together. */
export const pointsDying = (
  work: Work,
  span: Readonly<{ from: BusinessDay; to: BusinessDay }>,
  slice: Readonly<{ afterId: string | null; most: number }>,
) => ledger.dyingBetween(work.tx, { unit: 'points', purpose: 'member', ...span, ...slice })
export { valueAges } from './value-ages.ts'
