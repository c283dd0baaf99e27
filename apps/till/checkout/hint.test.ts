import { expect, test } from 'vitest'
import { day } from '#base/instant'
import { programDocument } from '#domain/program/model/document'
import type { NextTierRow } from '../member-since.ts'
import { addGoods, EMPTY_DRAFT, withMember } from './basket-state.ts'
import { hintFor, type Hint } from './hint.ts'
import { isQuote, quoteOf, type QuoteScene } from './quote.ts'

const names = { nameZh: '规则', nameEn: 'Rule' }
const plain = {
  earning: { points: 1, perMinor: 100 },
  coupons: [{ code: 'C100', ...names, kind: 'amount', minor: 20_00, leastMinor: 100_00 }],
  addOns: [{ code: 'A', ...names, productCodes: ['X'], priceMinor: 1_00, leastMinor: 95_00 }],
  gifts: [{ code: 'CUP', ...names, points: 100 }],
}

type Case = Readonly<{
  unit: number
  points?: number
  held?: boolean
  stranger?: boolean
  ends?: string | null
  nextTier?: NextTierRow | null
  /** Rung up at this till since head office last told. */
  sold?: number
}>

const GOLD: NextTierRow = {
  code: 'GOLD',
  ways: [
    { by: 'spend', least: 1_000_00, missing: 200_00 },
    { by: 'visits', least: 10, missing: 9 },
  ],
  until: '2026-12-31',
}

function hint(of: Case): Hint | null {
  const { unit, points = 0, held = false, stranger = false, ends = null, nextTier = null, sold = 0 } = of
  const program = programDocument.parse(plain)
  const coupons = held ? [{ id: 'c1', code: 'C100', expiresOn: ends }] : []
  const scene: QuoteScene = {
    program,
    on: day('2026-03-04'),
    branchCode: 'S1',
    buyer: stranger ? null : { tier: null, birthOn: null },
    held: coupons,
  }
  const goods = { code: 'P', name: '茶', category: '', unitPriceMinor: unit, costMinor: null }
  const quote = quoteOf(withMember(addGoods(EMPTY_DRAFT, goods), stranger ? null : 'm', false), scene)
  if (!isQuote(quote)) throw new Error(quote.refused)
  const pending = { minor: 0, points: 0, earned: 0, spentMinor: sold, visits: 0, accountMinor: 0, passes: [] }
  const member = stranger ? null : { points, nextTier, pending }
  const earns = stranger ? 0 : Math.floor(unit / 100)
  return hintFor({ scene, quote, member, earns, wouldEarn: Math.floor(unit / 100) })
}

test.each<[string, Case, Hint | null]>([
  [
    'a coupon that a little more makes usable',
    { unit: 90_00, held: true },
    { kind: 'coupon_short', code: 'C100', shortMinor: 10_00 as never, leastMinor: 100_00 as never },
  ],
  ['a coupon that is far away is no news', { unit: 10_00, held: true }, null],
  [
    'an add-on in reach',
    { unit: 90_00 },
    { kind: 'add_on_short', code: 'A', shortMinor: 5_00 as never, priceMinor: 1_00 as never },
  ],
  [
    'a gift this very sale reaches',
    { unit: 20_00, points: 85 },
    { kind: 'gift_reached', code: 'CUP', points: 100, has: 105 },
  ],
  [
    'a gift that is nearly there',
    { unit: 20_00, points: 70 },
    { kind: 'gift_short', code: 'CUP', short: 10, points: 100 },
  ],
  ['a gift reached long ago is no news', { unit: 20_00, points: 100 }, null],
  [
    'a coupon that ends',
    { unit: 20_00, held: true, ends: '2026-03-08' },
    { kind: 'coupon_ends', code: 'C100', on: '2026-03-08' },
  ],
  [
    'the next tier, nearly',
    { unit: 20_00, nextTier: GOLD },
    { kind: 'tier_short', code: 'GOLD', by: 'spend', short: 180_00, least: 1_000_00 },
  ],
  [
    'the next tier, with what was rung up here since head office last told',
    { unit: 20_00, nextTier: GOLD, sold: 80_00 },
    { kind: 'tier_short', code: 'GOLD', by: 'spend', short: 100_00, least: 1_000_00 },
  ],
  [
    'the next tier that this very sale reaches',
    { unit: 200_00, nextTier: GOLD },
    { kind: 'tier_reached', code: 'GOLD' },
  ],
  [
    'the way that is nearest',
    { unit: 20_00, nextTier: { ...GOLD, ways: [...GOLD.ways, { by: 'points', least: 100, missing: 25 }] } },
    { kind: 'tier_short', code: 'GOLD', by: 'points', short: 5, least: 100 },
  ],
  [
    'a tier that is far away is no news',
    { unit: 20_00, nextTier: { ...GOLD, ways: [{ by: 'spend', least: 1_000_00, missing: 800_00 }] } },
    null,
  ],
  [
    'a tier by top-ups is none that a sale nears',
    { unit: 20_00, nextTier: { ...GOLD, ways: [{ by: 'top_up', least: 100_00, missing: 1_00 }] } },
    null,
  ],
  ['what held only until yesterday', { unit: 20_00, nextTier: { ...GOLD, until: '2026-03-03' } }, null],
  ['a stranger may join', { unit: 20_00, stranger: true }, { kind: 'join', points: 20 }],
])('%s', (_name, of, wanted) => {
  expect(hint(of)).toEqual(wanted)
})
