import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { aDay } from '#base/instant'
import { pageOf, paging } from '#base/list'
import { PAY_REFUSALS } from '#domain/program/model/pay'
import { PRICE_REFUSALS } from '#domain/program/model/basket'
import { COUPON_REFUSALS } from '#domain/wallet/contract/coupon'
import { receipt, saleWish } from './contract/wish.ts'

export { saleWish, type SaleWish } from './contract/wish.ts'

/** Sales of one batch are bounded. */
export const MOST_SALES = 1_000

const answered = receipt.extend({
  /** True when this id was applied before with the same content: the same answer, no second effect (X2). */
  replayed: z.boolean(),
})

/** In order of precedence; the intake's tests walk them in this order. */
export const SALE_REFUSALS = [
  'sale_id_reused',
  'branch_unknown',
  'member_number_unknown',
  'card_replaced',
  'card_inactive',
  'sale_in_future',
  'returned_sale_unknown',
  'returned_member_differs',
  'coupon_not_found',
  'price_unknown',
  'price_differs',
  'charged_above_price',
  'return_line_unknown',
  'return_exceeds_line',
  ...PRICE_REFUSALS,
  'return_exceeds_sale',
  'total_differs',
  ...PAY_REFUSALS,
  'refund_needs_sale',
  'discount_not_allowed',
  'member_needed',
  'card_lost',
  'member_frozen',
  'person_quota_reached',
  'pin_needed',
  'pin_wrong',
  'pin_locked',
  ...COUPON_REFUSALS,
  'not_enough_passes',
  'hold_unknown',
  'hold_over',
  'hold_differs',
  'not_enough_vouchers',
  'not_enough_points',
  'not_enough_money',
  'over_credit_line',
] as const

export const recordSale = endpoint({
  name: 'recordSale',
  method: 'POST',
  path: '/sales',
  can: 'sale.record',
  summary: 'Record one sale or return; a batch of one through the same intake as all others.',
  input: saleWish,
  output: answered,
  refusals: SALE_REFUSALS,
})

export const quoteSale = endpoint({
  name: 'quoteSale',
  method: 'POST',
  path: '/sale-quotes',
  can: 'sale.record',
  summary: 'What a sale or return would come to, by the very rules that record it, without any effect.',
  input: saleWish,
  output: receipt,
  refusals: SALE_REFUSALS.slice(1),
})

const answer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('applied'), receipt: answered }),
  z.object({
    outcome: z.literal('refused'),
    id: z.string(),
    code: z.enum(SALE_REFUSALS),
    details: z.record(z.string(), z.unknown()),
    replayed: z.boolean(),
  }),
  /** Our fault: nothing of it was kept, the same id may be sent again; the rest of the batch went on. */
  z.object({ outcome: z.literal('failed'), id: z.string() }),
])

export const recordSales = endpoint({
  name: 'recordSaleBatch',
  method: 'POST',
  path: '/sale-batches',
  can: 'sale.record',
  summary: 'Record many sales at once; each gets its own answer, a refused one never stops the rest.',
  input: z.object({ sales: z.array(saleWish).min(1).max(MOST_SALES) }),
  output: z.object({ answers: z.array(answer) }),
  refusals: [],
})

export const saleEvent = endpoint({
  name: 'saleEvent',
  method: 'GET',
  path: '/sale-events/:id',
  can: 'sale.read',
  summary: 'What became of an id that was sent: applied, refused or unknown (X4).',
  input: z.object({ id: idOf<'sale'>() }),
  output: z.object({
    id: z.string(),
    outcome: z.enum(['applied', 'refused', 'unknown']),
    code: z.string().nullable(),
  }),
  refusals: [],
})

const row = z.object({
  id: z.string(),
  kind: z.enum(['sale', 'return']),
  receiptNo: z.string().nullable(),
  branchId: z.string(),
  memberId: z.string().nullable(),
  memberNumber: z.string().nullable(),
  memberName: z.string().nullable(),
  day: z.string(),
  happenedAt: z.string(),
  recordedAt: z.string(),
  /** Negative for a return. */
  totalMinor: z.int(),
  points: z.int(),
  voided: z.boolean(),
})

export const listSales = endpoint({
  name: 'listSales',
  method: 'GET',
  path: '/sales',
  can: 'sale.read',
  summary: 'Sales, newest first, by member, branch and day; voided ones are marked (C59, C74).',
  input: z.object({
    memberId: idOf<'member'>().optional(),
    branchId: idOf<'branch'>().optional(),
    from: aDay.optional(),
    to: aDay.optional(),
    q: z.string().trim().max(60).default(''),
    ...paging,
  }),
  output: pageOf(row),
  refusals: [],
})

export const showSale = endpoint({
  name: 'showSale',
  method: 'GET',
  path: '/sales/:id',
  can: 'sale.read',
  summary: 'One receipt with lines, tenders, the points it moved and the program version that judged it.',
  input: z.object({ id: idOf<'sale'>() }),
  output: row.extend({
    till: z.string().nullable(),
    source: z.string(),
    programVersion: z.int(),
    returnsSaleId: z.string().nullable(),
    byName: z.string().nullable(),
    voidedAt: z.string().nullable(),
    voidedReason: z.string().nullable(),
    lines: z.array(
      z.object({
        no: z.int(),
        productCode: z.string(),
        name: z.string(),
        quantity: z.number(),
        unitPriceMinor: z.int(),
        listedMinor: z.int(),
        chargedMinor: z.int(),
        deductions: receipt.shape.lines.element.shape.deductions,
        seller: z.string().nullable(),
        /** The line of the returned sale that came back, where it is known. */
        returnedNo: z.int().nullable(),
        /** How much of this line has come back so far. */
        returnedQuantity: z.number(),
      }),
    ),
    tenders: receipt.shape.tenders,
    listedMinor: z.int(),
    roundingMinor: z.int(),
    changeMinor: z.int(),
    pointsBurned: z.int(),
    reason: z.string().nullable(),
    /** Money that has come back of this sale so far. */
    returnedMinor: z.int(),
    returns: z.array(z.object({ id: z.string(), happenedAt: z.string(), totalMinor: z.int() })),
  }),
  refusals: ['sale_unknown'],
})

export const salesByDay = endpoint({
  name: 'salesByDay',
  method: 'GET',
  path: '/sales-by-day',
  can: 'sale.read',
  summary: 'Totals per business day: receipts, money, money from members, points.',
  input: z.object({ from: aDay, to: aDay, branchId: idOf<'branch'>().optional() }),
  output: z.object({
    rows: z.array(
      z.object({
        day: z.string(),
        receipts: z.int(),
        totalMinor: z.int(),
        memberMinor: z.int(),
        points: z.int(),
      }),
    ),
    totalMinor: z.int(),
    receipts: z.int(),
    memberMinor: z.int(),
    points: z.int(),
    /** Latest business day with a sale; null when there is none. */
    lastDay: z.string().nullable(),
  }),
  refusals: ['span_too_long'],
})
