import { expect, test } from 'vitest'
import { instant } from '#base/instant'
import type { OfflineLimits, Policy } from '#domain/device/model/policy'
import type { Reservation } from '#domain/device/model/reservation'
import { burnHere } from './burn.ts'
import type { KeptReservation, MemberRow, Till } from './till-context.ts'

const id = (n: number) => `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`
const now = instant('2026-01-02T03:00:00.000Z')
const limits: OfflineLimits = {
  perSaleMinor: 100_00,
  perCardMinor: 100_00,
  perCardBps: 10_000,
  perStoreMinor: 3_000_00,
  snapshotHours: 24,
  storesPerCard: 1,
  couponLossMinor: 0,
  tills: 1,
}
const policy = (more: Partial<Policy> = {}) =>
  ({
    expiresAt: instant('2026-02-01T00:00:00.000Z'),
    certifiedUntil: instant('2026-02-01T00:00:00.000Z'),
    epoch: 1,
    deny: [],
    limits: null,
    ...more,
  }) as Partial<Policy> as Policy

const reservation = (kind: Reservation['kind'], minor: number, nth: number): KeptReservation => ({
  of: {
    v: 1,
    t: 'reservation',
    id: id(nth),
    chain: id(1),
    kind,
    store: id(2),
    device: kind === 'voucher' ? id(3) : null,
    memberId: id(5),
    memberNumber: 'M1',
    amounts: { minor, points: 0 },
    coupons: [],
    issuedAt: now,
    expiresAt: instant('2026-01-02T04:00:00.000Z'),
  },
  sealed: { text: '', signature: '' },
  spent: { minor: 0, points: 0, times: 0 },
})

const till = (kept: readonly KeptReservation[], limitHere = false) =>
  ({
    identity: { device: id(3), code: 'A01', epoch: 1, chain: id(1), store: id(2) },
    now: () => now,
    members: {
      byId: async () => ({ limitHere }) as MemberRow,
      lastKnown: async () => ({ minor: 80_00, points: 0, at: now }),
      limitUse: async () => ({ cardMinor: 0, storeMinor: 0 }),
    },
    reservations: { of: async () => kept },
  }) as unknown as Till
const spending = (minor: number) => ({ memberId: id(5), units: { minor, points: 0 }, coupons: [] })

test('a voucher is spent before a lease', async () => {
  const kept = [reservation('lease', 50_00, 7), reservation('voucher', 50_00, 8)]
  expect(await burnHere(till(kept), policy(), spending(50_00))).toEqual({
    way: 'voucher',
    reservation: id(8),
  })
  const small = [reservation('lease', 50_00, 7), reservation('voucher', 10_00, 8)]
  expect(await burnHere(till(small), policy(), spending(50_00))).toEqual({ way: 'lease', reservation: id(7) })
})

test('limits hold where the owner opted in, and for members of this store alone', async () => {
  const optedIn = policy({ limits })
  expect(await burnHere(till([], true), optedIn, spending(50_00))).toEqual({
    way: 'limit',
    reservation: null,
  })
  expect(await burnHere(till([], false), optedIn, spending(50_00))).toBe('burn_needs_line')
  expect(await burnHere(till([], true), optedIn, spending(80_01))).toBe('over_last_balance')
})

test('what was set aside and does not fit is said; nothing set aside asks for a line', async () => {
  expect(await burnHere(till([reservation('voucher', 10_00, 8)]), policy(), spending(50_00))).toBe(
    'reservation_too_small',
  )
  expect(await burnHere(till([]), policy(), spending(50_00))).toBe('burn_needs_line')
})

test('a till whose rules or certificate ended burns nothing, whatever was set aside', async () => {
  const kept = [reservation('voucher', 50_00, 8)]
  expect(await burnHere(till(kept), policy({ expiresAt: now }), spending(1))).toBe('policy_expired')
  expect(await burnHere(till(kept), policy({ certifiedUntil: now }), spending(1))).toBe('certificate_over')
  expect(await burnHere(till(kept), null, spending(1))).toBe('policy_missing')
})
