import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { paging } from '#base/list'

const outcome = z.object({
  memberId: z.string(),
  memberNumber: z.string().nullable(),
  memberName: z.string().nullable(),
  joinedOn: z.string(),
  /** The day the audit looks at: the month's last one, or the member's day. */
  on: z.string(),
  cleared: z.boolean(),
  reason: z.enum(['held_long_enough', 'too_young']),
  /** What ends, and what is carried on. */
  points: z.int(),
  carried: z.int(),
  /** The highest gift that what ends would have bought: unclaimed, it is forfeited with the points. */
  gift: z.string().nullable(),
  /** Gifts that were asked for and never collected. */
  forfeited: z.int(),
})

const totals = z.object({
  /** Members whose points end, and those who carry theirs on. */
  cleared: z.int(),
  carriedOn: z.int(),
  points: z.int(),
  carried: z.int(),
  forfeited: z.int(),
})

export const clearingList = endpoint({
  name: 'pointsClearings',
  method: 'GET',
  path: '/points-clearings',
  can: 'reward.read',
  summary: 'The audit list of points: whose ended, whose were carried on, and why (C26).',
  input: z.object({
    year: z.coerce.number().int().min(2000).max(9000).optional(),
    memberId: idOf<'member'>().optional(),
    ...paging,
  }),
  output: z.object({
    rows: z.array(outcome.extend({ id: z.string(), year: z.int(), at: z.string() })),
    total: z.int(),
    /** Of the year asked for, whoever the rows are about. */
    totals,
  }),
  refusals: [],
})

export const clearingPreview = endpoint({
  name: 'pointsClearingPreview',
  method: 'GET',
  path: '/points-clearing-preview',
  can: 'reward.read',
  summary:
    'What the next audit of points would come to if it were held on what members have now; nothing is changed.',
  input: z.object({
    /** Members behind this one; the answer says which to ask for next. */
    afterId: idOf<'member'>().optional(),
    rows: paging.rows,
  }),
  output: z.object({
    kind: z.enum(['none', 'yearly', 'anniversary']),
    /** Null where every member has a day of its own. */
    on: z.string().nullable(),
    rows: z.array(outcome),
    nextAfterId: z.string().nullable(),
    totals: totals.nullable(),
  }),
  refusals: [],
})
