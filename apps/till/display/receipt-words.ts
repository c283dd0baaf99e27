import { z } from 'zod'

/**
 * What the checkout keeps beside the event of a sale so that its receipt can be printed again as it was: names that
 * the event does not carry. Everything may be missing; the receipt is then set from the event alone.
 */
const line = z.object({
  name: z.string(),
  /** As people read it: `2`, `0.535 kg`. */
  quantity: z.string(),
  unitPriceMinor: z.int(),
  chargedMinor: z.int(),
  /** What was taken off, positive, by the name the customer knows it by. */
  deductions: z.array(z.object({ name: z.string(), offMinor: z.int() })).default([]),
})

export const receiptWords = z.object({
  lines: z.array(line).optional(),
  changeMinor: z.int().optional(),
  member: z
    .object({
      /** Masked by `maskName` before it is kept: a paper is read by whoever finds it. */
      nameMasked: z.string(),
      /** The tier's name. */
      tier: z.string().nullable(),
      /** After this sale, as far as the till knows; left out where it does not. */
      points: z.int().nullable().default(null),
      minor: z.int().nullable().default(null),
      /** When head office last told them; null when they are true now. */
      asOf: z.string().nullable().default(null),
    })
    .optional(),
  /** Sentences below the totals: what a coupon was, how long goods may come back. */
  notices: z.array(z.string()).optional(),
})
const several = z.array(z.object({ name: z.string(), count: z.int() })).default([])

/** What the top-up keeps beside its event: names, and what the card had and has as far as the till knows. */
export const topUpWords = z.object({
  /** Masked by `maskName`. */
  nameMasked: z.string(),
  tier: z.string().nullable(),
  /** The package's name; empty for any amount. */
  name: z.string(),
  bonusMinor: z.int(),
  points: z.int(),
  passes: several,
  coupons: several,
  beforeMinor: z.int(),
  afterMinor: z.int(),
  /** When head office last told the balance; null for a member it does not know yet. */
  asOf: z.string().nullable(),
})
export type TopUpReceiptWords = z.input<typeof topUpWords>
export type SaleReceiptWords = z.input<typeof receiptWords>
