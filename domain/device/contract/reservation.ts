import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'
import { COUPON_STATES } from '#domain/wallet/contract/coupon'
import { LEASE_HOURS, MOST_COUPONS_BY_PHONE, passCounts } from '../model/reservation.ts'

const minor = z.int().min(0).max(1_000_000_000_00).default(0)
const points = z.int().min(0).max(1_000_000_000).default(0)
const pin = z.string().max(20)
/** A `Reservation` as text, with head office's signature under `reservation`. */
const sealed = z.object({ text: z.string(), signature: z.string() })

export const takeVoucher = endpoint({
  name: 'takeVoucher',
  method: 'POST',
  path: '/device-vouchers',
  can: 'device.sync',
  summary:
    'Set aside what one sale at this till burns, for a quarter of an hour; the till trusts the signature.',
  input: z.object({
    id: idOf<'reservation'>(),
    memberId: idOf<'member'>(),
    minor,
    points,
    /** Coupons of this member, by id. */
    coupons: z.array(idOf<'coupon'>()).max(10).default([]),
    /** Uses of passes. */
    passes: passCounts.default([]),
    /** Where the program asks for it. */
    pin: pin.optional(),
  }),
  output: z.object({ reservation: sealed, replayed: z.boolean() }),
  refusals: [
    'reservation_id_reused',
    'device_unknown',
    'device_not_active',
    'nothing_to_reserve',
    'member_unknown',
    'member_frozen',
    'pin_needed',
    'pin_locked',
    'pin_wrong',
    'coupon_not_found',
    'not_enough_value',
  ],
})

export const deviceCredit = endpoint({
  name: 'deviceCredit',
  method: 'GET',
  path: '/device-credit/:memberId',
  can: 'device.sync',
  summary: 'How much more a member may buy on account, as it is now; null without a credit line.',
  input: z.object({ memberId: idOf<'member'>() }),
  output: z.object({ roomMinor: z.int().nullable() }),
  refusals: ['device_unknown', 'member_unknown', 'member_frozen'],
})

export const deviceCoupon = endpoint({
  name: 'deviceCoupon',
  method: 'POST',
  path: '/device-coupon-lookups',
  can: 'device.sync',
  summary:
    'The coupon behind a secret that a customer shows at a till, and whose it is; nothing is set aside by it.',
  input: z.object({ secret: z.string().min(8).max(80) }),
  output: z.object({
    id: z.string(),
    code: z.string(),
    state: z.enum(COUPON_STATES),
    expiresOn: z.string().nullable(),
    memberId: z.string(),
  }),
  refusals: ['device_unknown', 'coupon_not_found'],
})

const byPhone = {
  /** As the till’s code shows it. */
  deviceCode: z.string().trim().min(1).max(40),
  cardNumber: z.string().trim().min(1).max(40),
  pin: pin.min(1),
}

export const memberVoucher = endpoint({
  name: 'memberVoucher',
  method: 'POST',
  path: '/member-vouchers',
  can: 'anyone',
  summary:
    'A member’s own phone sets value and coupons aside for a till without a network, by card number and PIN.',
  input: z.object({
    id: idOf<'reservation'>(),
    ...byPhone,
    minor,
    points,
    /** Coupons of this member, by id. */
    coupons: z.array(idOf<'coupon'>()).max(MOST_COUPONS_BY_PHONE).default([]),
  }),
  output: z.object({ reservation: sealed, replayed: z.boolean() }),
  refusals: [
    'reservation_id_reused',
    'device_unknown',
    'nothing_to_reserve',
    'too_many_requests',
    'card_or_pin_wrong',
    'coupon_not_found',
    'not_enough_value',
  ],
})

export const memberVoucherCoupons = endpoint({
  name: 'memberVoucherCoupons',
  method: 'POST',
  path: '/member-voucher-coupons',
  can: 'anyone',
  summary:
    'The coupons that a member’s own phone may set aside, by card number and PIN; nothing is set aside by it.',
  input: z.object(byPhone),
  output: z.object({
    coupons: z.array(
      z.object({
        id: z.string(),
        code: z.string(),
        nameZh: z.string(),
        nameEn: z.string(),
        expiresOn: z.string().nullable(),
      }),
    ),
  }),
  refusals: ['device_unknown', 'too_many_requests', 'card_or_pin_wrong'],
})

export const placeLease = endpoint({
  name: 'placeLease',
  method: 'POST',
  path: '/device-leases',
  can: 'device.manage',
  summary: 'Move value of a member to their home store for some hours, to be spent there without a network.',
  input: z.object({
    id: idOf<'reservation'>(),
    branchId: idOf<'branch'>(),
    memberId: idOf<'member'>(),
    minor,
    points,
    passes: passCounts.default([]),
    hours: z.int().min(1).max(LEASE_HOURS.most).default(LEASE_HOURS.standard),
  }),
  output: z.object({ reservation: sealed, replayed: z.boolean() }),
  refusals: [
    'reservation_id_reused',
    'branch_unknown',
    'store_has_no_till',
    'nothing_to_reserve',
    'member_unknown',
    'member_frozen',
    'not_enough_value',
  ],
})

const amounts = z.object({ minor: z.int(), points: z.int() })
export const RESERVATION_STATES = ['standing', 'closed', 'expired'] as const

export const listReservations = endpoint({
  name: 'listReservations',
  method: 'GET',
  path: '/device-reservations',
  can: 'device.read',
  summary: 'What is set aside for tills, what of it was spent, and what went back when and why.',
  input: z.object({
    deviceId: idOf<'device'>().optional(),
    branchId: idOf<'branch'>().optional(),
    memberId: idOf<'member'>().optional(),
    state: z.enum(RESERVATION_STATES).optional(),
    ...paging,
  }),
  output: pageOf(
    z.object({
      id: z.string(),
      kind: z.enum(['voucher', 'lease']),
      branchId: z.string(),
      deviceId: z.string().nullable(),
      memberId: z.string(),
      memberNumber: z.string().nullable(),
      /** Uses of passes that were set aside. */
      passes: passCounts,
      reserved: amounts,
      spent: amounts,
      /** What went back; null while it stands. */
      returned: amounts.nullable(),
      state: z.enum(RESERVATION_STATES),
      issuedAt: z.string(),
      expiresAt: z.string(),
      returnedAt: z.string().nullable(),
      byName: z.string(),
    }),
  ),
  refusals: [],
})

/** The leases of a till's own store that stand, signed: the till fetches them with its policy. */
export const storeLeases = endpoint({
  name: 'storeLeases',
  method: 'GET',
  path: '/device-leases',
  can: 'device.sync',
  summary: 'The leases this till may spend that stand, as signed.',
  input: z.object({}),
  output: z.object({ reservations: z.array(sealed) }),
  refusals: ['device_unknown'],
})
