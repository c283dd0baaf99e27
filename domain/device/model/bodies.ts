import { z } from 'zod'
import { anInstant } from '#base/instant'
import { enrolment } from '#domain/member/contract'
import { saleWish } from '#domain/sale/contract/wish'
import { RECEIPT_SECRET } from './e-receipt.ts'
import type { EventKind } from './event.ts'
import { summedPasses } from './reservation.ts'

/**
 * What each kind of event says. Head office reads bodies by these; a body that does not fit is put aside, never lost.
 */

const units = z.strictObject({ minor: z.int().min(0), points: z.int().min(0) })
const cashier = z.strictObject({ id: z.guid(), name: z.string().max(100) })
const money = z.int().min(0)

/** How stored value, points or coupons were burned without asking head office; null when nothing was burned. */
export const BURN_WAYS = ['voucher', 'lease', 'limit'] as const
export type BurnWay = (typeof BURN_WAYS)[number]

/**
 * A sale or return as it was rung up. `wish` is what the server's own intake takes (the PIN left out), with the price
 * of every line said; `id` of the wish is the id of the event. What the customer was charged is a fact: head office
 * computes again, but what was charged stands (promises §4.6).
 */
export const saleBody = z.strictObject({
  wish: saleWish,
  /** As whom the customer bought, by what the till knew. */
  buyer: z.strictObject({ member: z.boolean(), tier: z.string().max(40).nullable() }),
  memberId: z.guid().nullable(),
  programVersion: z.int().min(0),
  /** What each line came to, in the order of the wish. */
  charged: z.array(money).max(2_000),
  totalMinor: money,
  roundingMinor: z.int(),
  /** Points the customer was told, provisional until head office has the event. */
  points: z.int(),
  burned: units,
  way: z.enum(BURN_WAYS).nullable(),
  cashier,
  /** Who allowed discounts by hand that the cashier may not give alone, by their own PIN at this till. */
  allowedBy: cashier.optional(),
  /** The secret on the receipt, by which the customer opens it. */
  eReceipt: z.string().regex(RECEIPT_SECRET).optional(),
})
export type SaleBody = z.output<typeof saleBody>

/** The uses of passes that a sale pays lines with; whole ones, as the evaluator wants them. */
export const passesOf = (lines: readonly Readonly<{ passCode?: string | undefined; quantity: number }>[]) =>
  summedPasses(
    lines.flatMap(({ passCode, quantity }) =>
      passCode === undefined ? [] : [{ code: passCode, count: Math.round(quantity) }],
    ),
  )

export const topUpBody = z.strictObject({
  memberId: z.guid(),
  memberNumber: z.string().max(40),
  packageCode: z.string().max(40).nullable(),
  paidMinor: money,
  tender: z.enum(['cash', 'card', 'wechat', 'alipay', 'other']),
  receiptNo: z.string().max(60),
  cashier,
})
export type TopUpBody = z.output<typeof topUpBody>

/** `enrolment.id` is the member's id and the event's; `number` is a printed card's or one the till made. */
export const enrolmentBody = z.strictObject({ enrolment, cashier })
export type EnrolmentBody = z.output<typeof enrolmentBody>

export const giftBody = z.strictObject({
  memberId: z.guid(),
  memberNumber: z.string().max(40),
  giftCode: z.string().max(40),
  count: z.int().min(1).max(100),
  /** Points it cost by the policy the till went by. */
  points: z.int().min(0),
  way: z.enum(BURN_WAYS),
  cashier,
})
export type GiftBody = z.output<typeof giftBody>

const byTender = z.array(
  z.strictObject({ tender: z.string().max(20), receipts: z.int().min(0), minor: z.int() }),
)

/** The drawer of a shift: opened with a float, cash in or out, closed by a count made before the sum is shown. */
export const shiftBody = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('opened'), shift: z.guid(), floatMinor: money, cashier }),
  z.strictObject({
    what: z.enum(['cash_in', 'cash_out']),
    shift: z.guid(),
    minor: money,
    reason: z.string().max(200),
    cashier,
  }),
  z.strictObject({
    what: z.literal('closed'),
    shift: z.guid(),
    openedAt: anInstant,
    countedMinor: money,
    expectedMinor: z.int(),
    sales: byTender,
    topUps: byTender,
    returns: byTender,
    cashInMinor: money,
    cashOutMinor: money,
    receipts: z.int().min(0),
    firstReceiptNo: z.string().max(60).nullable(),
    lastReceiptNo: z.string().max(60).nullable(),
    cashier,
  }),
])
export type ShiftBody = z.output<typeof shiftBody>

/** What the till itself has to say: it started, its clock was set back, it will not spend a lease any more. */
export const markBody = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('started'), version: z.string().max(40) }),
  z.strictObject({ what: z.literal('clock_set'), fromWall: anInstant, toWall: anInstant }),
  z.strictObject({ what: z.literal('reservation_closed'), reservation: z.guid(), spent: units }),
])
export type MarkBody = z.output<typeof markBody>

export const BODIES = {
  sale: saleBody,
  top_up: topUpBody,
  enrolment: enrolmentBody,
  gift: giftBody,
  shift: shiftBody,
  mark: markBody,
} as const satisfies Record<EventKind, z.ZodType>
