import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'
import { WEIGHTED_FIELDS } from '../model/completeness.ts'

const field = z.enum(WEIGHTED_FIELDS)
const weights = z.array(z.object({ field, weight: z.int() }))
const completeness = {
  /** From 0 to 100. */
  score: z.int(),
  /** The most valuable first. */
  missing: z.array(field),
  /** What to ask next, one question at a time. */
  ask: field.nullable(),
}
const person = {
  id: z.string(),
  number: z.string(),
  name: z.string(),
  mobile: z.string().nullable(),
  email: z.string().nullable(),
  touchedAt: z.string(),
}

export const memberCompleteness = endpoint({
  name: 'memberCompleteness',
  method: 'GET',
  path: '/members/:memberId/completeness',
  can: 'member.read',
  summary: 'How complete a profile is, what it lacks, and the one thing to ask next (C13).',
  input: z.object({ memberId: idOf<'member'>() }),
  output: z.object({ ...completeness, touchedAt: z.string() }),
  refusals: ['member_unknown'],
})

export const membersToComplete = endpoint({
  name: 'membersToComplete',
  method: 'GET',
  path: '/members-to-complete',
  can: 'member.read',
  summary: 'People whose profile lacks something, or one field alone; the least complete first (C13).',
  input: z.object({
    /** Only those who lack this: without a mobile somebody is left out of every SMS. */
    lacks: field.optional(),
    branchId: idOf<'branch'>().optional(),
    ...paging,
  }),
  output: pageOf(z.object({ ...person, ...completeness })).extend({
    /** What each field is worth; together 100. */
    weights,
  }),
  refusals: [],
})

/** Months without a word that somebody looks for: as many as the bands of the answer begin with, and none. */
export const STALE_MONTHS = [6, 12, 24, 36] as const

export const staleMembers = endpoint({
  name: 'staleMembers',
  method: 'GET',
  path: '/stale-members',
  can: 'member.read',
  summary: 'People whose profile nobody wrote or confirmed for so many months, the longest first (C13).',
  input: z.object({
    months: z.coerce.number().int().min(1).max(240).default(12),
    branchId: idOf<'branch'>().optional(),
    ...paging,
  }),
  output: pageOf(z.object({ ...person, ...completeness })).extend({
    /** Untouched since before this day. */
    before: z.string(),
    /** Everybody there, by whole months since the profile was written or confirmed; the last band has no end. */
    members: z.int(),
    bands: z.array(z.object({ fromMonths: z.int(), toMonths: z.int().nullable(), members: z.int() })),
  }),
  refusals: [],
})

export const confirmProfile = endpoint({
  name: 'confirmProfile',
  method: 'POST',
  path: '/members/:memberId/confirmations',
  can: 'member.write',
  summary: 'The member was asked and the profile is right as it stands; it is fresh from now on (C13).',
  input: z.object({ memberId: idOf<'member'>() }),
  output: z.object({ memberId: z.string(), touchedAt: z.string() }),
  refusals: ['member_unknown'],
})
