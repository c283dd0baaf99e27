import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { aDay } from '#base/instant'
import { pageOf, paging } from '#base/list'
import type { WalletUnit } from '../contract.ts'

export const ADJUSTMENT_STATES = ['applied', 'waiting', 'rejected'] as const
export const ADJUSTMENT_WAYS = ['own_limit', 'alone', 'second_person'] as const

/** What is corrected by hand: a unit everybody can hold, or a pass by its code. Coupons are issued and voided. */
const unit = z
  .string()
  .regex(/^(?:points|principal|bonus|pass:[A-Za-z0-9_-]{1,40})$/)
  .transform((text) => text as WalletUnit)

export const adjustment = z.object({
  id: z.string(),
  memberId: z.string(),
  unit: z.string(),
  amount: z.int(),
  expiresOn: z.string().nullable(),
  reason: z.string(),
  state: z.enum(ADJUSTMENT_STATES),
  way: z.enum(ADJUSTMENT_WAYS),
  /** Applied beyond the limit of its owner without a second person, because the chain has nobody else. */
  alone: z.boolean(),
  at: z.string(),
  byId: z.string().nullable(),
  byName: z.string(),
  /** Null while it waits, and where nobody had to decide. */
  decision: z
    .object({
      id: z.string(),
      approves: z.boolean(),
      note: z.string(),
      at: z.string(),
      byId: z.string(),
      byName: z.string(),
    })
    .nullable(),
})
export type Adjustment = z.output<typeof adjustment>

export const adjustValue = endpoint({
  name: 'adjustValue',
  method: 'POST',
  path: '/members/:memberId/adjustments',
  can: 'wallet.topup',
  summary:
    'Correct by hand what a member holds: at once within your own limit, above it when a second person agrees.',
  input: z
    .object({
      memberId: idOf<'member'>(),
      id: idOf<'adjustment'>(),
      unit,
      /** Above zero gives, below zero takes: points, minor units of money, or uses of a pass. */
      amount: z
        .int()
        .min(-1_000_000_000_00)
        .max(1_000_000_000_00)
        .refine((amount) => amount !== 0),
      reason: z.string().trim().min(1).max(200),
      /** The last day of what is given; principal never ends. */
      expiresOn: aDay.nullish().transform((on) => on ?? null),
    })
    .refine((wish) => wish.expiresOn === null || (wish.amount > 0 && wish.unit !== 'principal'), {
      path: ['expiresOn'],
    }),
  output: adjustment.extend({ replayed: z.boolean() }),
  refusals: [
    'adjustment_id_reused',
    'member_unknown',
    'pass_unknown',
    'expiry_in_the_past',
    'not_enough_value',
    'over_card_cap',
  ],
})

export const decideAdjustment = endpoint({
  name: 'decideAdjustment',
  method: 'POST',
  path: '/adjustment-approvals',
  can: 'wallet.approve',
  summary: 'Approve or reject a correction that waits for a second person: never your own, never by a key.',
  input: z.object({
    id: idOf<'adjustment-decision'>(),
    adjustmentId: idOf<'adjustment'>(),
    approves: z.boolean(),
    note: z.string().trim().max(200).default(''),
  }),
  output: adjustment.extend({ replayed: z.boolean() }),
  refusals: [
    'adjustment_approval_id_reused',
    'adjustment_unknown',
    'adjustment_decided',
    'second_person_needed',
    'above_own_limit',
    'member_unknown',
    'expiry_in_the_past',
    'not_enough_value',
    'over_card_cap',
  ],
})

export const adjustments = endpoint({
  name: 'adjustments',
  method: 'GET',
  path: '/adjustments',
  can: 'wallet.read',
  summary:
    'Corrections by hand, newest first: what waits, what was applied, by whom, and what one person did alone.',
  input: z.object({
    state: z.enum(ADJUSTMENT_STATES).optional(),
    memberId: idOf<'member'>().optional(),
    ...paging,
  }),
  output: pageOf(adjustment),
  refusals: [],
})
