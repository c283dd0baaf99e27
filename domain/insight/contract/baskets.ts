import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { pageOf, paging } from '#base/list'
import { PLACE_REFUSALS, place, span } from './shop.ts'

/** The newest bills that one look holds. */
export const MOST_BASKETS = 50_000
/** Fewer bills than this say nothing of what is bought together. */
export const LEAST_BASKETS = 200

export const LEVELS = ['product', 'category'] as const
const level = z.enum(LEVELS).default('product')

const looked = {
  from: z.string(),
  to: z.string(),
  today: z.string(),
  lastDay: z.string().nullable(),
  level: z.enum(LEVELS),
  /** Bills that were looked at; `newest` says that there were more, and the newest were taken. */
  bills: z.int(),
  newest: z.boolean(),
}

const thing = { code: z.string(), name: z.string() }

export const bought = endpoint({
  name: 'boughtTogether',
  method: 'GET',
  path: '/insight/baskets',
  can: 'insight.read',
  summary:
    'What is bought together more often than chance would have it, and members by how many categories they buy (C76).',
  input: z.object({ ...span, ...place, level, ...paging }),
  output: pageOf(
    z.object({
      a: z.object(thing),
      b: z.object(thing),
      together: z.int(),
      aBills: z.int(),
      bBills: z.int(),
      /** Share of the bills with the one that hold the other, in basis points. */
      aToBBps: z.int(),
      bToABps: z.int(),
      /** How many times more often than by chance, and the least it may be with 95 % confidence. */
      lift: z.number(),
      leastLift: z.number(),
    }),
  ).extend({
    ...looked,
    pairsLooked: z.int(),
    verdict: z.enum(['found', 'none', 'too_little']),
    /** Members by how many different products or categories they bought; the last row is that many or more. */
    breadth: z.array(z.object({ kinds: z.int(), members: z.int() })),
  }),
  refusals: PLACE_REFUSALS,
})

export const nextNeed = endpoint({
  name: 'nextNeeds',
  method: 'GET',
  path: '/insight/next-needs',
  can: 'insight.read',
  summary: 'What to offer each member next, by what others who bought the same have bought, too (C76).',
  input: z.object({
    ...span,
    ...place,
    level,
    /** Only those to whom this would be offered. */
    offer: z.string().trim().max(100).optional(),
    ...paging,
  }),
  output: pageOf(
    z.object({
      memberId: z.string(),
      number: z.string(),
      name: z.string(),
      offer: z.object(thing),
      because: z.object(thing),
      /** Share of the bills with the one that hold the other, in basis points. */
      chanceBps: z.int(),
    }),
  ).extend({
    ...looked,
    /** Members on these bills, and how many of them there is something to offer. */
    members: z.int(),
    offered: z.int(),
    offers: z.array(z.object({ ...thing, members: z.int() })),
    verdict: z.enum(['found', 'none', 'too_little']),
  }),
  refusals: PLACE_REFUSALS,
})
