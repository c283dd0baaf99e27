import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { aDay, anInstant } from '#base/instant'
import { pageOf, paging } from '#base/list'

export const TENDERS = ['cash', 'card', 'wechat', 'alipay', 'other', 'unknown'] as const

/** Lines of one receipt are bounded, so that one request cannot hold a lock for ever. */
export const MOST_LINES = 2_000
/** Sales of one batch likewise. */
export const MOST_SALES = 1_000

/** Quantities have at most three decimals (weighed goods); money is integer minor units. */
const quantity = z
  .number()
  .positive()
  .max(10_000_000)
  .refine((q) => Math.abs(q * 1000 - Math.round(q * 1000)) < 1e-6, { error: 'three_decimals' })

const line = z.object({
  productCode: z.string().trim().min(1).max(60),
  name: z.string().trim().max(200).default(''),
  quantity,
  unitPriceMinor: z.int().min(0),
  /** What was charged; computed as quantity × price when absent, checked never to exceed it when given. */
  chargedMinor: z.int().min(0).optional(),
})

export const saleWish = z.object({
  /** Made and stored by the till before it first sends (X1). */
  id: idOf<'sale'>(),
  kind: z.enum(['sale', 'return']).default('sale'),
  /** For a return: the sale it returns, where known; points are then clawed back cumulatively (L2). */
  returnsSaleId: idOf<'sale'>().optional(),
  branchCode: z.string().trim().min(1).max(40),
  till: z.string().trim().max(40).optional(),
  receiptNo: z.string().trim().max(60).optional(),
  memberNumber: z.string().trim().min(1).max(40).optional(),
  happenedAt: anInstant,
  lines: z.array(line).min(1).max(MOST_LINES),
  /** When given they must sum to the total; an import may not know them. */
  tenders: z
    .array(z.object({ kind: z.enum(TENDERS), amountMinor: z.int().min(0) }))
    .max(20)
    .default([]),
  /** What the till computed; the server computes again and refuses a difference. */
  totalMinor: z.int().min(0).optional(),
})
export type SaleWish = z.output<typeof saleWish>

const receipt = z.object({
  id: z.string(),
  totalMinor: z.int(),
  points: z.int(),
  pointsBalance: z.int().nullable(),
  memberId: z.string().nullable(),
  programVersion: z.int(),
  /** True when this id was applied before with the same content: the same answer, no second effect (X2). */
  replayed: z.boolean(),
})

/** In order of precedence; the intake's tests walk them in this order. */
export const SALE_REFUSALS = [
  'sale_id_reused',
  'branch_unknown',
  'member_number_unknown',
  'sale_in_future',
  'charged_above_price',
  'total_differs',
  'tenders_differ',
  'returned_sale_unknown',
  'returned_member_differs',
  'return_exceeds_sale',
] as const

export const recordSale = endpoint({
  name: 'recordSale',
  method: 'POST',
  path: '/sales',
  can: 'sale.record',
  summary: 'Record one sale or return; a batch of one through the same intake as all others.',
  input: saleWish,
  output: receipt,
  refusals: SALE_REFUSALS,
})

const answer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('applied'), receipt }),
  z.object({
    outcome: z.literal('refused'),
    id: z.string(),
    code: z.enum(SALE_REFUSALS),
    details: z.record(z.string(), z.unknown()),
    replayed: z.boolean(),
  }),
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
        chargedMinor: z.int(),
      }),
    ),
    tenders: z.array(z.object({ kind: z.enum(TENDERS), amountMinor: z.int() })),
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
