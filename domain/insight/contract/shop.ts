import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { aDay } from '#base/instant'
import { pageOf, paging } from '#base/list'

/** What was sold: sales (a return is none), thousandths of a unit, money net of what came back; members' part of it. */
export const measure = z.object({
  bills: z.int(),
  thousandths: z.int(),
  amountMinor: z.int(),
  memberBills: z.int(),
  memberThousandths: z.int(),
  memberAmountMinor: z.int(),
})

/** Of the whole chain, a region or a branch; whoever is bound to branches sees those only. */
export const place = {
  branchId: idOf<'branch'>().optional(),
  region: z.string().trim().min(1).max(80).optional(),
}
/** Business days, both included; each report says its usual span. */
export const span = { from: aDay.optional(), to: aDay.optional() }

/** The span that was looked at, the one of the same length before it, and the last day with a sale. */
const looked = {
  from: z.string(),
  to: z.string(),
  beforeFrom: z.string(),
  beforeTo: z.string(),
  today: z.string(),
  lastDay: z.string().nullable(),
}
export const PLACE_REFUSALS = ['branch_unknown', 'region_unknown', 'span_reversed', 'span_too_long'] as const

export const RANKED_BY = ['amount', 'units', 'bills'] as const

const productRow = z.object({
  rank: z.int(),
  code: z.string(),
  name: z.string(),
  key: z.boolean(),
  ...measure.shape,
  beforeMinor: z.int(),
})

export const productRanking = endpoint({
  name: 'productRanking',
  method: 'GET',
  path: '/insight/products',
  can: 'insight.read',
  summary:
    'Which products sell, today unless said, ranked by money, units or bills; key products today and this month (C72).',
  input: z.object({
    ...span,
    ...place,
    by: z.enum(RANKED_BY).default('amount'),
    keyOnly: z.stringbool().or(z.boolean()).default(false),
    q: z.string().trim().max(80).default(''),
    ...paging,
  }),
  output: pageOf(productRow).extend({
    ...looked,
    /** All of the ranking together, and of the same products in the span before. */
    sold: measure,
    before: measure,
    keys: z.object({ products: z.int(), today: measure, month: measure }),
  }),
  refusals: PLACE_REFUSALS,
})

export const markKeyProduct = endpoint({
  name: 'markKeyProduct',
  method: 'POST',
  path: '/insight/key-products',
  can: 'goods.write',
  summary: 'Watch a product as a key product, or watch it no longer (C72).',
  input: z.object({
    id: idOf<'key_product'>(),
    code: z.string().trim().min(1).max(60),
    marked: z.boolean(),
  }),
  output: z.object({ id: z.string(), code: z.string(), marked: z.boolean(), replayed: z.boolean() }),
  refusals: ['key_product_id_reused', 'product_never_sold'],
})

export const HOUR_VERDICTS = ['known', 'too_little'] as const

export const hoursReport = endpoint({
  name: 'hoursReport',
  method: 'GET',
  path: '/insight/hours',
  can: 'insight.read',
  summary:
    'When people buy: weekday by hour on the branch’s own clock, and the hours above and below average (C71).',
  input: z.object({ ...span, ...place }),
  output: z.object({
    ...looked,
    sold: measure,
    before: measure,
    /** Days with a sale at all, and how many of them fell on each weekday, Monday first. */
    days: z.int(),
    weekdays: z.array(z.int()).length(7),
    /** 1 is Monday. */
    cells: z.array(z.object({ weekday: z.int(), hour: z.int(), ...measure.shape })),
    /** Hours with a sale, from the hour the business day begins. */
    hours: z.array(z.object({ hour: z.int(), ...measure.shape, billsPerDay: z.number() })),
    averageBillsPerDay: z.number(),
    above: z.array(z.int()),
    below: z.array(z.int()),
    verdict: z.enum(HOUR_VERDICTS),
  }),
  refusals: PLACE_REFUSALS,
})

