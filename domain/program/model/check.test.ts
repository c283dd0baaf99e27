import { expect, test } from 'vitest'
import { check } from './check.ts'
import { MUST_CODES, WARN_CODES } from './finding.ts'
import { findingWords } from './finding-words.ts'

const names = { nameZh: '名', nameEn: 'Name' }
const earning = { points: 1, perMinor: 100, expiresAfterMonths: 24 }
const tier = (code: string, more: object = {}) => ({ code, ...names, ...more })
const spend = (least: number) => ({ ways: [{ by: 'spend', least }] })
const joining = (way: object) => ({
  joining: { since: '2026-01-01', ways: [{ code: 'W', ...names, ...way }] },
})
const coupon = (more: object) => ({ coupons: [{ code: 'C', ...names, ...more }] })
const claim = (more: object) => ({
  claims: [{ code: 'K', ...names, occasion: 'birthday', points: 5, ...more }],
})
const voucher = { code: 'V', ...names, kind: 'voucher', minor: 1 }
const price = (more: object) => ({ memberPrices: [{ code: 'P', ...names, ...more }] })
const event = (more: object) => ({
  earning: { ...earning, events: [{ code: 'E', ...names, points: 5, ...more }] },
})
const two = (lower: object, higher: object) => ({
  tiers: { list: [tier('A', lower), tier('B', { ...spend(100), ...higher })] },
})
const deep = (n: number): unknown => (n === 0 ? 1 : [deep(n - 1)])

/** Each document breaks one law. */
const MUSTS: readonly (readonly [string, string, object])[] = [
  ['fill_in', 'earning.points', { earning: { points: null, perMinor: 100 } }],
  ['unknown_key', 'earning.regularPriseOnly', { earning: { ...earning, regularPriseOnly: true } }],
  ['wrong_kind', 'tiers.list', { tiers: { list: 'gold' } }],
  ['not_one_of', 'tiers.fall', { tiers: { fall: 'two' } }],
  ['too_small', 'earning.perMinor', { earning: { points: 1, perMinor: 0 } }],
  ['too_big', 'earning.pendingDays', { earning: { ...earning, pendingDays: 999 } }],
  ['too_long', 'coupons.0.nameZh', coupon({ kind: 'amount', minor: 1, nameZh: '长'.repeat(61) })],
  ['too_short', 'joining.ways', { joining: { since: '2026-01-01', ways: [] } }],
  [
    'not_a_day',
    'joining.since',
    { joining: { since: '2026-02-30', ways: [{ code: 'W', ...names, kind: 'free' }] } },
  ],
  ['code_form', 'passes.0.code', { passes: [{ code: '次卡', ...names }] }],
  ['too_deep', 'plans.a.0', { plans: { a: deep(60) } }],
  ['code_twice', 'tiers.list.1.code', { tiers: { list: [tier('A'), tier('A')] } }],
  [
    'code_twice',
    'gifts.1.code',
    {
      gifts: [
        { code: 'G', ...names, points: 1 },
        { code: 'G', ...names, points: 2 },
      ],
    },
  ],
  ['code_unknown', 'benefits.0.tiers.0', { benefits: [{ code: 'B', ...names, tiers: ['GOLD'] }] }],
  ['code_unknown', 'joining.ways.0.tier', joining({ kind: 'free', tier: 'GOLD' })],
  ['code_unknown', 'claims.0.couponCode', claim({ couponCode: 'X' })],
  ['code_unknown', 'coupons.0.excludes.0', coupon({ kind: 'amount', minor: 1, excludes: ['X'] })],
  ['code_unknown', 'periodReward.couponCode', { periodReward: { bps: 100, every: 'year', couponCode: 'X' } }],
  ['least_needed', 'joining.ways.0.leastMinor', joining({ kind: 'purchase' })],
  ['least_needed', 'joining.ways.0.leastMinor', joining({ kind: 'fee', productCode: 'FEE' })],
  ['product_needed', 'joining.ways.0.productCode', joining({ kind: 'fee', leastMinor: 4800 })],
  ['proof_needed', 'joining.ways.0.proofs', joining({ kind: 'proof' })],
  ['least_needed', 'tiers.list.1.ways.0.least', two({}, { ways: [{ by: 'spend' }] })],
  ['product_needed', 'tiers.list.1.ways.0.productCode', two({}, { ways: [{ by: 'fee' }] })],
  [
    'tiers_not_ascending',
    'tiers.list.2.ways.0.least',
    { tiers: { list: [tier('A'), tier('B', spend(100)), tier('C', spend(100))] } },
  ],
  ['all_for_nothing', 'tiers.list.1.discountBps', two({}, { discountBps: 10_000 })],
  ['all_for_nothing', 'coupons.0.bps', coupon({ kind: 'percent', bps: 10_000 })],
  ['all_for_nothing', 'memberPrices.0.bps', price({ kind: 'discount', bps: 10_000 })],
  ['worth_nothing', 'memberPrices.0.bps', price({ kind: 'discount' })],
  ['price_needed', 'memberPrices.0.priceMinor', price({ kind: 'price' })],
  ['worth_nothing', 'coupons.0.minor', coupon({ kind: 'voucher' })],
  ['goods_needed', 'coupons.0.productCodes', coupon({ kind: 'free_item' })],
  [
    'ends_before_it_begins',
    'coupons.0.to',
    coupon({ kind: 'amount', minor: 1, from: '2026-02-02', to: '2026-02-01' }),
  ],
  [
    'ends_before_it_begins',
    'presales.0.everybodyFrom',
    { presales: [{ code: 'P', ...names, membersFrom: '2026-01-02', everybodyFrom: '2026-01-02' }] },
  ],
  ['cap_below_points', 'earning.events.0.mostPerMonth', event({ mostPerMonth: 4 })],
  ['festival_needed', 'claims.0.festivals', claim({ occasion: 'festival' })],
  ['life_event_needed', 'claims.0.lifeEvents', claim({ occasion: 'life_event' })],
  ['gives_nothing', 'claims.0', claim({ points: 0 })],
  [
    'bands_not_ascending',
    'claims.0.bands.1.fromMinor',
    claim({
      bands: [
        { fromMinor: 5, count: 1 },
        { fromMinor: 5, count: 2 },
      ],
    }),
  ],
  ['minutes_needed', 'benefits.0.minutes', { benefits: [{ code: 'B', ...names, kind: 'time' }] }],
  [
    'not_a_voucher',
    'periodReward.couponCode',
    { ...coupon({ kind: 'amount', minor: 5 }), periodReward: { bps: 100, every: 'year', couponCode: 'C' } },
  ],
]

