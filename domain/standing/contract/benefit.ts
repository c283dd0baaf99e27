import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { aDay } from '#base/instant'
import { pageOf, paging } from '#base/list'
import { USE_STATES } from '../model/benefit.ts'

const code = z.string().trim().min(1).max(40)
const kind = z.enum(['service', 'privilege', 'publication', 'event', 'time'])
const every = z.enum(['month', 'quarter', 'year', 'membership'])
const names = { code: z.string(), nameZh: z.string(), nameEn: z.string() }

export const benefitMatrix = endpoint({
  name: 'benefitMatrix',
  method: 'GET',
  path: '/benefit-matrix',
  can: 'program.read',
  summary: 'Which benefits each tier of the live program has (C16).',
  input: z.object({}),
  output: z.object({
    tiers: z.array(
      z.object({
        ...names,
        discountBps: z.int(),
        earnTimes: z.int(),
        /** Codes of its benefits, in the program's order. */
        benefits: z.array(z.string()),
      }),
    ),
    benefits: z.array(
      z.object({
        ...names,
        kind,
        tiers: z.array(z.string()),
        most: z.int().nullable(),
        every,
        minutes: z.int().nullable(),
        costMinor: z.int(),
      }),
    ),
  }),
  refusals: [],
})

const use = {
  id: z.string(),
  memberId: z.string(),
  benefitCode: z.string(),
  /** The tier it was given to; null where the program has none. */
  tier: z.string().nullable(),
  branchId: z.string(),
  day: z.string(),
  periodFrom: z.string(),
  periodTo: z.string(),
  minutes: z.int().nullable(),
  note: z.string(),
  /** A service is asked for first; everything else is done at once. */
  state: z.enum(USE_STATES),
  at: z.string(),
  byName: z.string(),
}

export const useBenefit = endpoint({
  name: 'useBenefit',
  method: 'POST',
  path: '/benefit-uses',
  can: 'reward.give',
  summary: 'Use a benefit of the member’s tier once, or ask for a service (C16, C21, C36).',
  input: z.object({
    id: idOf<'benefit-use'>(),
    memberNumber: z.string().trim().min(1).max(40),
    benefitCode: code,
    branchCode: code,
    note: z.string().trim().max(500).default(''),
  }),
  output: z.object({
    ...use,
    /** How often it can still be used in this period; null as often as asked. */
    left: z.int().nullable(),
    replayed: z.boolean(),
  }),
  refusals: [
    'benefit_use_id_reused',
    'member_number_unknown',
    'card_lost',
    'card_replaced',
    'branch_unknown',
    'benefit_unknown',
    'membership_not_active',
    'benefit_not_for_tier',
    'benefit_used_up',
  ],
})

const change = {
  id: z.string(),
  useId: z.string(),
  state: z.enum(USE_STATES),
  reason: z.string(),
  at: z.string(),
  byName: z.string(),
  replayed: z.boolean(),
}

export const answerBenefitUse = endpoint({
  name: 'answerBenefitUse',
  method: 'POST',
  path: '/benefit-use-answers',
  can: 'reward.give',
  summary:
    'Say that a service that was asked for is done, or cancel it; what is cancelled no longer counts (C21).',
  input: z.object({
    id: idOf<'benefit-use-answer'>(),
    useId: idOf<'benefit-use'>(),
    state: z.enum(['done', 'cancelled']),
    reason: z.string().trim().max(300).default(''),
  }),
  output: z.object(change),
  refusals: ['benefit_use_change_id_reused', 'benefit_use_unknown', 'benefit_use_over'],
})

export const voidBenefitUse = endpoint({
  name: 'voidBenefitUse',
  method: 'POST',
  path: '/benefit-use-voidings',
  can: 'reward.manage',
  summary: 'Make a use of a benefit void, with a reason; it no longer counts.',
  input: z.object({
    id: idOf<'benefit-use-voiding'>(),
    useId: idOf<'benefit-use'>(),
    reason: z.string().trim().min(1).max(300),
  }),
  output: z.object(change),
  refusals: ['benefit_use_change_id_reused', 'benefit_use_unknown', 'benefit_use_over'],
})

export const listBenefitUses = endpoint({
  name: 'benefitUses',
  method: 'GET',
  path: '/benefit-uses',
  can: 'reward.read',
  summary:
    'Uses of benefits and services asked for, newest first, by member, benefit, branch, state and day.',
  input: z.object({
    memberId: idOf<'member'>().optional(),
    branchId: idOf<'branch'>().optional(),
    benefitCode: code.optional(),
    state: z.enum(USE_STATES).optional(),
    from: aDay.optional(),
    to: aDay.optional(),
    ...paging,
  }),
  output: pageOf(
    z.object({ ...use, memberNumber: z.string().nullable(), memberName: z.string().nullable() }),
  ),
  refusals: [],
})

export const benefitReport = endpoint({
  name: 'benefitReport',
  method: 'GET',
  path: '/benefit-report',
  can: 'reward.read',
  summary:
    'What each benefit gives in its period around a day, how much of it is used and how much remains (C36).',
  input: z.object({ on: aDay.optional() }),
  output: z.object({
    on: z.string(),
    rows: z.array(
      z.object({
        ...names,
        kind,
        every,
        most: z.int().nullable(),
        /** Null for years of membership, which begin on each member's own day. */
        periodFrom: z.string().nullable(),
        periodTo: z.string().nullable(),
        /** Members who have it today. */
        members: z.int(),
        /** Members times how often; null as often as asked. */
        issued: z.int().nullable(),
        used: z.int(),
        remaining: z.int().nullable(),
        /** Services asked for and not done yet; they count as used. */
        asked: z.int(),
        costMinor: z.int(),
      }),
    ),
  }),
  refusals: [],
})
