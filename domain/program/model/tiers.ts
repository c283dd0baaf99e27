import { z } from 'zod'
import { bps, code, codes, count, minor, names, times } from './parts.ts'

export const QUALIFY_BY = ['spend', 'visits', 'points', 'top_up', 'one_top_up', 'fee', 'invitation'] as const
export const TIER_WINDOWS = ['ever', 'rolling', 'calendar_year'] as const

/**
 * `least` is minor units for money, a count for visits, points for points; nothing for a fee product or an
 * invitation.
 */
const way = z.object({
  by: z.enum(QUALIFY_BY),
  least: z.int().min(1).max(1_000_000_000_00).optional(),
  /** The product that a tier's fee is sold as. */
  productCode: z.string().trim().min(1).max(60).optional(),
})

const tier = z.object({
  code,
  ...names,
  /** Any of these ways reaches it (C15); the first tier of the list has none. */
  ways: z.array(way).max(8).default([]),
  /** What its members pay less on everything, in basis points: 9.5折 is 500. */
  discountBps: bps.default(0),
  /** How many times the points its members earn, in ten thousandths. */
  earnTimes: times.default(10_000),
  /** What keeps it at review, by the same measure as its way; null keeps it without proof. */
  keep: z.int().min(0).max(1_000_000_000_00).nullable().default(null),
})

/** Tiers from the lowest to the highest (C15, C14). */
export const tiers = z.object({
  list: z.array(tier).max(12).default([]),
  window: z.enum(TIER_WINDOWS).default('ever'),
  /** Length of a rolling window. */
  windowMonths: z.int().min(1).max(120).default(12),
  /** Months between reviews of one member; null never reviews. */
  reviewMonths: z.int().min(1).max(120).nullable().default(null),
  /** Days that a member who missed the threshold keeps the tier. */
  graceDays: z.int().min(0).max(366).default(0),
  /** How far a review lets somebody fall. */
  fall: z.enum(['one', 'all']).default('one'),
  /** Whether goods that come back take a tier back at once that only they had reached. */
  onReturn: z.enum(['at_once', 'at_review']).default('at_once'),
  /** Days after a member is warned that a threshold will be missed. */
  warnDays: z.int().min(0).max(366).default(30),
  /** Months without a purchase after which a member is archived; null never (C14). */
  archiveAfterMonths: z.int().min(1).max(600).nullable().default(null),
})

export const BENEFIT_KINDS = ['service', 'privilege', 'publication', 'event', 'time'] as const
export const EVERY = ['month', 'quarter', 'year', 'membership'] as const

/** What a tier gives beside prices and points (C16, C21, C36). */
export const benefit = z.object({
  code,
  ...names,
  kind: z.enum(BENEFIT_KINDS).default('service'),
  /** Which tiers have it; none named means every member. */
  tiers: codes(20),
  /** How often a period; null as often as asked. */
  most: count.nullable().default(null),
  every: z.enum(EVERY).default('year'),
  /** What one use is, for services measured in time: an hour's room hold is 60. */
  minutes: z.int().min(1).max(100_000).nullable().default(null),
  /** What one use costs the chain, for the budget. */
  costMinor: minor.default(0),
})

export type TierRule = z.output<typeof tier>
export type Benefit = z.output<typeof benefit>
