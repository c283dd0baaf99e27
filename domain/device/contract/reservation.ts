import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'
import { sealedSchema } from '../model/policy.ts'
import { LEASE_HOURS } from '../model/reservation.ts'

const amounts = {
  minor: z.int().min(0).default(0),
  points: z.int().min(0).default(0),
}
const coupons = z.array(idOf<'coupon'>()).max(10).default([])
const something = {
  check: (w: { minor: number; points: number; coupons?: readonly string[] }) =>
    w.minor > 0 || w.points > 0 || (w.coupons?.length ?? 0) > 0,
  say: { path: ['minor'], error: 'something_to_burn' },
}

const VOUCHER_REFUSALS = [
  'reservation_id_reused',
  'member_unknown',
  'member_frozen',
  'pin_needed',
  'pin_wrong',
  'pin_locked',
  'coupon_not_found',
  'not_enough_value',
] as const

export const takeVoucher = endpoint({
  name: 'takeVoucher',
  method: 'POST',
  path: '/device-vouchers',
  can: 'device.sync',
  summary: 'Set value aside for one burn at this till, and sign it; the till has asked for its customer.',
  input: z
    .object({
      id: idOf<'reservation'>(),
      memberId: idOf<'member'>(),
      ...amounts,
      coupons,
      pin: z.string().max(20).optional(),
    })
    .refine(something.check, something.say),
  output: z.object({ reservation: sealedSchema, replayed: z.boolean() }),
  refusals: ['device_unknown', ...VOUCHER_REFUSALS],
})

export const memberVoucher = endpoint({
  name: 'memberVoucher',
  method: 'POST',
  path: '/member-vouchers',
  can: 'anyone',
  summary:
    'Set value aside for one burn at a till that has no network; asked on the member’s own phone, by card and PIN.',
  input: z
    .object({
      id: idOf<'reservation'>(),
      /** As the till shows it in its code. */
      deviceCode: z.string().trim().min(1).max(20),
      cardNumber: z.string().trim().min(1).max(40),
      pin: z.string().min(1).max(20),
      ...amounts,
    })
    .refine(something.check, something.say),
  output: z.object({ reservation: sealedSchema, expiresAt: z.string(), replayed: z.boolean() }),
  /** One answer for every wrong card, PIN or till: nobody learns which cards there are (S4). */
  refusals: ['reservation_id_reused', 'voucher_denied', 'not_enough_value'],
})

export const placeLease = endpoint({
  name: 'placeLease',
  method: 'POST',
  path: '/device-leases',
  can: 'device.manage',
  summary: 'Set value of a member aside at a home store, to be spent there without a network until it ends.',
  input: z
    .object({
      id: idOf<'reservation'>(),
      branchId: idOf<'branch'>(),
      memberId: idOf<'member'>(),
      ...amounts,
      hours: z.int().min(1).max(LEASE_HOURS.most).default(LEASE_HOURS.standard),
    })
    .refine(something.check, something.say),
  output: z.object({ reservation: sealedSchema, replayed: z.boolean() }),
  refusals: [
    'reservation_id_reused',
    'branch_unknown',
    'member_unknown',
    'member_frozen',
    'not_enough_value',
  ],
})

const row = z.object({
  id: z.string(),
  kind: z.enum(['voucher', 'lease']),
  branchId: z.string(),
  deviceId: z.string().nullable(),
  memberId: z.string(),
  memberNumber: z.string(),
  minor: z.int(),
  points: z.int(),
  spentMinor: z.int(),
  spentPoints: z.int(),
  issuedAt: z.string(),
  expiresAt: z.string(),
  state: z.enum(['open', 'spent', 'returned']),
  returnedAt: z.string().nullable(),
})

export const listReservations = endpoint({
  name: 'deviceReservations',
  method: 'GET',
  path: '/device-reservations',
  can: 'device.read',
  summary: 'Value that is set aside for tills without a network, and what became of it.',
  input: z.object({
    branchId: idOf<'branch'>().optional(),
    memberId: idOf<'member'>().optional(),
    open: z.stringbool().default(true),
    ...paging,
  }),
  output: pageOf(row),
  refusals: [],
})

export const storeLeases = endpoint({
  name: 'storeLeases',
  method: 'GET',
  path: '/device-store-leases',
  can: 'device.sync',
  summary: 'The signed leases that this till’s store may spend now.',
  input: z.object({}),
  output: z.object({ rows: z.array(sealedSchema) }),
  refusals: ['device_unknown'],
})
