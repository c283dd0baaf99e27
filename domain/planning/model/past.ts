import type { BusinessDay } from '#base/instant'
import type { Money } from '#base/money'
import type { BasketLine } from '#domain/program/model/basket'

/** A sale of the past as a rehearsal needs it: the goods at their list prices, and what was given by hand. */
export type PastSale = Readonly<{
  id: string
  day: BusinessDay
  branchCode: string
  /** Null for whoever bought unknown. */
  memberId: string | null
  birthOn: BusinessDay | null
  lines: readonly BasketLine[]
  /** A discount by hand on the whole basket. */
  discountMinor: Money
  /** Codes of the coupons that were used. */
  coupons: readonly string[]
  /** What points, bonus and vouchers paid. */
  otherwiseMinor: number
  pointsPaidMinor: number
  /** As it was recorded. */
  totalMinor: Money
  points: number
}>

/** What members did before the period, so that tiers begin where they stood. */
export type Before = Readonly<{
  memberId: string
  day: BusinessDay
  spendMinor: number
  visits: number
  points: number
  topUpMinor: number
  /** Single top-ups and tier fees, which only count whole. */
  topUps: readonly number[]
  fees: readonly string[]
}>
