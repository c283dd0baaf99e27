import { z } from 'zod'
import { endpoint } from '#base/endpoint'

/** Rows of one page of a feed. */
export const FEED_ROWS = 2_000

const feed = <Row extends z.ZodType>(row: Row) =>
  z.object({
    rows: z.array(row),
    /** Of those that are gone since. */
    gone: z.array(z.string()),
    /** Handed in with the next question; kept by the till. */
    cursor: z.string(),
    more: z.boolean(),
  })
const after = z.object({ after: z.string().max(200).default('') })

export const productRow = z.object({
  code: z.string(),
  name: z.string(),
  category: z.string(),
  barcodes: z.array(z.string()),
  priceMinor: z.int().nullable(),
  costMinor: z.int().nullable(),
})

export const deviceProducts = endpoint({
  name: 'deviceProducts',
  method: 'GET',
  path: '/device-products',
  can: 'device.sync',
  summary: 'The catalogue for a till: everything, then what changed since.',
  input: after,
  output: feed(productRow),
  refusals: ['device_unknown'],
})

export const memberRow = z.object({
  id: z.string(),
  number: z.string(),
  /** Other numbers that name this member: cards in force. */
  cards: z.array(z.string()),
  name: z.string(),
  /** The last four digits, and a hash to find a whole number by (`mobileHash`); the number itself stays at home. */
  mobileTail: z.string().nullable(),
  mobileHash: z.string().nullable(),
  /** Whether the membership is open, and the tier it buys as. */
  active: z.boolean(),
  tier: z.string().nullable(),
  points: z.int(),
  /** Principal and bonus together. */
  minor: z.int(),
  /** When this was so: the age of the balance. */
  at: z.string(),
  /** Whether this till may burn on its own limit for this member: its home store, where the owner opted in. */
  limitHere: z.boolean(),
  coupons: z.array(z.object({ id: z.string(), code: z.string(), expiresOn: z.string().nullable() })),
  /** How much more may be bought on account; null without a credit line. */
  roomMinor: z.int().nullable().default(null),
  /** Uses left of passes (次卡). */
  passes: z.array(z.object({ code: z.string(), count: z.int() })).default([]),
  /** The next tier and what each way that counts something still lacks, true up to a day; null where there is none. */
  nextTier: z
    .object({
      code: z.string(),
      ways: z.array(
        z.object({
          by: z.enum(['spend', 'visits', 'points', 'top_up', 'one_top_up']),
          least: z.int(),
          missing: z.int(),
        }),
      ),
      until: z.string().nullable(),
    })
    .nullable()
    .default(null),
})

export const deviceMembers = endpoint({
  name: 'deviceMembers',
  method: 'GET',
  path: '/device-members',
  can: 'device.sync',
  summary: 'The members for a till, with balances and their age: everybody, then who changed since.',
  input: after,
  output: feed(memberRow).extend({ salt: z.string() }),
  refusals: ['device_unknown'],
})

/** How a whole mobile number is found at a till: the first 16 hex digits of SHA-256 over this text. */
export const mobileText = (salt: string, mobile: string): string => `zhiji mobile 1\n${salt}\n${mobile}`
