import { expect, test } from 'vitest'
import { instant } from '#base/instant'
import { NOTHING_SPENT, type Reservation } from '#domain/device/model/reservation'
import { followsOf } from './projection.ts'
import { isToClose, isUsable } from './reservations.ts'

const ID = '018f0000-0000-7000-8000-000000000001'
const at = (time: string) => instant(`2026-03-01T${time}:00.000Z`)
const reservation = (kind: 'voucher' | 'lease') =>
  ({
    id: ID,
    kind,
    expiresAt: at('12:00'),
    amounts: { minor: 50_00, points: 0 },
    coupons: [],
  }) as unknown as Reservation
const row = (kind: 'voucher' | 'lease', times = 0, closed?: true) => ({
  of: reservation(kind),
  spent: { ...NOTHING_SPENT, times },
  ...(closed && { closed }),
})

test.each([
  ['a voucher before its end', row('voucher'), '11:59', false],
  ['a sale may still be on its way to the disk', row('voucher'), '12:04', false],
  ['a voucher nobody used', row('voucher'), '12:06', true],
  ['a voucher that was used gives back by itself', row('voucher', 1), '12:06', false],
  ['what is left of a lease', row('lease', 3), '12:06', true],
  [
    'long over: head office gave it back by itself',
    { ...row('lease'), of: { ...reservation('lease'), expiresAt: instant('2026-02-27T12:00:00.000Z') } },
    '18:00',
    false,
  ],
  ['said already', row('lease', 3, true), '18:00', false],
])('%s is closed: %#', (_, one, time, is) => {
  expect(isToClose(one, at(time))).toBe(is)
})

test('what this till said it will not spend is not spent, even by a clock that went back', () => {
  expect(isUsable(row('lease'), at('11:00'))).toBe(true)
  expect(isUsable(row('lease', 0, true), at('11:00'))).toBe(false)
})

test('the word that closes it and the row that keeps it go in one write', () => {
  const happened = {
    id: ID,
    seq: 1,
    kind: 'mark' as const,
    at: at('12:06'),
    reservation: null,
    words: {},
    zone: 'Asia/Shanghai',
    closingHour: 0,
    program: null,
  }
  const spent = { minor: 0, points: 0 }
  const closing = followsOf({ ...happened, body: { what: 'reservation_closed', reservation: ID, spent } })
  expect(closing).toMatchObject({ closed: ID, move: null, receipt: null, burned: null })
  expect(followsOf({ ...happened, body: { what: 'started', version: '1' } }).closed).toBeNull()
})
