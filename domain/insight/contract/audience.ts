import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'
import { cut, lens, segmentRow } from '../contract.ts'
import { audienceConditions, reach } from './rule.ts'

const day = z.string()

/** In a query string the rule travels as JSON text. */
const conditions = z.preprocess((raw) => {
  if (typeof raw !== 'string') return raw
  try {
    return JSON.parse(raw) as unknown
  } catch {
    return raw
  }
}, audienceConditions)

/** A rule with what scores and quadrants in it are dealt by. */
const asked = { ...lens, conditions, countCut: cut, spendCut: cut }

export const countAudience = endpoint({
  name: 'audienceCount',
  method: 'GET',
  path: '/insight/audience-counts',
  can: 'insight.read',
  summary: 'How many members a rule finds, and how many of them can be written to (C58).',
  input: z.object(asked),
  output: z.object({
    asOf: day,
    windowMonths: z.int(),
    members: z.int(),
    /** Everybody who could be found: members who are with us and not archived. */
    of: z.int(),
    reachable: reach,
  }),
  refusals: ['field_unknown'],
})

export const builtAudience = endpoint({
  name: 'builtAudience',
  method: 'GET',
  path: '/insight/audiences',
  can: 'insight.read',
  summary: 'The members a rule finds, best customers first (C58).',
  input: z.object({ ...asked, ...paging }),
  output: pageOf(segmentRow).extend({ asOf: day }),
  refusals: ['field_unknown'],
})

export const audienceReasons = endpoint({
  name: 'audienceReasons',
  method: 'GET',
  path: '/insight/audiences/:memberId/reasons',
  can: 'insight.read',
  summary: 'Why a member is in an audience or not: every condition with her figure (C58).',
  input: z.object({ memberId: idOf<'member'>(), ...asked }),
  output: z.object({
    asOf: day,
    holds: z.boolean(),
    /** Not bought for so long that no audience has them, whatever the rule (T10). */
    archived: z.boolean(),
    /** Every node of the rule, each group before what is in it. The figure is what a condition was judged by. */
    nodes: z.array(z.object({ holds: z.boolean(), figure: z.unknown() })),
  }),
  refusals: ['member_unknown', 'field_unknown'],
})

export const segmentVersions = endpoint({
  name: 'segmentVersions',
  method: 'GET',
  path: '/segments/:id/versions',
  can: 'insight.read',
  summary: 'Every version of a segment, newest first; the old ones stay as they were saved.',
  input: z.object({ id: idOf<'segment'>() }),
  output: z.object({
    rows: z.array(
      z.object({
        id: z.string(),
        version: z.int(),
        asOf: day,
        members: z.int(),
        createdAt: z.string(),
        createdBy: z.string(),
      }),
    ),
  }),
  refusals: ['segment_unknown'],
})
