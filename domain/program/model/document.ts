import { z } from 'zod'
import { earning } from './earning.ts'
import { joining } from './joining.ts'
import { COUPON_KINDS, coupon, offers, ON_RETURN } from './offers.ts'
import { bps, cap, code, count, minor, months, names } from './parts.ts'
import { aim, claim, clearing, gift, periodReward } from './rewards.ts'
import { benefit, tiers } from './tiers.ts'

/** What the chain promises, as data. Everything but earning may be left out: the defaults promise nothing more. */

export { COUPON_KINDS, ON_RETURN }

/** Points as money (C25): every `points` are worth `minor`, in whole steps. */
const pointsAsMoney = z.object({
  points: z.int().min(1).max(1_000_000),
  minor: z.int().min(1).max(1_000_000_000),
  /** The least points one sale takes. */
  leastPoints: count.default(0),
  /** The largest share of a sale that points may pay, in basis points. */
  mostBps: bps.default(10_000),
})

export const VALUE_ORDERS = ['principal_first', 'bonus_first', 'proportional'] as const

const storedValue = z.object({
  /** Which part of stored value is spent first; recorded on every spend (promises L1). */
  order: z.enum(VALUE_ORDERS).default('principal_first'),
  /** Bonus lives to the end of this many months after the top-up; principal never ends. */
  bonusExpiresAfterMonths: months,
  /** Whether any amount can be topped up, beside the packages. */
  anyAmount: z.boolean().default(true),
})

/** Top-up packages (C30): pay so much, get so much more. */
const topUp = z.object({
  code,
  ...names,
  payMinor: z.int().min(1).max(1_000_000_000_00),
  bonusMinor: minor.default(0),
  points: count.default(0),
  passes: z
    .array(z.object({ code, count: z.int().min(1).max(10_000), expiresAfterMonths: months }))
    .max(10)
    .default([]),
  coupons: z
    .array(z.object({ code, count: z.int().min(1).max(100) }))
    .max(10)
    .default([]),
})

/** A pass (次卡) pays for one unit of the products it names. */
const pass = z.object({ code, ...names, productCodes: z.array(z.string().max(60)).max(200).default([]) })

const returns = z.object({
  /** L2: in proportion to what is kept, or by the rule applied to what is kept. */
  clawBack: z.enum(['pro_rata', 're_rate']).default('pro_rata'),
  /** Days that burned value lives on when its own last day has passed by the time of the return (promises L3). */
  graceDays: z.int().min(0).max(365).default(0),
})

/** How the cash part of a payment is rounded: to whole steps, as a shop without fen coins does. */
const cashRounding = z.object({
  stepMinor: z.int().min(1).max(100_000).default(1),
  mode: z.enum(['half_up', 'down', 'up']).default('half_up'),
})

/** How much one role may correct by hand in one go; above it a second person must agree. Points, or minor units. */
const limit = z.object({ points: count.default(0), minor: minor.default(0) })

/** Which law of prepaid cards applies; caps are the rule pack's unless the chain sets lower ones. */
const prepaid = z.object({
  pack: z.enum(['none', 'cn']).default('none'),
  namedMostMinor: cap,
  bearerMostMinor: cap,
})

export const AUTH = ['number', 'card_shown', 'number_and_pin'] as const

/** What a member has to show before being served as one, and before value is spent. */
const authentication = z.object({
  /** A sale that spends more than this of a member's value asks for the PIN; null never asks. */
  pinAboveMinor: minor.nullable().default(null),
  /** C07, by channel: nothing, the number, or the number with the PIN, before members are served as members. */
  counter: z.enum(AUTH).default('number'),
  web: z.enum(AUTH).default('number_and_pin'),
  hotline: z.enum(AUTH).default('number'),
})

export const programDocument = z.object({
  earning,
  pointsAsMoney: pointsAsMoney.nullable().default(null),
  storedValue: storedValue.prefault({}),
  topUps: z.array(topUp).max(50).default([]),
  passes: z.array(pass).max(100).default([]),
  coupons: z.array(coupon).max(500).default([]),
  returns: returns.prefault({}),
  cashRounding: cashRounding.prefault({}),
  /** Whether a till must sell at the catalogue's price, or an outside system's own prices are taken as sent. */
  prices: z.enum(['catalogue', 'as_sent']).default('catalogue'),
  adjustments: z.object({ manager: limit.prefault({}), cashier: limit.prefault({}) }).prefault({}),
  /** What members may pass on to each other. */
  transfers: z
    .object({ points: z.boolean().default(false), storedValue: z.boolean().default(false) })
    .prefault({}),
  prepaid: prepaid.prefault({}),
  authentication: authentication.prefault({}),
  aim: aim.prefault({}),
  /** Null: whoever is enrolled is a member. */
  joining: joining.nullable().default(null),
  tiers: tiers.prefault({}),
  benefits: z.array(benefit).max(100).default([]),
  ...offers,
  gifts: z.array(gift).max(200).default([]),
  clearing: clearing.prefault({}),
  periodReward: periodReward.nullable().default(null),
  claims: z.array(claim).max(50).default([]),
  /** What rooms beside selling take up: analysis, care, events, finance; kept as it came. */
  plans: z.record(z.string().max(40), z.unknown()).default({}),
})

export type ProgramDocument = z.output<typeof programDocument>
export type Tiers = ProgramDocument['tiers']
export type CouponRule = ProgramDocument['coupons'][number]
export type TopUpPackage = ProgramDocument['topUps'][number]
