import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { PARTS, WHYS } from '#domain/program/model/explain'
import { SALE_REFUSALS } from '../contract.ts'
import { saleWish } from './wish.ts'

const rule = z.object({
  part: z.enum(PARTS),
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  lineNo: z.int().nullable(),
  applied: z.boolean(),
  why: z.enum(WHYS),
  minor: z.int().nullable(),
  times: z.int().nullable(),
  /** The same in a sentence that a cashier can read out. */
  said: z.object({ zh: z.string(), en: z.string() }),
})

const explanation = z.object({
  programVersion: z.int(),
  /** The member's tier then; null for whoever bought as no member. */
  tier: z.string().nullable(),
  member: z.boolean(),
  totalMinor: z.int().nullable(),
  /** Why the basket is refused as it stands. */
  refusal: z.string().nullable(),
  points: z.int().nullable(),
  rules: z.array(rule),
})

export const explainSale = endpoint({
  name: 'explainSale',
  method: 'POST',
  path: '/sale-explanations',
  can: 'sale.record',
  summary:
    'For a basket: which rules of the program count, which do not and why, and the best use of the coupons held.',
  input: saleWish,
  output: explanation.extend({
    /** The coupons, of those the member holds and those open to all, that leave the least to pay. */
    best: z.object({ codes: z.array(z.string()), totalMinor: z.int() }).nullable(),
  }),
  refusals: SALE_REFUSALS.filter((code) =>
    [
      'branch_unknown',
      'member_number_unknown',
      'price_unknown',
      'price_differs',
      'charged_above_price',
    ].includes(code),
  ),
})

export const explainPastSale = endpoint({
  name: 'explainPastSale',
  method: 'GET',
  path: '/sales/:id/explanation',
  can: 'sale.read',
  summary:
    'For a past sale: which rules of the version it was judged by counted and why; goods by their category of today.',
  input: z.object({ id: idOf<'sale'>() }),
  output: explanation,
  refusals: ['sale_unknown'],
})
