import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { pageOf, paging } from '#base/list'

const run = z.object({
  at: z.string(),
  /** Laws asked, and violations found. */
  checked: z.int(),
  found: z.int(),
  ms: z.int(),
})

const finding = z.object({
  room: z.string(),
  law: z.string(),
  subject: z.string(),
  detail: z.string(),
  firstSeenAt: z.string(),
  lastSeenAt: z.string(),
})

export const auditFindings = endpoint({
  name: 'auditFindings',
  method: 'GET',
  path: '/audit-findings',
  can: 'audit.read',
  summary: 'What the last audit found broken, longest standing first; `last` is null before the first audit.',
  input: z.object(paging),
  output: pageOf(finding).extend({ last: run.nullable() }),
  refusals: [],
})

export const startAudit = endpoint({
  name: 'startAudit',
  method: 'POST',
  path: '/audit-runs',
  can: 'audit.read',
  summary:
    'Ask for an audit now instead of at the hour; a later `last` of the findings says that it has run.',
  input: z.object({}),
  output: z.object({ last: run.nullable() }),
  refusals: [],
})
