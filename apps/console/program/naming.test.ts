import { expect, test } from 'vitest'
import { namedAnew } from './auto-name.ts'
import { codeAfter, freeCode, namesAfter } from './naming.ts'
import { get, put } from './raw.ts'
import type { Raw } from './raw.ts'

const tiers = {
  tiers: {
    list: [
      { code: 'SILVER', nameZh: '银卡', nameEn: 'Silver' },
      { code: 'GOLD', nameZh: '金卡', nameEn: 'Gold' },
    ],
  },
}

test('codes count on, over those that are taken', () => {
  expect(freeCode('coupons', [])).toBe('coupon-1')
  expect(freeCode('memberPrices', [{ code: 'memberprice-2' }])).toBe('memberprice-3')
})

test('a code follows the name in Latin letters until somebody chose one or it is meant elsewhere', () => {
  const items = [{ code: 'tier-1' }]
  const made = { items, document: { tiers: { list: items } } }
  expect(codeAfter({ ...made, code: 'tier-1', name: 'Café Gold' })).toBe('cafe-gold')
  expect(codeAfter({ ...made, code: 'tier-1', name: '金卡' })).toBe('tier-1')
  expect(codeAfter({ ...made, code: 'VIP', name: 'Gold' })).toBe('VIP')
  const meant = { tiers: { list: items }, benefits: [{ tiers: ['tier-1'] }] }
  expect(codeAfter({ items, document: meant, code: 'tier-1', name: 'Gold' })).toBe('tier-1')
  expect(codeAfter({ items: [...items, { code: 'gold' }], document: {}, code: 'tier-1', name: 'Gold' })).toBe(
    'tier-1',
  )
})

test('the other language follows a name as long as it says the same', () => {
  expect(namesAfter({}, 'nameZh', '金卡')).toEqual({ nameZh: '金卡', nameEn: '金卡' })
  const apart = { nameZh: '金卡', nameEn: 'Gold' }
  expect(namesAfter(apart, 'nameZh', '黑卡')).toEqual({ nameZh: '黑卡', nameEn: 'Gold' })
})

test('a rule that nobody named is called by what it says, and a name that was typed stays', () => {
  const at = ['earning', 'multipliers', 0]
  const before: Raw = { ...tiers, earning: { multipliers: [] } }
  const rule = { times: 20_000, tiers: ['GOLD'], weekdays: [3] }
  const named = namedAnew(before, put(before, at, rule), 'CNY')
  expect(get(named, at)).toMatchObject({
    nameZh: '金卡周三2倍积分',
    nameEn: '2× points on Wednesday for Gold',
  })

  const triple = namedAnew(named, put(named, [...at, 'times'], 30_000), 'CNY')
  expect(get(triple, [...at, 'nameZh'])).toBe('金卡周三3倍积分')
  const typed = put(triple, [...at, 'nameZh'], '周三欢乐日')
  expect(get(namedAnew(typed, put(typed, [...at, 'times'], 40_000), 'CNY'), [...at, 'nameZh'])).toBe(
    '周三欢乐日',
  )
})

test('coupons and packages are called by their figures in both languages', () => {
  const raw = {
    coupons: [
      { kind: 'percent', bps: 1_500 },
      { kind: 'amount', minor: 20_00, leastMinor: 100_00 },
    ],
    topUps: [{ payMinor: 500_00, bonusMinor: 80_00 }],
  }
  const named = namedAnew({}, raw, 'CNY')
  expect(get(named, ['coupons', 0])).toMatchObject({ nameZh: '8.5折券', nameEn: '15% off' })
  expect(get(named, ['coupons', 1, 'nameZh'])).toBe('满 ¥100.00 减 ¥20.00 券')
  expect(get(named, ['topUps', 0, 'nameZh'])).toBe('充 ¥500.00 送 ¥80.00')
})
