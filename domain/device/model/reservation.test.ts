import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instant } from '#base/instant'
import {
  giveBack,
  graceUntil,
  mayUse,
  meet,
  readShownText,
  shownText,
  type Reservation,
} from './reservation.ts'

const id = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`
const lease: Reservation = {
  v: 1,
  t: 'reservation',
  id: id(1),
  chain: id(2),
  kind: 'lease',
  store: id(3),
  device: null,
  memberId: id(4),
  memberNumber: '88',
  amounts: { minor: 100_00, points: 50 },
  coupons: [id(9)],
  passes: [{ code: 'CUT', count: 3 }],
  issuedAt: instant('2026-03-01T00:00:00.000Z'),
  expiresAt: instant('2026-03-02T00:00:00.000Z'),
}
const wish = {
  device: id(7),
  store: id(3),
  memberId: id(4),
  amounts: { minor: 60_00, points: 0 },
  coupons: [],
  now: instant('2026-03-01T12:00:00.000Z'),
  spent: { minor: 0, points: 0, times: 0 },
}
const voucher: Reservation = { ...lease, kind: 'voucher', device: id(7) }

// Each row breaks its own law and every law below it.
test.each([
  [voucher, { device: id(8), memberId: id(5), now: lease.expiresAt }, 'reservation_elsewhere'],
  [lease, { store: id(8), memberId: id(5), now: lease.expiresAt }, 'reservation_elsewhere'],
  [voucher, { memberId: id(5), now: lease.expiresAt }, 'reservation_of_another_member'],
  [voucher, { now: lease.expiresAt, spent: { minor: 60_00, points: 0, times: 1 } }, 'reservation_over'],
  [voucher, { spent: { minor: 60_00, points: 0, times: 1 } }, 'reservation_used'],
  [lease, { spent: { minor: 60_00, points: 0, times: 1 } }, 'reservation_too_small'],
  [lease, { amounts: { minor: 0, points: 51 } }, 'reservation_too_small'],
  [lease, { passes: [{ code: 'CUT', count: 4 }] }, 'reservation_too_small'],
  [
    lease,
    {
      passes: [{ code: 'CUT', count: 2 }],
      spent: { minor: 0, points: 0, times: 1, passes: [{ code: 'CUT', count: 2 }] },
    },
    'reservation_too_small',
  ],
  [lease, { passes: [{ code: 'WASH', count: 1 }] }, 'reservation_too_small'],
  [lease, { passes: [{ code: 'CUT', count: 3 }] }, null],
  [lease, { coupons: [id(8)] }, 'reservation_too_small'],
  [lease, { spent: { minor: 40_00, points: 0, times: 3 }, coupons: [id(9)] }, null],
  [voucher, { now: instant('2026-03-01T23:59:59.999Z') }, null],
])('D5 a reservation is used within its words: %#', (of, change, code) => {
  expect(mayUse(of, { ...wish, ...change })).toBe(code)
})

test('D7 a reservation goes back once, and not before its grace is over or every till has closed it', () => {
  const of = { reserved: { minor: 100, points: 5 }, spent: { minor: 60, points: 0 }, returned: null }
  const at = { expiresAt: lease.expiresAt, now: lease.expiresAt, closed: false }
  expect(giveBack(of, at)).toBeNull()
  expect(giveBack(of, { ...at, closed: true })).toEqual({ units: { minor: 40, points: 5 }, cause: 'closed' })
  const late = { ...at, now: graceUntil(lease.expiresAt) }
  expect(giveBack(of, late)).toMatchObject({ cause: 'expired' })
  expect(giveBack({ ...of, returned: { minor: 40, points: 5 } }, late)).toBeNull()
})

test('D6 what a burn is met by sums to what was burned, and takes no more than is there', () => {
  const amount = fc.integer({ min: 0, max: 1_000_000 })
  fc.assert(
    fc.property(amount, amount, amount, (burned, reservedLeft, free) => {
      const met = meet(burned, { reservedLeft, free })
      expect(met.fromReserved + met.fromFree + met.short).toBe(burned)
      expect(met.fromReserved).toBeLessThanOrEqual(reservedLeft)
      expect(met.fromFree).toBeLessThanOrEqual(free)
      expect(met.short).toBe(Math.max(0, burned - reservedLeft - free))
    }),
  )
})

test('a phone shows a reservation in characters that any scanner types, and it reads back', () => {
  const base64 = fc
    .uint8Array({ minLength: 64, maxLength: 64 })
    .map((bytes) => Buffer.from(bytes).toString('base64'))
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 20, maxLength: 600 }), base64, (text, signature) => {
      const shown = shownText({ text, signature })
      expect(shown).toMatch(/^[A-Za-z0-9._-]+$/)
      expect(readShownText(` ${shown}\n`)).toEqual({ text, signature })
    }),
  )
  for (const other of ['', 'ZV1.x.y', '6901234567892', 'https://example.com/ZV1.'])
    expect(readShownText(other)).toBeNull()
})
