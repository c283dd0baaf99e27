import { z } from 'zod'
import { idOf } from '#base/id'
import { anInstant } from '#base/instant'
import { DEDUCTIONS } from '#domain/program/model/basket'
import { PAID_WITH, TENDERS } from '#domain/program/model/pay'

/** Lines of one receipt are bounded, so that one request cannot hold a lock for ever. */
export const MOST_LINES = 2_000

/**
 * Text that a database can hold: no NUL, no half of a surrogate pair. Anything else would fail a whole batch only when
 * it is written.
 */
const text = z.string().regex(/^[^\0\p{Cs}]*$/u)

/** Quantities have at most three decimals (weighed goods); money is integer minor units. */
const quantity = z
  .number()
  .positive()
  .max(10_000_000)
  .refine((q) => Math.abs(q * 1000 - Math.round(q * 1000)) < 1e-6, { error: 'three_decimals' })

const minor = z.int().min(0)
const bps = z.int().min(0).max(10_000)
/** A discount given by hand: an amount in minor units, or a share in basis points. */
const byHand = z.union([z.strictObject({ minor }), z.strictObject({ bps })])

const line = z
  .object({
    productCode: text.trim().min(1).max(60),
    name: text.trim().max(200).default(''),
    quantity,
    /** The catalogue's price when absent; checked against it when given. */
    unitPriceMinor: minor.optional(),
    /** What is left of the line's price after its own discount: another way to say `discount`. */
    chargedMinor: minor.optional(),
    discount: byHand.optional(),
    /** Pays the line with a pass of this code. */
    passCode: text.max(40).optional(),
    /** Sells the line by an add-on offer of this code (C20). */
    addOnCode: text.max(40).optional(),
    /** Who sold it. */
    seller: text.trim().max(40).optional(),
  })
  .refine((l) => l.chargedMinor === undefined || l.discount === undefined, {
    path: ['discount'],
    error: 'charged_or_discount',
  })

const tender = z
  .object({
    kind: z.enum(PAID_WITH),
    /** What it pays of the sale, or gives back of a return. */
    amountMinor: minor,
    /** Cash handed over; the difference is change. */
    givenMinor: minor.optional(),
    /** A voucher's code in the program, and how many of it. */
    code: text.max(40).optional(),
    count: z.int().min(1).max(1_000).default(1),
    /** Settles a hold placed before. */
    holdId: idOf<'hold'>().optional(),
  })
  .refine((t) => t.givenMinor === undefined || t.kind === 'cash', {
    path: ['givenMinor'],
    error: 'cash_only',
  })

/** A coupon by what the member shows: one issued to a member, its secret, or the code of one open to all. */
const coupon = z.union([
  z.strictObject({ couponId: idOf<'coupon'>(), holdId: idOf<'hold'>().optional() }),
  z.strictObject({ secret: text.min(8).max(80) }),
  z.strictObject({ code: text.max(40) }),
])

const VALUE_ONCE = ['points', 'stored_value', 'on_account'] as const

export const saleWish = z
  .object({
    /** Made and stored by the till before it first sends (X1). */
    id: idOf<'sale'>(),
    kind: z.enum(['sale', 'return']).default('sale'),
    /** For a return: the sale it returns, where known. */
    returnsSaleId: idOf<'sale'>().optional(),
    /** For a return of a known sale: which of its lines come back, and how much of each. */
    items: z
      .array(z.object({ no: z.int().min(1), quantity }))
      .min(1)
      .max(MOST_LINES)
      .optional(),
    branchCode: text.trim().min(1).max(40),
    till: text.trim().max(40).optional(),
    receiptNo: text.trim().max(60).optional(),
    memberNumber: text.trim().min(1).max(40).optional(),
    happenedAt: anInstant,
    lines: z.array(line).max(MOST_LINES).default([]),
    discount: byHand.optional(),
    coupons: z.array(coupon).max(10).default([]),
    /** When absent nobody knows how it was paid, as with sales imported from elsewhere. */
    tenders: z.array(tender).max(20).default([]),
    /** Why goods came back, or what else whoever reads the receipt should know. */
    reason: z.string().trim().max(200).optional(),
    /** What the till computed; the server computes again and refuses a difference. */
    totalMinor: minor.optional(),
    /** Whether the card itself was read or seen: what a program may ask for before it treats a member as one (C07). */
    cardShown: z.boolean().optional(),
    /** The member's PIN, where the program asks for it; never stored. */
    pin: text.max(20).optional(),
  })
  .refine((w) => w.lines.length > 0 || w.items !== undefined, { path: ['lines'], error: 'lines_needed' })
  .refine((w) => w.returnsSaleId === undefined || w.kind === 'return', {
    path: ['returnsSaleId'],
    error: 'only_on_a_return',
  })
  .refine((w) => w.items === undefined || (w.returnsSaleId !== undefined && w.lines.length === 0), {
    path: ['items'],
    error: 'items_of_a_known_sale',
  })
  .refine((w) => w.kind === 'sale' || (w.coupons.length === 0 && w.discount === undefined), {
    path: ['coupons'],
    error: 'not_on_a_return',
  })
  .refine((w) => VALUE_ONCE.every((kind) => w.tenders.filter((t) => t.kind === kind).length <= 1), {
    path: ['tenders'],
    error: 'once_each',
  })
export type SaleWish = z.output<typeof saleWish>
export type LineWish = SaleWish['lines'][number]

const deduction = z.object({
  kind: z.enum(DEDUCTIONS),
  code: z.string().nullable(),
  minor: z.int(),
})

/** What a sale or return came to: the same for ever, however often it is asked for. Money of a return is negative. */
export const receipt = z.object({
  id: z.string(),
  totalMinor: z.int(),
  /** List price of everything, before any discount. */
  listedMinor: z.int(),
  /** What rounding the cash added to the total, or took off it. */
  roundingMinor: z.int(),
  changeMinor: z.int(),
  points: z.int(),
  /** Points paid with; negative where a return gave them back. */
  pointsBurned: z.int(),
  /** Balances after it; null where nobody's, or where the sale did not touch them. */
  pointsBalance: z.int().nullable(),
  principalMinor: z.int().nullable(),
  bonusMinor: z.int().nullable(),
  /** Points still owed back after it (L2). */
  pointsDebt: z.int().nullable(),
  memberId: z.string().nullable(),
  /** Whether it was judged as a member's: with a membership that is open, and the card where it must be shown. */
  member: z.boolean(),
  /** The tier the sale was judged by; null for whoever is no member, and where the program has no tiers. */
  tier: z.string().nullable(),
  /** The tier reached or lost by it, so that staff can say so (C15). */
  tierMove: z.object({ from: z.string().nullable(), to: z.string() }).nullable(),
  programVersion: z.int(),
  lines: z.array(
    z.object({
      no: z.int(),
      quantity: z.string(),
      listedMinor: z.int(),
      chargedMinor: z.int(),
      deductions: z.array(deduction),
    }),
  ),
  tenders: z.array(
    z.object({
      kind: z.enum(TENDERS),
      amountMinor: z.int(),
      givenMinor: z.int().nullable(),
      code: z.string().nullable(),
      count: z.int(),
      points: z.int(),
      principalMinor: z.int(),
      bonusMinor: z.int(),
    }),
  ),
  /** Coupons that came back to the member with a return. */
  couponsBack: z.array(z.string()),
})
export type ReceiptBody = z.output<typeof receipt>
