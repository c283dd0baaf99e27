import { expect, test } from 'vitest'
import { filledIn, template, templates } from '#test/world/programs'
import { check } from './model/check.ts'
import type { ProgramDocument } from './model/document.ts'
import { sentencesOf } from './model/words.ts'

const shop = { currency: 'CNY' }
const since = { 'joining.since': '2026-01-01' }
const WINE_BANDS = [
  { fromMinor: 1, count: 1 },
  { fromMinor: 500000, count: 2 },
]
const WINE = {
  'gifts.0.points': 500,
  'claims.0.bands': WINE_BANDS,
  'claims.1.bands': WINE_BANDS,
  'claims.2.bands.0.count': 6,
}

/** What each scheme leaves open, and a filling of it. */
const BLANKS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'chain-organisation': {},
  clubcard: { 'periodReward.every': 'quarter' },
  'longliqi-family-club': {
    ...since,
    'earning.points': 1,
    'joining.ways.1.leastMinor': 10000,
    'tiers.list.1.ways.0.least': 50000,
    'tiers.list.2.ways.0.least': 200000,
    'tiers.list.3.ways.0.least': 500000,
  },
  'points-one-to-one': {},
  'print-shop-quadrants': {
    'earning.points': 1,
    'memberPrices.0.bps': 1000,
    'periodReward.bps': 200,
    'periodReward.every': 'month',
  },
  'private-banking-ratios': {},
  'provincial-regulars': since,
  'rfm-quintiles': {},
  'seafood-pier-prepaid': { 'earning.points': 1, 'claims.0.festivals': ['spring_festival'] },
  'stored-value-cafe': {},
  'three-tiers-birthday': {},
  'vip-ordinary-topup': {
    ...since,
    ...WINE,
    'earning.points': 1,
    'joining.ways.0.leastMinor': 100000,
    'joining.kit.1.count': 2,
  },
  'wine-house': {
    ...since,
    ...WINE,
    'earning.points': 1,
    'aim.budget.0.minor': 1,
    'aim.budget.1.minor': 2,
    'aim.budget.2.minor': 3,
  },
  'zhenzi-beauty-card': {
    ...since,
    'earning.topUp.repeats': false,
    'earning.packCodes.points': 10,
    'memberPrices.0.bps': 500,
    'addOns.0.productCodes': ['LIPSTICK'],
    'addOns.0.priceMinor': 900,
    'addOns.0.leastMinor': 10000,
    'gifts.0.nameZh': '面膜',
    'gifts.0.nameEn': 'Face mask',
    'gifts.1.nameZh': '礼盒',
    'gifts.1.nameEn': 'Gift box',
    'gifts.1.points': 2000,
  },
}

/** Blanks that may be null by themselves and are asked for by what stands around them, once the rest is there. */
const THEN: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'vip-ordinary-topup': { 'benefits.1.minutes': 60 },
  'zhenzi-beauty-card': { 'claims.1.productCode': 'FAN' },
}

/** A template as it goes live here. */
function live(code: string): ProgramDocument {
  const whole = { ...BLANKS[code], ...THEN[code] }
  const { document, findings } = check(filledIn(template(code).program, whole), shop)
  expect(findings.filter((one) => one.level === 'must')).toEqual([])
  return document as ProgramDocument // What nothing keeps from going live is a document.
}

test('all schemes and three general starters are shipped', () => {
  expect(templates.map((one) => one.code).toSorted()).toEqual(Object.keys(BLANKS).toSorted())
})

test.each(Object.keys(BLANKS))(
  '%s asks for exactly what its scheme leaves open, and then goes live',
  (code) => {
    const musts = (raw: unknown) => check(raw, shop).findings.filter((one) => one.level === 'must')
    const paths = (raw: unknown) =>
      musts(raw)
        .map((one) => one.path.join('.'))
        .toSorted()
    const { program } = template(code)
    expect(musts(program).every((one) => one.code === 'fill_in')).toBe(true)
    expect(paths(program)).toEqual(Object.keys(BLANKS[code] ?? {}).toSorted())
    const filled = filledIn(program, BLANKS[code] ?? {})
    const asked = Object.keys(THEN[code] ?? {}).map((path) => path.replace(/^(claims\.\d+)\..*/, '$1'))
    expect(paths(filled)).toEqual(asked)
    expect(sentencesOf(live(code), { currency: 'CNY', language: 'en' }).length).toBeGreaterThan(0)
  },
)

