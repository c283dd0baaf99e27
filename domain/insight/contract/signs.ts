import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { aDay } from '#base/instant'
import { FUNNEL_VISITS, MOST_DEAD_MONTHS } from '../model/signs.ts'

/** Purchases and deeds up to and including this day; the default is the last day with a sale to a member. */
const asOf = { asOf: aDay.optional() }

const counted = {
  members: z.int(),
  /** Who can be sent offers now, by any medium. */
  reachable: z.int(),
  /** What they hold now. */
  points: z.int(),
  storedMinor: z.int(),
}

export const deadUsers = endpoint({
  name: 'deadUsers',
  method: 'GET',
  path: '/insight/dead-users',
  can: 'insight.read',
  summary:
    'Members who for so many months neither bought nor earned nor redeemed, by their last sign of life (C77).',
  input: z.object({
    ...asOf,
    months: z.coerce.number().int().min(1).max(MOST_DEAD_MONTHS).default(12),
  }),
  output: z.object({
    asOf: z.string(),
    months: z.int(),
    /** The day so many months ago: whoever joined or gave a sign after it is not dead. */
    before: z.string(),
    /** Members who had joined by the day that is looked from. */
    members: z.int(),
    dead: z.object({ ...counted, shareBps: z.int() }),
    /** The dead ones: first who never gave a sign, then by the last one, the latest first. */
    rows: z.array(
      z.object({
        ...counted,
        /** Of all the dead. */
        shareBps: z.int(),
        never: z.boolean(),
        /** Months since the last sign; null where there was none, or no other end. */
        fromMonths: z.int().nullable(),
        toMonths: z.int().nullable(),
        /** Days between which the last sign was given; null is no bound. */
        lastFrom: z.string().nullable(),
        lastTo: z.string().nullable(),
      }),
    ),
    verdict: z.enum(['known', 'too_little']),
  }),
  refusals: ['no_sales_yet'],
})

export const visitFunnel = endpoint({
  name: 'visitFunnel',
  method: 'GET',
  path: '/insight/visit-funnel',
  can: 'insight.read',
  summary: 'Of new members who came at least so often, how many had bought by then (C77).',
  input: z.object({
    ...asOf,
    /** Who joined within so many months before. */
    months: z.coerce.number().int().min(1).max(60).default(12),
  }),
  output: z.object({
    asOf: z.string(),
    months: z.int(),
    /** The first day of joining that counts. */
    joinedFrom: z.string(),
    newcomers: z.int(),
    /** Newcomers of whom a visit is known. */
    visitors: z.int(),
    bought: z.int(),
    steps: z
      .array(z.object({ visit: z.int(), visitors: z.int(), boughtBy: z.int(), shareBps: z.int().nullable() }))
      .length(FUNNEL_VISITS),
    visits: z.int(),
    /** Visits known without a purchase; where hardly any is, the funnel says nothing of those who left again. */
    withoutPurchase: z.int(),
    verdict: z.enum(['known', 'too_little', 'purchases_only']),
  }),
  refusals: ['no_sales_yet'],
})
