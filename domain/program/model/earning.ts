import { z } from 'zod'
import { cap, code, count, forTiers, goods, months, names, times, when } from './parts.ts'

/** So many times the points, on some goods, days, places or for some tiers (C22, C15). */
const multiplier = z.object({
  code,
  ...names,
  times,
  ...forTiers,
  ...goods,
  ...when,
  /** Holds around the member's birthday only. */
  birthday: z.enum(['any', 'day', 'month']).default('any'),
})

/** Points for something that is no purchase (C23): a web visit, a review, a survey. */
const event = z.object({
  code,
  ...names,
  points: z.int().min(1).max(1_000_000),
  mostPerDay: cap,
  /** Points in one calendar month, at most: 5, 5, 5, then 0 under a cap of 15. */
  mostPerMonth: cap,
  mostEver: cap,
})

export const earning = z.object({
  /** Points for every full `perMinor` of money spent. */
  points: z.int().min(0).max(1_000_000),
  perMinor: z.int().min(1).max(1_000_000_000),
  /** Only lines sold at their full price earn (C22). */
  regularPriceOnly: z.boolean().default(false),
  /** Points of a sale live to the end of this many months after its day; null for ever. */
  expiresAfterMonths: months,
  /** Points of a sale may be spent after so many days, so that goods can come back first. */
  pendingDays: z.int().min(0).max(366).default(0),
  multipliers: z.array(multiplier).max(100).default([]),
  /** Of several that hold: the best one, or one upon the other. */
  combine: z.enum(['best', 'multiply']).default('best'),
  /** Goods that earn nothing. */
  never: z.object(goods).prefault({}),
  events: z.array(event).max(50).default([]),
  /** Points for every full `perMinor` of one top-up, or once a top-up at most (C23). */
  topUp: z
    .object({
      perMinor: z.int().min(1).max(1_000_000_000),
      points: count,
      repeats: z.boolean().default(true),
    })
    .nullable()
    .default(null),
  /** Points for a code printed in a pack, once each (C24). */
  packCodes: z
    .object({ points: z.int().min(1).max(1_000_000) })
    .nullable()
    .default(null),
})

export type Multiplier = z.output<typeof multiplier>
export type PointsEvent = z.output<typeof event>
