import { expect, test } from 'vitest'
import { day } from '#base/instant'
import { programDocument } from '#domain/program/model/document'
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
}>

function hint({ unit, points = 0, held = false, stranger = false, ends = null }: Case): Hint | null {
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
  const member = stranger ? null : { points, pending: { minor: 0, points: 0, earned: 0 } }
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
  ['a stranger may join', { unit: 20_00, stranger: true }, { kind: 'join', points: 20 }],
])('%s', (_name, of, wanted) => {
  expect(hint(of)).toEqual(wanted)
})