test.each(MUSTS)('%s at %s keeps a program from going live', (code, path, more) => {
  const { findings } = check({ earning, ...more }, { currency: 'CNY' })
  const musts = findings.filter((one) => one.level === 'must').map((one) => [one.code, one.path.join('.')])
  expect(musts).toEqual([[code, path]])
})

/** Each document is worth a thought, and may go live. */
const WARNS: readonly (readonly [string, string, object])[] = [
  ['tiers_do_not_differ', 'tiers.list.1.discountBps', two({ discountBps: 1000 }, { discountBps: 1090 })],
  ['tiers_alike', 'tiers.list.1', two({}, {})],
  ['top_tier_not_best', 'tiers.list.1.discountBps', two({ discountBps: 1000 }, { discountBps: 500 })],
  ['top_tier_not_best', 'tiers.list.1.earnTimes', two({ earnTimes: 20_000 }, { discountBps: 500 })],
  ['tier_unreachable', 'tiers.list.1.ways', two({}, { discountBps: 500, ways: [] })],
  ['first_tier_has_ways', 'tiers.list.0.ways', two(spend(50), { discountBps: 500 })],
  ['keep_above_least', 'tiers.list.1.keep', two({}, { discountBps: 500, keep: 101 })],
  [
    'package_worse',
    'topUps.1.bonusMinor',
    {
      topUps: [
        { code: 'S', ...names, payMinor: 100, bonusMinor: 20 },
        { code: 'L', ...names, payMinor: 200, bonusMinor: 10 },
      ],
    },
  ],
  ['pass_for_no_goods', 'passes.0.productCodes', { passes: [{ code: 'P', ...names }] }],
  [
    'too_many_currencies',
    '',
    {
      coupons: [voucher],
      passes: [{ code: 'P', ...names, productCodes: ['A'] }],
      topUps: [{ code: 'T', ...names, payMinor: 100 }],
    },
  ],
  ['points_too_dear', 'pointsAsMoney.minor', { pointsAsMoney: { points: 1, minor: 31 } }],
  ['points_too_dear', 'gifts.0.points', { gifts: [{ code: 'G', ...names, points: 100, costMinor: 3100 }] }],
  ['gift_out_of_reach', 'gifts.0.points', { gifts: [{ code: 'G', ...names, points: 2401 }] }],
  ['points_never_end', 'earning.expiresAfterMonths', { earning: { points: 1, perMinor: 100 } }],
  ['event_unlimited', 'earning.events.0.mostPerMonth', event({})],
  ['coupon_unlimited', 'coupons.0.most', coupon({ kind: 'amount', minor: 1, open: true })],
]

