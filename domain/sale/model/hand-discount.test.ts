import { expect, test } from 'vitest'
import { covers, handDiscount, withinRule, type HandBasket, type HandDiscount } from './hand-discount.ts'

const line = (unitPriceMinor: number, thousandths = 1000, discount: HandBasket['discount'] = null) => ({
  unitPriceMinor,
  thousandths,
  discount,
})

test.each([
  ['nothing', { lines: [line(80_00)], discount: null }, { offMinor: 0, listedMinor: 80_00, shareBps: 0 }],
  [
    'a share of one line counts by that line',
    { lines: [line(80_00), line(20_00, 1000, { bps: 5_000 })], discount: null },
    { offMinor: 10_00, listedMinor: 100_00, shareBps: 5_000 },
  ],
  [
    'an amount off a weighed line',
    { lines: [line(20_00, 1_500, { minor: 3_00 })], discount: null },
    { offMinor: 3_00, listedMinor: 30_00, shareBps: 1_000 },
  ],
  [
    'an amount off the basket',
    { lines: [line(80_00), line(20_00)], discount: { minor: 25_00 } },
    { offMinor: 25_00, listedMinor: 100_00, shareBps: 2_500 },
  ],
  [
    'ten and ten are nineteen',
    { lines: [line(100_00, 1000, { bps: 1_000 })], discount: { bps: 1_000 } },
    { offMinor: 19_00, listedMinor: 100_00, shareBps: 1_900 },
  ],
  [
    'a share is as large as it was typed, whatever its fen come to',
    { lines: [line(5, 1000, { bps: 1_000 })], discount: null },
    { offMinor: 1, listedMinor: 5, shareBps: 1_000 },
  ],
  [
    'no more goes off than there is',
    { lines: [line(10_00, 1000, { minor: 99_00 })], discount: { minor: 5_00 } },
    { offMinor: 10_00, listedMinor: 10_00, shareBps: 10_000 },
  ],
  ['an empty basket', { lines: [], discount: { bps: 500 } }, { offMinor: 0, listedMinor: 0, shareBps: 500 }],
] satisfies [string, HandBasket, Record<keyof HandDiscount, number>][])('%s', (_, basket, told) => {
  expect(handDiscount(basket)).toEqual(told)
})

test('a cashier gives up to the limit alone, whoever may more gives any, and no rule is no limit', () => {
  const rule = { mostBps: 1_000 }
  expect(withinRule(rule, ['sale.record'], { shareBps: 1_000 })).toBe(true)
  expect(withinRule(rule, ['sale.record'], { shareBps: 1_001 })).toBe(false)
  expect(withinRule(rule, ['sale.record', 'sale.discount'], { shareBps: 9_000 })).toBe(true)
  expect(withinRule(rule, ['*'], { shareBps: 10_000 })).toBe(true)
  expect(withinRule(undefined, [], { shareBps: 10_000 })).toBe(true)
  expect(withinRule({ mostBps: 0 }, [], { shareBps: 0 })).toBe(true)
})

test('what a second person saw is what they allowed: neither a larger share nor a larger sum', () => {
  const allowed = handDiscount({ lines: [line(100_00)], discount: { bps: 3_000 } })
  expect(covers(allowed, handDiscount({ lines: [line(90_00)], discount: { bps: 3_000 } }))).toBe(true)
  expect(covers(allowed, handDiscount({ lines: [line(200_00)], discount: { bps: 3_000 } }))).toBe(false)
  expect(covers(allowed, handDiscount({ lines: [line(10_00)], discount: { bps: 3_100 } }))).toBe(false)
})
