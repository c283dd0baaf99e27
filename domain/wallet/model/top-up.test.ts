import { expect, test } from 'vitest'
import { programDocument } from '#domain/program/model/document'
import { offerFor, storyOf } from './top-up.ts'

const names = { nameZh: '档', nameEn: 'level' }
const coupon = {
  code: 'V50',
  nameZh: '五十元券',
  nameEn: 'Fifty off',
  kind: 'voucher',
  minor: 50_00,
} as const
// C30: 2,000 and 4,000 bring points, 10,000 brings vouchers; C23: 300 brings 100 points.
const program = programDocument.parse({
  earning: { points: 1, perMinor: 100 },
  topUps: [
    { code: 'T300', ...names, payMinor: 300_00, points: 100 },
    { code: 'T2000', ...names, payMinor: 2_000_00, bonusMinor: 100_00, passes: [{ code: 'WASH', count: 2 }] },
    { code: 'T4000', ...names, payMinor: 4_000_00, bonusMinor: 300_00 },
    { code: 'T10000', ...names, payMinor: 10_000_00, coupons: [{ code: 'V50', count: 20 }] },
    { code: 'LOST', ...names, payMinor: 20_000_00, coupons: [{ code: 'NONE', count: 1 }] },
    { code: 'OPEN', ...names, payMinor: 30_000_00, coupons: [{ code: 'ALL', count: 1 }] },
    { code: 'NOPASS', ...names, payMinor: 40_000_00, passes: [{ code: 'NONE', count: 1 }] },
  ],
  passes: [{ code: 'WASH', nameZh: '洗车', nameEn: 'Car wash' }],
  coupons: [coupon, { ...coupon, code: 'ALL', open: true }],
})

test.each([
  [299_99, null, 0, 0],
  [300_00, 'T300', 0, 100],
  [1_999_99, 'T300', 0, 100],
  [2_000_00, 'T2000', 100_00, 0],
  [4_500_00, 'T4000', 300_00, 0],
  [9_999_00, 'T4000', 300_00, 0],
  [10_000_00, 'T10000', 0, 0],
])('C30: %i fen brings what level %s brings', (amountMinor, packageCode, bonusMinor, points) => {
  expect(offerFor(program, { amountMinor })).toMatchObject({
    packageCode,
    paidMinor: amountMinor,
    bonusMinor,
    points,
  })
})

test('C30: a package is paid at its own price, with its passes and coupons', () => {
  expect(offerFor(program, { packageCode: 'T2000' })).toMatchObject({
    paidMinor: 2_000_00,
    passes: [{ code: 'WASH', count: 2, expiresAfterMonths: null }],
  })
  expect(offerFor(program, { packageCode: 'T10000' })).toMatchObject({
    coupons: [{ rule: { code: 'V50' }, count: 20 }],
  })
})

test.each(['NOT', 'LOST', 'OPEN', 'NOPASS'])(
  'C30: package %s promises what cannot be given and is not sold',
  (packageCode) => {
    expect(offerFor(program, { packageCode })).toBe('package_unknown')
  },
)

test('C30: a chain may sell packages alone', () => {
  const packagesOnly = { ...program, storedValue: { ...program.storedValue, anyAmount: false } }
  expect(offerFor(packagesOnly, { amountMinor: 300_00 })).toBe('amount_not_offered')
  expect(offerFor(packagesOnly, { packageCode: 'NOT' })).toBe('package_unknown')
  expect(offerFor(packagesOnly, { packageCode: 'T300' })).toMatchObject({ paidMinor: 300_00 })
})

test('W7: what died is not consumed; what days of grace kept alive stays consumed', () => {
  const unit = 'bonus'
  const spend = { unit, causeId: 'sale', out: 80, back: 0, into: ['redeemed'] }
  const living = { unit, causeId: 'return', out: 0, back: 30, into: [] }
  const night = { unit, causeId: 'night', out: 50, back: 0, into: ['expired'] }
  expect(storyOf([spend, living, night])).toEqual({
    died: new Map([['bonus', 50]]),
    left: [
      { unit, causeId: 'sale', amount: 80 },
      { unit, causeId: 'return', amount: -30 },
    ],
  })
  const dead = { unit, causeId: 'late return', out: 20, back: 20, into: ['expired'] }
  expect(storyOf([spend, dead])).toEqual({
    died: new Map([['bonus', 20]]),
    left: [
      { unit, causeId: 'sale', amount: 80 },
      { unit, causeId: 'late return', amount: -20 },
    ],
  })
  const grace = { unit, causeId: 'late return', out: 20, back: 20, into: [] }
  expect(storyOf([spend, grace])).toEqual({
    died: new Map([['bonus', 0]]),
    left: [{ unit, causeId: 'sale', amount: 80 }],
  })
})
