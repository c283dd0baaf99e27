import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'

export const transferCoupon = endpoint({
  name: 'transferCoupon',
  method: 'POST',
  path: '/members/:memberId/coupon-transfers',
  can: 'wallet.transfer',
  summary: 'Pass a coupon on to another member, where the program allows it; it keeps its last day (C32).',
  input: z.object({
    memberId: idOf<'member'>(),
    id: idOf<'transfer'>(),
    couponId: idOf<'coupon'>(),
    toMemberId: idOf<'member'>(),
  }),
  output: z.object({
    id: z.string(),
    memberId: z.string(),
    toMemberId: z.string(),
    couponId: z.string(),
    /** The coupon as the receiver holds it; the old id and secret lead there. */
    toCouponId: z.string(),
    at: z.string(),
    replayed: z.boolean(),
  }),
  refusals: [
    'coupon_transfer_id_reused',
    'member_unknown',
    'transfer_to_self',
    'coupon_not_found',
    'coupon_of_another_member',
    'transfer_not_allowed',
    'member_frozen',
    'coupon_spent',
  ],
})
