import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { aDay } from '#base/instant'
import { programDocument } from '#domain/program/contract'

export const STATES = ['waiting', 'running', 'done', 'stopped', 'failed'] as const

const judged = z.object({
  totalMinor: z.int(),
  points: z.int(),
  tier: z.string().nullable(),
  refusal: z.string().nullable(),
})

const side = z.object({
  sales: z.int(),
  chargedMinor: z.int(),
  givenMinor: z.int(),
  pointsIssued: z.int(),
  pointsBurned: z.int(),
  pointsCostMinor: z.int().nullable(),
  periodRewardMinor: z.int(),
  costMinor: z.int(),
  liabilityPoints: z.int(),
  liabilityMinor: z.int().nullable(),
  tiers: z.array(z.object({ code: z.string(), nameZh: z.string(), nameEn: z.string(), members: z.int() })),
  refused: z.array(z.object({ code: z.string(), sales: z.int() })),
})

const change = z.object({
  memberId: z.string(),
  number: z.string(),
  name: z.string(),
  gainMinor: z.int(),
  points: z.int(),
  chargedMinor: z.int(),
})

/** Money in minor units; a member's gain is what is paid less, and points and rewards at what they cost the chain. */
const told = z.object({
  sales: z.int(),
  members: z.int(),
  recordedMinor: z.int(),
  recordedPoints: z.int(),
  alike: z.int(),
  live: side,
  draft: side,
  winners: z.int(),
  losers: z.int(),
  same: z.int(),
  most: z.array(change),
  least: z.array(change),
  samples: z.array(
    z.object({
      id: z.string(),
      day: z.string(),
      memberId: z.string().nullable(),
      number: z.string().nullable(),
      name: z.string().nullable(),
      live: judged,
      draft: judged,
    }),
  ),
})

const rehearsal = z.object({
  id: z.string(),
  state: z.enum(STATES),
  /** Sales judged so far, and how many there are. */
  done: z.int(),
  total: z.int(),
  programVersion: z.int(),
  from: z.string(),
  to: z.string(),
  askedAt: z.string(),
  byName: z.string(),
  /** What it found; null until it is done. */
  told: told.nullable(),
})
export type RehearsalShown = z.output<typeof rehearsal>

export const askRehearsal = endpoint({
  name: 'askRehearsal',
  method: 'POST',
  path: '/rehearsals',
  can: 'program.write',
  summary:
    'Replay the sales of a period under a draft beside the live program: cost, liability, tiers, who wins.',
  input: z.object({
    id: idOf<'rehearsal'>(),
    document: programDocument,
    from: aDay,
    to: aDay,
  }),
  output: rehearsal,
  refusals: ['rehearsal_id_reused', 'days_reversed', 'no_sales_then'],
})

export const showRehearsal = endpoint({
  name: 'rehearsal',
  method: 'GET',
  path: '/rehearsals/:id',
  can: 'program.write',
  summary: 'How far a rehearsal has come, and what it found.',
  input: z.object({ id: idOf<'rehearsal'>() }),
  output: rehearsal,
  refusals: ['rehearsal_unknown'],
})

export const stopRehearsal = endpoint({
  name: 'stopRehearsal',
  method: 'POST',
  path: '/rehearsals/:id/stops',
  can: 'program.write',
  summary: 'Stop a rehearsal; twice is once.',
  input: z.object({ id: idOf<'rehearsal'>() }),
  output: rehearsal,
  refusals: ['rehearsal_unknown'],
})

export const listRehearsals = endpoint({
  name: 'rehearsals',
  method: 'GET',
  path: '/rehearsals',
  can: 'program.write',
  summary: 'The latest rehearsals, newest first, without what they found.',
  input: z.object({}),
  output: z.object({ rows: z.array(rehearsal) }),
  refusals: [],
})
