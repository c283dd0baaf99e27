import { expect, test } from 'vitest'
import { NOTHING_SPENT } from '#domain/device/model/reservation'
import { leftOf } from '../shelf/reservations.ts'
import { knownCoupons } from './known-coupons.ts'

const row = (id: string, expiresOn: string | null = '2026-12-31') => ({ id, code: 'T10', expiresOn })
const voucher = (coupons: readonly string[], couponCodes?: readonly string[]) =>
  leftOf({
    of: { amounts: { minor: 0, points: 0 }, coupons, ...(couponCodes && { couponCodes }) } as never,
    spent: NOTHING_SPENT,
  })

test('a coupon on the phone is known by what head office signed, also one this till never heard of', () => {
  const phone = voucher(['a', 'new'], ['T10', 'T10'])
  expect(knownCoupons({ coupons: [row('a'), row('b')] }, [], [phone])).toEqual([
    row('a'),
    row('b'),
    row('new', null),
  ])
  // What the till itself asked for it knows; its words do not say it again.
  expect(knownCoupons({ coupons: [row('a')] }, [], [voucher(['a'])])).toEqual([row('a')])
  expect(knownCoupons(null, [row('a')], [phone])).toEqual([])
})

test('what was shown by its secret and is the member’s anyway is one coupon', () => {
  expect(knownCoupons({ coupons: [row('a')] }, [row('a'), row('c')], [])).toEqual([row('a'), row('c')])
})
