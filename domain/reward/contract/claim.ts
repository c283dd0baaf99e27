import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { aDay } from '#base/instant'
import { pageOf, paging } from '#base/list'
import { FESTIVALS, LIFE_EVENTS, OCCASIONS } from '#domain/program/model/rewards'

const text = (most: number) => z.string().trim().max(most)
const optional = <T extends z.ZodType>(of: T) => of.nullish().transform((value) => value ?? null)

const gifts = {
  /** From the branch's stock; null where nothing is handed over. */
  productCode: z.string().nullable(),
  /** How many of it, or of the coupon where there is no product. */
  count: z.int(),
  couponCode: z.string().nullable(),
  points: z.int(),
}

/** What stands in the way today; null when it can be collected. */
export const CLAIM_HINDRANCES = [
  'membership_not_active',
  'claim_not_for_tier',
  'claim_needs_purchase',
  'claim_needs_profile',
  'claim_outside_window',
  'claim_below_bands',
  'claim_collected',
] as const

export const memberClaims = endpoint({
  name: 'memberClaims',
  method: 'GET',
  path: '/members/:memberId/claims',
  can: 'reward.read',
  summary:
    'What a member may collect on a day by occasion, until when, and what stands in the way (C33–C35).',
  input: z.object({ memberId: idOf<'member'>(), on: aDay.optional() }),
  output: z.object({
    on: z.string(),
    rows: z.array(
      z.object({
        code: z.string(),
        nameZh: z.string(),
        nameEn: z.string(),
        occasion: z.enum(OCCASIONS),
        /** Which one it is, such as `birthday 2026` or `2026-Q1`; null outside every window, and of life events. */
        instance: z.string().nullable(),
        festival: z.enum(FESTIVALS).nullable(),
        /** Which life events it is for, and whether relatives and friends count. */
        lifeEvents: z.array(z.enum(LIFE_EVENTS)),
        forOthers: z.boolean(),
        from: z.string().nullable(),
        to: z.string().nullable(),
        ...gifts,
        hindrance: z.enum(CLAIM_HINDRANCES).nullable(),
      }),
    ),
  }),
  refusals: ['member_unknown'],
})

const collected = z.object({
  id: z.string(),
  memberId: z.string(),
  claimCode: z.string(),
  occasion: z.enum(OCCASIONS),
  instance: z.string(),
  branchId: z.string(),
  day: z.string(),
  lifeEvent: z.enum(LIFE_EVENTS).nullable(),
  eventOn: z.string().nullable(),
  forWhom: z.string(),
  ...gifts,
  pointsExpireOn: z.string().nullable(),
  coupons: z.array(z.object({ id: z.string(), code: z.string(), expiresOn: z.string().nullable() })),
  note: z.string(),
  programVersion: z.int(),
  at: z.string(),
  byName: z.string(),
})

export const collectClaim = endpoint({
  name: 'collectClaim',
  method: 'POST',
  path: '/claims',
  can: 'reward.give',
  summary: 'Hand over what a member may collect: goods from stock, a coupon and points in one (C33–C35).',
  input: z.object({
    id: idOf<'claim'>(),
    memberNumber: text(40).min(1),
    claimCode: text(40).min(1),
    branchCode: text(40).min(1),
    /** Of a life event: which, on what day, and whose when not the member’s own. */
    lifeEvent: optional(z.enum(LIFE_EVENTS)),
    eventOn: optional(aDay),
    forWhom: text(60).default(''),
    note: text(300).default(''),
  }),
  output: collected.extend({ replayed: z.boolean() }),
  refusals: [
    'claim_id_reused',
    'member_unknown',
    'branch_unknown',
    'claim_unknown',
    'claim_event_needed',
    'claim_not_for_others',
    ...CLAIM_HINDRANCES,
    'coupon_not_valid_today',
    'coupon_used_up',
    'stock_short',
  ],
})

export const listClaims = endpoint({
  name: 'listClaims',
  method: 'GET',
  path: '/claims',
  can: 'reward.read',
  summary: 'What was collected, the newest first.',
  input: z.object({
    memberId: idOf<'member'>().optional(),
    claimCode: text(40).optional(),
    from: aDay.optional(),
    to: aDay.optional(),
    ...paging,
  }),
  output: pageOf(
    collected.extend({ memberNumber: z.string().nullable(), memberName: z.string().nullable() }),
  ),
  refusals: [],
})
