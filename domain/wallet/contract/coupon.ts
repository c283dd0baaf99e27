import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'

export const COUPON_STATES = ['issued', 'held', 'redeemed', 'expired', 'void'] as const

/** In order of precedence; the first one before prices are looked at, the others after. */
export const COUPON_REFUSALS = [
  'coupon_needs_member',
  'coupon_of_another_member',
  'coupon_used_up',
  'coupon_member_limit',
  'coupon_day_limit',
  'coupon_branch_limit',
  'coupon_daily_limit',
  'coupon_spent',
] as const
export type CouponRefusal = (typeof COUPON_REFUSALS)[number]

const coupon = z.object({
  id: z.string(),
  code: z.string(),
  state: z.enum(COUPON_STATES),
  issuedAt: z.string(),
  expiresOn: z.string().nullable(),
  causeId: z.string(),
})

export const issueCoupon = endpoint({
  name: 'issueCoupon',
  method: 'POST',
  path: '/members/:memberId/coupons',
  can: 'wallet.adjust',
  summary:
    'Give a member one coupon of the program; `withSecret` answers a secret of 80 random bits, once (C6).',
  input: z.object({
    id: idOf<'coupon'>(),
    memberId: idOf<'member'>(),
    code: z.string().trim().min(1).max(40),
    withSecret: z.boolean().default(false),
  }),
  output: coupon.extend({ secret: z.string().nullable(), replayed: z.boolean() }),
  refusals: [
    'coupon_id_reused',
    'member_unknown',
    'coupon_unknown',
    'coupon_not_valid_today',
    'coupon_used_up',
  ],
})

export const memberCoupons = endpoint({
  name: 'memberCoupons',
  method: 'GET',
  path: '/members/:memberId/coupons',
  can: 'wallet.read',
  summary: 'Coupons of a member, newest first, each with its one state for every channel (C4).',
  input: z.object({ memberId: idOf<'member'>() }),
  output: z.object({ rows: z.array(coupon) }),
  refusals: ['member_unknown'],
})

export const findCoupon = endpoint({
  name: 'findCoupon',
  method: 'POST',
  path: '/coupon-lookups',
  can: 'wallet.read',
  summary: 'The coupon behind a secret: looking one up needs the secret and a session (C6).',
  input: z.object({ secret: z.string().min(8).max(80) }),
  output: coupon.extend({ memberId: z.string() }),
  refusals: ['coupon_not_found'],
})

export const voidCoupon = endpoint({
  name: 'voidCoupon',
  method: 'POST',
  path: '/coupon-voidings',
  can: 'wallet.adjust',
  summary: 'Make a coupon void that was issued in error; one that is held or spent stays what it is.',
  input: z.object({ couponId: idOf<'coupon'>(), reason: z.string().trim().min(1).max(200) }),
  output: coupon,
  refusals: ['coupon_not_found', 'coupon_spent'],
})
