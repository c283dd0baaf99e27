import { expect, test } from 'vitest'
import { programDocument } from '#domain/program/contract'
import {
  clashing,
  complete,
  draftOf,
  FRESH_COUPON,
  FRESH_PASS,
  FRESH_TOP_UP,
  freshPointsAsMoney,
  ready,
} from './draft.ts'

const coupon = { ...FRESH_COUPON, code: 'C10', nameZh: '十元券', nameEn: 'Ten off', minor: 10_00 }
const rich = programDocument.parse({
  earning: { points: 1, perMinor: 1_00, regularPriceOnly: true, expiresAfterMonths: 12 },
  pointsAsMoney: freshPointsAsMoney(2),
  storedValue: { order: 'bonus_first', bonusExpiresAfterMonths: 6, anyAmount: false },
  topUps: [{ ...FRESH_TOP_UP, code: 'T500', nameZh: '充五百', nameEn: 'Five hundred', payMinor: 500_00 }],
  passes: [{ ...FRESH_PASS, code: 'WASH', nameZh: '洗车', nameEn: 'Wash' }],
  coupons: [coupon],
  returns: { clawBack: 're_rate', graceDays: 7 },
  cashRounding: { stepMinor: 10, mode: 'down' },
  prices: 'as_sent',
  adjustments: { manager: { points: 500, minor: 50_00 }, cashier: { points: 50, minor: 0 } },
  transfers: { points: true, storedValue: false },
  prepaid: { pack: 'cn', namedMostMinor: 2_000_00, bearerMostMinor: null },
  authentication: { pinAboveMinor: 300_00 },
})

test('a new version keeps every setting that was not touched', () => {
  const typed = { document: { earning: { ...rich.earning, points: 2 } } }
  expect(draftOf(rich, typed)).toEqual({
    document: { ...rich, earning: { ...rich.earning, points: 2 } },
    incomplete: new Set(),
    twice: new Set(),
  })
})

test('what the form holds of the live program publishes the same program', () => {
  expect(draftOf(rich, { document: rich })).toEqual({
    document: rich,
    incomplete: new Set(),
    twice: new Set(),
  })
})

test('a part that is half typed is said to be so, and the others are read', () => {
  const draft = draftOf(rich, {
    document: {
      topUps: [{ ...FRESH_TOP_UP, code: 'T9' }],
      pointsAsMoney: null,
      cashRounding: { stepMinor: null },
    },
  })
  expect([complete(draft, 'topUps'), complete(draft, 'till'), complete(draft, 'pointsAsMoney')]).toEqual([
    false,
    false,
    true,
  ])
  expect(draft.document.pointsAsMoney).toBe(null)
  expect(draft.document.topUps).toEqual(rich.topUps)
})

test('a code that stands twice is found before it is published', () => {
  const other = { ...coupon, nameEn: 'Another' }
  const draft = draftOf(rich, { document: { coupons: [coupon, other] } })
  expect([clashing(draft, 'coupons'), clashing(draft, 'passes'), ready(draft)]).toEqual([true, false, false])
  expect(ready(draftOf(rich, { document: { coupons: [coupon, { ...other, code: 'C11' }] } }))).toBe(true)
})
