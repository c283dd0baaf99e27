import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { aDay } from '#base/instant'
import { pageOf, paging } from '#base/list'
import { place } from '../contract.ts'

const part = z.number().min(0).max(1)

export const loyalty = endpoint({
  name: 'loyalty',
  method: 'GET',
  path: '/insight/loyalty',
  can: 'insight.read',
  summary: 'A loyalty score of 0 to 100 for every buyer, with its formula, weights and parts (C65).',
  input: z.object({
    /** Purchases up to and including this day; the default is the last day with a sale. */
    asOf: aDay.optional(),
    windowMonths: z.coerce.number().int().min(1).max(240).default(24),
    ...place,
    /** Of the list: only scores of at least, and at most, so much. */
    scoreFrom: z.coerce.number().min(0).max(100).optional(),
    scoreTo: z.coerce.number().min(0).max(100).optional(),
    descending: z.stringbool().or(z.boolean()).default(true),
    ...paging,
  }),
  output: pageOf(
    z.object({
      memberId: z.string(),
      number: z.string(),
      name: z.string(),
      score: z.number(),
      /** The share of the other buyers who are not ahead in each part, ties halved. */
      parts: z.object({ recency: part, frequency: part, money: part, steadiness: part }),
      purchases: z.int(),
      lastDay: z.string(),
      spendMinor: z.int(),
    }),
  ).extend({
    asOf: z.string(),
    windowMonths: z.int(),
    /** Buyers of the window; who bought nothing has no score, not a low one. */
    members: z.int(),
    medianScore: z.number(),
    /** In parts of their sum. */
    weights: z.object({ recency: z.int(), frequency: z.int(), money: z.int(), steadiness: z.int() }),
    /** Ten bands of ten, the last with 100 in it; money of the window in each. */
    bands: z.array(z.object({ from: z.int(), to: z.int(), members: z.int(), spendMinor: z.int() })),
    verdict: z.enum(['known', 'too_little']),
  }),
  refusals: ['no_sales_yet', 'branch_unknown', 'region_unknown'],
})