test.each(WARNS)('%s at %s is to be thought over', (code, path, more) => {
  const { document, findings } = check({ earning, ...more }, { currency: 'CNY' })
  expect(document).not.toBeNull()
  expect(findings.map((one) => [one.level, one.code, one.path.join('.')])).toEqual([['warn', code, path]])
})

test('a whole program with tiers that differ gives nothing to think over', () => {
  const more = two({}, { discountBps: 500, earnTimes: 20_000, keep: 80 })
  const rest = {
    pointsAsMoney: { points: 2, minor: 30 },
    gifts: [{ code: 'G', ...names, points: 2400, costMinor: 3000 }],
  }
  expect(check({ earning, ...more, ...rest }, { currency: 'CNY' }).findings).toEqual([])
})

test('C17: 9.5折 and 9折 on an item of 10 do not differ, on a basket of 100 they do', () => {
  const list = { earning, ...two({ discountBps: 500 }, { discountBps: 1000 }) }
  const told = check(list, { currency: 'CNY', basketsMinor: [1000] }).findings
  expect(told).toHaveLength(1)
  expect(told[0]).toMatchObject({
    level: 'warn',
    code: 'tiers_do_not_differ',
    details: { lowerMinor: 950, higherMinor: 900 },
  })
  expect(check(list, { currency: 'CNY', basketsMinor: [10_000] }).findings).toEqual([])
})

test('C17: the tier of the best fifth has the best discount, or the owner is warned', () => {
  const list = { earning, ...two({ discountBps: 500 }, { discountBps: 1000 }) }
  const codes = (topFifthTier: string) =>
    check(list, { currency: 'CNY', topFifthTier }).findings.map((one) => [one.code, one.path[2]])
  expect(codes('A')).toEqual([['top_fifth_not_best', 0]])
  expect(codes('B')).toEqual([])
})

test('a member who spends more in a month reaches the gift in time', () => {
  const raw = { earning, gifts: [{ code: 'G', ...names, points: 2401 }] }
  expect(check(raw, { currency: 'CNY', monthMinor: 10_100 }).findings).toEqual([])
  const slow = check(raw, { currency: 'CNY', monthMinor: 1_000 }).findings
  expect(slow[0]?.details).toMatchObject({ lives: 24, aMonth: 10, needed: 241 })
})

test.each(['zh-CN', 'en'] as const)('every finding has its words in %s, without a gap', (language) => {
  const seen = new Set<string>()
  for (const [, , more] of [...MUSTS, ...WARNS]) {
    for (const one of check({ earning, ...more }, { currency: 'CNY' }).findings) {
      seen.add(one.code)
      const words = findingWords(one, { language, currency: 'CNY' })
      expect(words.length).toBeGreaterThan(2)
      expect(words).not.toMatch(/“”|undefined|NaN|null/)
    }
  }
  // Which tier the best fifth is in has a test of its own; `not_so` is for what no law names.
  const others = ['top_fifth_not_best', 'not_so']
  expect([...seen, ...others].toSorted()).toEqual([...MUST_CODES, ...WARN_CODES].toSorted())
})
