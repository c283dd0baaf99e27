import { z } from 'zod'
import { aDay } from '#base/instant'
import { code, codes, count, minor, names, paid, words } from './parts.ts'

export const JOIN_KINDS = ['free', 'fee', 'purchase', 'top_up', 'proof'] as const

/** One way to become a member (C04). What a kind needs beside its name is checked by `sound.ts`. */
const way = z.object({
  code,
  ...names,
  kind: z.enum(JOIN_KINDS),
  /** What a fee costs, or the least one purchase or top-up comes to. */
  leastMinor: paid.optional(),
  /** The product that the fee is sold as, so that it stands on a receipt. */
  productCode: z.string().trim().min(1).max(60).optional(),
  /** Accepted proofs of past custom, any one of them. */
  proofs: z
    .array(z.object({ code, ...names }))
    .max(20)
    .default([]),
  /** How many days ago the purchase may be, at most. */
  withinDays: z.int().min(0).max(3_660).default(31),
  /** The tier one starts at; the lowest when absent. */
  tier: code.nullable().default(null),
})

/** Who becomes a member, for how long and with what in hand (C04, C06, C11). */
export const joining = z.object({
  /** Who was enrolled before this day is a member without end. */
  since: aDay,
  ways: z.array(way).min(1).max(10),
  /** How long a membership lasts; null for ever (C11). It ends on the day before the same day of its last month. */
  periodMonths: z.int().min(1).max(600).nullable().default(null),
  /** Sources whose applicants are looked at first (C05). */
  screenedSources: z.array(z.string().max(20)).max(20).default([]),
  /** Rights and obligations; accepted by their version. */
  terms: z
    .object({ version: z.string().trim().min(1).max(40), ...words(20_000) })
    .nullable()
    .default(null),
  /** What is handed over at joining, taken from the branch's stock. */
  kit: z
    .array(
      z.object({
        productCode: z.string().trim().min(1).max(60),
        count: z.int().min(1).max(1_000),
        valueMinor: minor.default(0),
      }),
    )
    .max(50)
    .default([]),
  openingPoints: count.default(0),
  coupons: codes(20),
})
