import { z } from 'zod'
import { bps, cap, code, count, forTiers, minor, names, when, words } from './parts.ts'

const product = z.string().trim().min(1).max(60)

/** A gift for points (C25), with money on top where it is more than points pay. */
export const gift = z.object({
  code,
  ...names,
  points: z.int().min(1).max(1_000_000_000),
  addMinor: minor.default(0),
  /** What leaves the stock; absent for a service. */
  productCode: product.nullable().default(null),
  /** What one costs the chain. */
  costMinor: minor.default(0),
  /** Members may ask for it without coming in. */
  online: z.boolean().default(true),
  sentBy: z.enum(['branch', 'head_office']).default('branch'),
  mostPerMember: cap,
  ...forTiers,
  ...when,
})

export const CLEARINGS = ['none', 'yearly', 'anniversary'] as const

/** When points end beside their own expiry (C26). */
export const clearing = z.object({
  kind: z.enum(CLEARINGS).default('none'),
  /** The month whose last day the yearly audit looks at. */
  month: z.int().min(1).max(12).default(12),
  /** Members enrolled less than so many months before carry their points on. */
  leastMonths: z.int().min(0).max(120).default(0),
})

/** A share of what was spent in a period, given as vouchers at its end (C28, 积分返利). */
export const periodReward = z.object({
  bps,
  every: z.enum(['month', 'quarter', 'half_year', 'year']),
  /** The voucher it is given in: one of 1 fen is given to the fen, as one voucher of the whole amount. */
  couponCode: code,
  /** Less than this is carried over. */
  leastMinor: minor.default(0),
  delivery: z.enum(['account', 'post']).default('account'),
  regularPriceOnly: z.boolean().default(false),
})

export const OCCASIONS = ['birthday', 'festival', 'life_event', 'month', 'quarter', 'year'] as const
export const FESTIVALS = [
  'new_year',
  'spring_festival',
  'women_day',
  'labour_day',
  'mid_autumn',
  'national_day',
] as const
export const LIFE_EVENTS = [
  'wedding',
  'birth',
  'elder_birthday',
  'house_move',
  'school_entry',
  'army_entry',
  'other',
] as const

/** What a member may collect on an occasion (C33–C35). */
export const claim = z.object({
  code,
  ...names,
  occasion: z.enum(OCCASIONS),
  festivals: z.array(z.enum(FESTIVALS)).max(6).default([]),
  lifeEvents: z.array(z.enum(LIFE_EVENTS)).max(7).default([]),
  /** Also for relatives and friends of the member. */
  forOthers: z.boolean().default(false),
  /** Collected from so many days before the occasion to so many after. */
  daysBefore: z.int().min(0).max(180).default(0),
  daysAfter: z.int().min(0).max(180).default(30),
  productCode: product.nullable().default(null),
  couponCode: code.nullable().default(null),
  points: count.default(0),
  /** How many, by what the member spent in the last twelve months; from the lowest band to the highest. */
  bands: z
    .array(z.object({ fromMinor: minor, count: z.int().min(1).max(1_000) }))
    .min(1)
    .max(20)
    .default([{ fromMinor: 0, count: 1 }]),
  /** Only for members who bought something. */
  needsPurchase: z.boolean().default(false),
  /** Only for members whose profile is complete (C13). */
  needsProfile: z.boolean().default(false),
  ...forTiers,
})

/** Where the actual figure of a budget row comes from; by hand for what no ledger of ours knows (C79). */
export const BUDGET_SOURCES = [
  'manual',
  'gifts',
  'discounts',
  'coupons',
  'points',
  'benefits',
  'claims',
  'member_sales',
] as const

/** What the owner means by it (C93), and what it may cost (C79). */
export const aim = z.object({
  goal: z.object(words(500)).prefault({}),
  target: z.object(words(500)).prefault({}),
  /** Money planned a year by head of cost, and what it should bring in more. */
  budget: z
    .array(
      z.object({
        code,
        ...names,
        minor,
        kind: z.enum(['cost', 'recovery']),
        source: z.enum(BUDGET_SOURCES).default('manual'),
      }),
    )
    .max(50)
    .default([]),
})

export type Gift = z.output<typeof gift>
export type Claim = z.output<typeof claim>
export type PeriodReward = z.output<typeof periodReward>