test('真子: 48 a year or 150 at once, 100 + 100 + 15 points and a gift at 800', () => {
  const { joining, earning, gifts, clearing } = live('zhenzi-beauty-card')
  expect(joining?.ways.map(({ kind, leastMinor }) => [kind, leastMinor])).toEqual([
    ['purchase', 15000],
    ['fee', 4800],
  ])
  expect(joining).toMatchObject({ periodMonths: 12, openingPoints: 100 })
  expect(joining?.kit.map(({ count, valueMinor }) => [count, valueMinor])).toEqual([
    [1, 0],
    [1, 0],
    [1, 4800],
    [1, 0],
  ])
  expect(earning).toMatchObject({ points: 1, perMinor: 100, regularPriceOnly: true })
  expect(earning.topUp).toMatchObject({ perMinor: 30000, points: 100 })
  expect(earning.events[0]).toMatchObject({ points: 5, mostPerMonth: 15 })
  expect(gifts[0]).toMatchObject({ points: 800, sentBy: 'head_office' })
  expect(clearing).toEqual({ kind: 'yearly', month: 12, leastMonths: 12 })
})

test('海上鲜码头: four packages, three levels, 1,000 in vouchers for 10,000', () => {
  const { topUps, tiers, memberPrices, benefits, coupons } = live('seafood-pier-prepaid')
  expect(topUps.map((one) => one.payMinor)).toEqual([200000, 400000, 500000, 1000000])
  const given = topUps.flatMap((one) => one.coupons).map((one) => one.count * (coupons[0]?.minor ?? 0))
  expect(given).toEqual([100000])
  expect(tiers.list.flatMap((one) => one.ways.map((way) => way.least))).toEqual([200000, 500000, 1000000])
  expect(memberPrices.map(({ kind, bps }) => [kind, bps])).toEqual([
    ['discount', 500],
    ['cost_plus', 3000],
    ['cost_plus', 2500],
  ])
  expect(benefits[0]).toMatchObject({ minutes: 60, tiers: ['CARD-5000', 'CARD-10000'] })
})

test('隆力奇: four benefits for all, two more from VIP on, three more for the top two', () => {
  const { benefits, tiers } = live('longliqi-family-club')
  const of = (code: string) =>
    benefits.filter((one) => one.tiers.length === 0 || one.tiers.includes(code)).length
  expect(tiers.list.map((one) => of(one.code))).toEqual([4, 6, 9, 9])
})

test('Clubcard: 1% of what was spent, to the fen, by post', () => {
  const { periodReward, coupons } = live('clubcard')
  expect(periodReward).toMatchObject({ bps: 100, couponCode: 'CLUB-VOUCHER', delivery: 'post' })
  expect(coupons[0]).toMatchObject({ kind: 'voucher', minor: 1 })
})

test('酒道馆: two bottles at joining, retail at three times the cost, wine by what was spent', () => {
  const { joining, memberPrices, claims } = live('wine-house')
  expect(joining?.kit.map((one) => one.count)).toEqual([1, 1])
  expect(memberPrices[0]).toMatchObject({ kind: 'cost_plus', bps: 20000 })
  expect(claims.map((one) => one.occasion)).toEqual(['birthday', 'festival', 'life_event'])
  expect(claims[2]?.lifeEvents).toHaveLength(6)
})

test('what later rooms take up is carried as it came', () => {
  const phases = live('longliqi-family-club').plans['campaign_411'] as {
    phases: unknown[]
    then_cities: number
  }
  expect(phases.phases).toHaveLength(3)
  expect(phases.then_cities).toBe(16)
  expect(Object.keys(live('private-banking-ratios').plans['ratios'] as object)).toHaveLength(6)
  expect(live('print-shop-quadrants').plans['quadrants']).toMatchObject({ cut_offs: null, period: null })
})
