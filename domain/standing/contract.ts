import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { WHYS } from './model/rows.ts'

const names = { code: z.string(), nameZh: z.string(), nameEn: z.string() }
const missing = z.object({
  by: z.enum(['spend', 'visits', 'points', 'top_up', 'one_top_up']),
  least: z.int(),
  have: z.int(),
  missing: z.int(),
})
const tier = z.object(names)

export const move = z.object({
  id: z.string(),
  /** Codes of the program as it was then. */
  from: z.string(),
  to: z.string(),
  up: z.boolean(),
  why: z.enum(WHYS),
  day: z.string(),
  causeKind: z.string(),
  causeId: z.string(),
  reason: z.string(),
  at: z.string(),
  byName: z.string(),
})

const left = z.object({
  ...names,
  kind: z.enum(['service', 'privilege', 'publication', 'event', 'time']),
  every: z.enum(['month', 'quarter', 'year', 'membership']),
  /** Null as often as asked. */
  most: z.int().nullable(),
  used: z.int(),
  left: z.int().nullable(),
  periodFrom: z.string(),
  periodTo: z.string(),
  minutes: z.int().nullable(),
})

export const showStanding = endpoint({
  name: 'memberStanding',
  method: 'GET',
  path: '/members/:memberId/standing',
  can: 'member.read',
  summary:
    'Where a member stands: tier, what the next one takes, review, membership, benefits left, and every move.',
  input: z.object({ memberId: idOf<'member'>() }),
  output: z.object({
    memberId: z.string(),
    /** Null where the program has no tiers. */
    tier: tier.nullable(),
    since: z.string().nullable(),
    /** What no return takes: given by the last review, an invitation or a hand. */
    floor: z.string().nullable(),
    /** The next tier up, and what is missing by each way that counts something. */
    next: tier
      .extend({ ways: z.array(missing), fee: z.string().nullable(), invitation: z.boolean() })
      .nullable(),
    review: z
      .object({ on: z.string(), graceTo: z.string().nullable(), kept: z.boolean(), keep: z.array(missing) })
      .nullable(),
    membership: z.object({
      state: z.enum(['active', 'expired', 'none', 'archived']),
      validTo: z.string().nullable(),
      joinedOn: z.string().nullable(),
      periods: z.array(
        z.object({ from: z.string(), to: z.string().nullable(), way: z.string(), causeId: z.string() }),
      ),
    }),
    archivedOn: z.string().nullable(),
    lastBoughtOn: z.string().nullable(),
    benefits: z.array(left),
    moves: z.array(move),
  }),
  refusals: ['member_unknown'],
})

const given = {
  id: z.string(),
  memberId: z.string(),
  tier: z.string(),
  reason: z.string(),
  day: z.string(),
  at: z.string(),
  byName: z.string(),
  /** Where the member stands now; an invitation below it changes nothing at once. */
  stands: z.string().nullable(),
  replayed: z.boolean(),
}
const giving = {
  memberId: idOf<'member'>(),
  tier: z.string().trim().min(1).max(40),
  reason: z.string().trim().min(1).max(300),
}

export const inviteToTier = endpoint({
  name: 'inviteToTier',
  method: 'POST',
  path: '/tier-invitations',
  can: 'member.screen',
  summary: 'Invite a member to a tier that the program gives by invitation; no return takes it (C15).',
  input: z.object({ id: idOf<'tier-invitation'>(), ...giving }),
  output: z.object(given),
  refusals: [
    'tier_invitation_id_reused',
    'member_unknown',
    'tier_unknown',
    'tier_not_by_invitation',
    'tier_not_higher',
  ],
})

export const setTier = endpoint({
  name: 'setTier',
  method: 'POST',
  path: '/tier-settings',
  can: 'member.screen',
  summary: 'Set the tier of a member by hand, up or down, with a reason that stays in the history.',
  input: z.object({ id: idOf<'tier-setting'>(), ...giving }),
  output: z.object(given),
  refusals: ['tier_setting_id_reused', 'member_unknown', 'tier_unknown', 'tier_the_same'],
})

export const tierReport = endpoint({
  name: 'tierReport',
  method: 'GET',
  path: '/tier-report',
  can: 'insight.read',
  summary: 'How many living members have each tier, and how many are archived.',
  input: z.object({}),
  output: z.object({ tiers: z.array(tier.extend({ members: z.int() })), archived: z.int() }),
  refusals: [],
})
