import { z } from 'zod'
import { bps, cap, code, forTiers, goods, minor, names, paid, when } from './parts.ts'

export const PRICE_KINDS = ['discount', 'price', 'cost_plus'] as const

/** A price for members (C18): off the list, a price of its own, or what it costs the chain and so much more. */
const memberPrice = z.object({
  code,
  ...names,
  kind: z.enum(PRICE_KINDS),
  /** Off the list price, or on top of the cost, in basis points: 9.5折 is 500, cost + 30 % is 3,000. */
  bps: z.int().min(0).max(100_000).default(0),
  /** The price of one unit. */
  priceMinor: minor.optional(),
  ...forTiers,
  ...goods,
  ...when,
})

/** Goods sold to members only (C19). */
const membersOnly = z.object({ code, ...names, ...forTiers, ...goods, ...when })

/** Goods that members may buy from one day on, and everybody from another (C19). */
const presale = z.object({
  code,
  ...names,
  ...forTiers,
  ...goods,
  membersFrom: when.from.unwrap().unwrap(),
  everybodyFrom: when.from.unwrap().unwrap(),
})

/** 会员换购 (C20): with a basket of so much, one of these for so little. */
const addOn = z.object({
  code,
  ...names,
  productCodes: z.array(z.string().max(60)).min(1).max(200),
  priceMinor: minor,
  /** What the rest of the basket comes to, at least. */
  leastMinor: paid,
  most: z.int().min(1).max(1_000).default(1),
  ...forTiers,
  ...when,
})

export const offers = {
  memberPrices: z.array(memberPrice).max(200).default([]),
  membersOnly: z.array(membersOnly).max(100).default([]),
  presales: z.array(presale).max(100).default([]),
  addOns: z.array(addOn).max(100).default([]),
}

export const COUPON_KINDS = ['amount', 'percent', 'free_item', 'add_on', 'voucher', 'gift'] as const
export const ON_RETURN = ['never', 'when_all_returned'] as const

/**
 * Coupons (C32): `amount` and `percent` lower the price, `free_item` gives units of a product, `add_on` sells one at
 * its
 * price, a `voucher` pays like money, without change, a `gift` is handed over at the counter.
 */
export const coupon = z.object({
  code,
  ...names,
  kind: z.enum(COUPON_KINDS),
  /** What an amount coupon takes off, what a voucher pays at most, what an add-on costs. */
  minor: minor.default(0),
  /** What a percent coupon takes off, in basis points: 8.5折 is 1,500. */
  bps: bps.default(0),
  /** The most a percent coupon takes off. */
  mostMinor: cap,
  /** The least the eligible goods must come to; of a free item or an add-on, the rest of the basket. */
  leastMinor: minor.default(0),
  /** How many units are free or sold as add-on, or handed over. */
  units: z.int().min(1).max(1_000).default(1),
  ...goods,
  regularPriceOnly: z.boolean().default(false),
  /** Whether it may be used beside other coupons. */
  stacks: z.boolean().default(false),
  /** Coupons it is never used with, although both stack. */
  excludes: z.array(code).max(100).default([]),
  /** Anybody may use it by its code; otherwise it is issued to members one by one. */
  open: z.boolean().default(false),
  /** Whether a member may pass it on (C32). */
  transferable: z.boolean().default(false),
  ...forTiers,
  ...when,
  /** An issued coupon lives to the end of this many days after its issue. */
  daysAlive: cap,
  most: cap,
  mostPerMember: cap,
  mostPerMemberDay: cap,
  mostPerBranch: cap,
  mostPerDay: cap,
  onReturn: z.enum(ON_RETURN).default('never'),
})

export type MemberPrice = z.output<typeof memberPrice>
export type AddOn = z.output<typeof addOn>