export const monthsReport = endpoint({
  name: 'monthsReport',
  method: 'GET',
  path: '/insight/months',
  can: 'insight.read',
  summary: 'What was spent by month, beside the same months a year before (C70); equal to the sales.',
  input: z.object({
    asOf: aDay.optional(),
    months: z.coerce.number().int().min(2).max(60).default(12),
    ...place,
    /** Of a product by its code, or by a part of its name (C64); a bill counts once for each product on it then. */
    product: z.string().trim().max(80).default(''),
  }),
  output: z.object({
    today: z.string(),
    lastDay: z.string().nullable(),
    /** A month that is not over says so: it is never compared as if it were. */
    rows: z.array(
      z.object({ month: z.string(), whole: z.boolean(), ...measure.shape, yearBeforeMinor: z.int() }),
    ),
    sold: measure,
    before: measure,
  }),
  refusals: ['branch_unknown', 'region_unknown'],
})

export const BILL_KINDS = ['returned', 'free', 'bill'] as const

export const billsReport = endpoint({
  name: 'billsReport',
  method: 'GET',
  path: '/insight/bills',
  can: 'insight.read',
  summary:
    'How large bills are, in bands of 1, 2 and 5; what came back is a row of its own, so rows sum to the sales (C70).',
  input: z.object({ ...span, ...place }),
  output: z.object({
    ...looked,
    rows: z.array(
      z.object({
        kind: z.enum(BILL_KINDS),
        /** From, and below; null for what has no bounds. */
        fromMinor: z.int().nullable(),
        toMinor: z.int().nullable(),
        ...measure.shape,
        beforeBills: z.int(),
      }),
    ),
    sold: measure,
    before: measure,
  }),
  refusals: PLACE_REFUSALS,
})

const placed = {
  ...measure.shape,
  beforeMinor: z.int(),
  /** Living members who joined there. */
  members: z.int(),
}

export const placesReport = endpoint({
  name: 'placesReport',
  method: 'GET',
  path: '/insight/places',
  can: 'insight.read',
  summary: 'Where is bought: by region and branch, beside the span before (geography).',
  input: z.object({ ...span, ...place }),
  output: z.object({
    ...looked,
    regions: z.array(z.object({ region: z.string(), branches: z.int(), ...placed })),
    branches: z.array(
      z.object({ branchId: z.string(), code: z.string(), name: z.string(), region: z.string(), ...placed }),
    ),
    sold: measure,
    before: measure,
  }),
  refusals: PLACE_REFUSALS,
})

export const SOLD_BY = ['day', 'branch', 'product', 'amount', 'member'] as const
export const SOLD_SORTS = ['key', 'units', 'amount', 'bills', 'tier'] as const

export const soldReport = endpoint({
  name: 'soldReport',
  method: 'GET',
  path: '/insight/sold',
  can: 'insight.read',
  summary:
    'Query of any day: what was sold by day, place, product, bill or member; by number, tier, units, money (C74).',
  input: z.object({
    ...span,
    ...place,
    by: z.enum(SOLD_BY).default('product'),
    /** A product by its code, or a part of its name; not for `amount`. */
    product: z.string().trim().max(80).default(''),
    /** Only sales of at least so much, and below so much; for `member`. What came back is left out then. */
    billFromMinor: z.coerce.number().int().min(0).optional(),
    billToMinor: z.coerce.number().int().min(0).optional(),
    sort: z.enum(SOLD_SORTS).default('amount'),
    descending: z.stringbool().or(z.boolean()).default(true),
    ...paging,
  }),
  output: pageOf(
    z.object({
      /** A day, a branch, a product code, a member, or the least amount of a band. */
      key: z.string(),
      name: z.string(),
      number: z.string().nullable(),
      tier: z.string().nullable(),
      tierNames: z.object({ nameZh: z.string(), nameEn: z.string() }).nullable(),
      fromMinor: z.int().nullable(),
      toMinor: z.int().nullable(),
      ...measure.shape,
    }),
  ).extend({ ...looked, by: z.enum(SOLD_BY), sold: measure, before: measure.nullable() }),
  refusals: [...PLACE_REFUSALS, 'filter_does_not_fit', 'span_over_a_quarter'],
})
