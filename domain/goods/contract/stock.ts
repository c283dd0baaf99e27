import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'
import { ALERTS, MOVEMENT_KINDS } from '../model.ts'

const code = z.string().trim().min(1).max(60)
const MOST = 1_000_000_000
/** At most three decimals, as on a receipt. */
const threeDecimals = (n: number) => Math.abs(n * 1000 - Math.round(n * 1000)) < 1e-6
const counted = z.number().min(0).max(MOST).refine(threeDecimals, { error: 'three_decimals' })
const quantity = z.number().positive().max(MOST).refine(threeDecimals, { error: 'three_decimals' })
const note = z.string().trim().max(200).default('')
/** Null is the head office. */
const place = idOf<'branch'>()
  .nullish()
  .transform((value) => value ?? null)

const oncePerProduct = (lines: readonly { productCode: string }[]) =>
  new Set(lines.map((line) => line.productCode)).size === lines.length
const lines = z
  .array(z.object({ productCode: code, quantity }))
  .min(1, { error: 'lines_needed' })
  .max(500)
  .refine(oncePerProduct, { error: 'code_twice' })

const moved = z.object({ productCode: z.string(), quantity: z.number(), onHand: z.number() })
const entry = z.object({
  id: z.string(),
  kind: z.enum(MOVEMENT_KINDS),
  branchId: z.string().nullable(),
  toBranchId: z.string().nullable(),
  note: z.string(),
  at: z.string(),
  byId: z.string().nullable(),
  /** What was moved at the place, and what lay there afterwards. */
  lines: z.array(moved),
  replayed: z.boolean(),
})

/** In order of precedence. */
const REFUSED = ['stock_entry_id_reused', 'branch_unknown', 'product_unknown', 'product_not_stocked'] as const

export const bringGoodsIn = endpoint({
  name: 'bringGoodsIn',
  method: 'POST',
  path: '/goods-in',
  can: 'goods.write',
  summary:
    'Goods come in at a branch or the head office; a starter pack brings blank cards along (C06, C83).',
  input: z.object({
    id: idOf<'stock-entry'>(),
    branchId: place,
    note,
    lines,
    /** A starter pack: this many blank cards for the branch, numbered from the series of the prefix. */
    cards: z
      .object({
        id: idOf<'card-batch'>(),
        prefix: z.string().trim().max(8).default(''),
        count: z.int().min(1).max(10_000),
      })
      .nullish()
      .transform((value) => value ?? null),
  }),
  output: entry.extend({
    cards: z
      .object({ batchId: z.string(), count: z.int(), firstNumber: z.string(), lastNumber: z.string() })
      .nullable(),
  }),
  refusals: [...REFUSED, 'card_batch_id_reused'],
})

export const takeGoodsOut = endpoint({
  name: 'takeGoodsOut',
  method: 'POST',
  path: '/goods-out',
  can: 'goods.write',
  summary: 'Goods go out other than by a sale: broken, given away, sent back.',
  input: z.object({ id: idOf<'stock-entry'>(), branchId: place, note, lines }),
  output: entry,
  refusals: [...REFUSED, 'stock_short'],
})

export const transferStock = endpoint({
  name: 'transferStock',
  method: 'POST',
  path: '/stock-transfers',
  can: 'goods.write',
  summary: 'Move goods from a branch or the head office to another place.',
  input: z
    .object({ id: idOf<'stock-entry'>(), fromBranchId: place, toBranchId: place, note, lines })
    .refine((wish) => wish.fromBranchId !== wish.toBranchId, {
      error: 'another_place',
      path: ['toBranchId'],
    }),
  output: entry,
  refusals: [...REFUSED, 'stock_short'],
})

export const countStock = endpoint({
  name: 'countStock',
  method: 'POST',
  path: '/stocktakes',
  can: 'goods.write',
  summary: 'A stocktake: what was counted counts from now on, and the variance is told (C83).',
  input: z.object({
    id: idOf<'stock-entry'>(),
    branchId: place,
    note,
    lines: z
      .array(z.object({ productCode: code, counted }))
      .min(1, { error: 'lines_needed' })
      .max(500)
      .refine(oncePerProduct, { error: 'code_twice' }),
  }),
  output: entry.extend({
    lines: z.array(
      z.object({
        productCode: z.string(),
        expected: z.number(),
        counted: z.number(),
        /** Counted less expected: −1 when one is missing. */
        variance: z.number(),
      }),
    ),
  }),
  refusals: REFUSED,
})

export const keepStockLimits = endpoint({
  name: 'keepStockLimits',
  method: 'PUT',
  path: '/stock-limits',
  can: 'goods.write',
  summary: 'The limits of a product at a place, below and above which somebody is alerted (C84).',
  input: z
    .object({
      productCode: code,
      branchId: place,
      low: counted.nullish().transform((value) => value ?? null),
      high: counted.nullish().transform((value) => value ?? null),
    })
    .refine(({ low, high }) => low === null || high === null || low <= high, {
      error: 'low_below_high',
      path: ['high'],
    }),
  output: z.object({
    productCode: z.string(),
    branchId: z.string().nullable(),
    onHand: z.number(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    alert: z.enum(ALERTS).nullable(),
  }),
  refusals: ['branch_unknown', 'product_unknown', 'product_not_stocked'],
})

/** One branch, the head office alone, or, without either, every place the caller may see. */
const where = {
  branchId: idOf<'branch'>().optional(),
  headOffice: z.stringbool().or(z.boolean()).default(false),
}

const shelf = z.object({
  branchId: z.string().nullable(),
  onHand: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  alert: z.enum(ALERTS).nullable(),
})

export const stockOnHand = endpoint({
  name: 'stockOnHand',
  method: 'GET',
  path: '/stock',
  can: 'goods.read',
  summary: 'What is on hand: of a branch, of the head office, or of all places together (C83).',
  input: z.object({ q: z.string().trim().max(120).default(''), ...where, ...paging }),
  output: pageOf(
    z.object({
      productId: z.string(),
      code: z.string(),
      name: z.string(),
      category: z.string(),
      costMinor: z.int().nullable(),
      onHand: z.number(),
      places: z.array(shelf),
    }),
  ),
  refusals: ['branch_unknown'],
})

export const stockAlerts = endpoint({
  name: 'stockAlerts',
  method: 'GET',
  path: '/stock-alerts',
  can: 'goods.read',
  summary: 'Products below their low limit or above their high one (C84).',
  input: z.object({ ...where, ...paging }),
  output: pageOf(
    shelf.extend({ code: z.string(), name: z.string(), productId: z.string(), alert: z.enum(ALERTS) }),
  ),
  refusals: ['branch_unknown'],
})

export const stockMovements = endpoint({
  name: 'stockMovements',
  method: 'GET',
  path: '/stock-movements',
  can: 'goods.read',
  summary: 'What came and went, newest first, with what caused it.',
  input: z.object({ productCode: code.optional(), ...where, ...paging }),
  output: pageOf(
    z.object({
      id: z.string(),
      productCode: z.string(),
      branchId: z.string().nullable(),
      kind: z.enum(MOVEMENT_KINDS),
      quantity: z.number(),
      leftOver: z.number(),
      causeKind: z.string(),
      causeId: z.string(),
      at: z.string(),
      byId: z.string().nullable(),
    }),
  ),
  refusals: ['branch_unknown'],
})
