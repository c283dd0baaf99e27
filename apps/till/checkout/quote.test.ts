import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day, instant } from '#base/instant'
import { money } from '#base/money'
import { saleBody } from '#domain/device/model/bodies'
import { programDocument } from '#domain/program/model/document'
import { pointsOf } from '#domain/program/model/earn'
import { judgeSale, type Facts } from '#domain/sale/model/judge'
import { otherwise } from '#domain/sale/model/weights'
import {
  addGoods,
  EMPTY_DRAFT,
  withLineDiscount,
  withMember,
  withOpenCode,
  type Draft,
} from './basket-state.ts'
import { buyerOf, isQuote, quoteOf, type QuoteScene } from './quote.ts'
import { burnOf, saleBodyOf } from './sale-body.ts'
import {
  dueOf,
  likelyNotes,
  mostByPoints,
  withTender,
  type DraftTender,
  type TillTender,
} from './tendering.ts'

const names = { nameZh: '规则', nameEn: 'Rule' }
const program = programDocument.parse({
  earning: {
    points: 1,
    perMinor: 100,
    regularPriceOnly: false,
    multipliers: [{ code: 'M', ...names, times: 20_000, categories: ['tea'] }],
  },
  pointsAsMoney: { points: 100, minor: 100, mostBps: 5_000 },
  cashRounding: { stepMinor: 10, mode: 'half_up' },
  tiers: { list: [{ code: 'gold', ...names, discountBps: 500 }] },
  memberPrices: [
    { code: 'D', ...names, kind: 'discount', bps: 1_000, categories: ['tea'] },
    { code: 'C', ...names, kind: 'cost_plus', bps: 3_000, productCodes: ['P2'] },
  ],
  membersOnly: [{ code: 'MO', ...names, productCodes: ['P4'] }],
  addOns: [{ code: 'A', ...names, productCodes: ['P1'], priceMinor: 1_00, leastMinor: 20_00, most: 2 }],
  coupons: [
    { code: 'TEN', ...names, kind: 'amount', minor: 10_00, leastMinor: 30_00, stacks: true },
    { code: 'FREE', ...names, kind: 'free_item', productCodes: ['P3'], stacks: true },
    { code: 'OPEN', ...names, kind: 'percent', bps: 1_500, open: true, stacks: true },
    { code: 'V50', ...names, kind: 'voucher', minor: 5_00 },
  ],
})

const goods = [
  { code: 'P1', name: '绿茶', category: 'tea', unitPriceMinor: 12_35, costMinor: 6_00 },
  { code: 'P2', name: '红茶', category: 'tea', unitPriceMinor: 99_99, costMinor: 40_01 },
  { code: 'P3', name: '杯子', category: 'cup', unitPriceMinor: 3_33, costMinor: null },
  { code: 'P4', name: '会员茶', category: 'tea', unitPriceMinor: 58_00, costMinor: null },
]
const NOW = instant('2026-03-04T05:06:07.000Z')
const MEMBER = { id: '01890000-0000-7000-8000-000000000001', number: 'AH000000001' }
const held = ['TEN', 'TEN', 'FREE'].map((code, at) => ({
  id: `01890000-0000-7000-8000-00000000010${at}`,
  code,
  expiresOn: null,
}))

const scene = (tier: string | null | undefined): QuoteScene => ({
  program,
  on: day('2026-03-04'),
  branchCode: 'S1',
  buyer: tier === undefined ? null : { tier, birthOn: null },
  held: tier === undefined ? [] : held,
})

const aDiscount = fc.option(
  fc.oneof(
    fc.record({ minor: fc.integer({ min: 0, max: 2_00 }) }),
    fc.record({ bps: fc.integer({ min: 0, max: 10_000 }) }),
  ),
)
const aLine = fc.record({
  at: fc.integer({ min: 0, max: 3 }),
  thousandths: fc.oneof(fc.constantFrom(1000, 2000, 3000), fc.integer({ min: 1, max: 9_999 })),
  discount: aDiscount,
  addOn: fc.boolean(),
})
const aDraft = fc.record({
  lines: fc.array(aLine, { minLength: 1, maxLength: 8 }),
  discount: aDiscount,
  tier: fc.constantFrom(undefined, null, 'gold'),
  open: fc.boolean(),
  pays: fc.array(
    fc.record({
      kind: fc.constantFrom<TillTender>('cash', 'card', 'wechat', 'stored_value', 'points'),
      minor: fc.option(fc.integer({ min: 0, max: 100_00 })),
    }),
    { maxLength: 5 },
  ),
})

type Rung = typeof aDraft extends fc.Arbitrary<infer T> ? T : never

function draftOf({ lines, discount, tier, open }: Rung): Draft {
  let draft: Draft = withMember(EMPTY_DRAFT, tier === undefined ? null : MEMBER.id, true)
  for (const line of lines) {
    const product = goods[line.at] ?? goods[0]!
    draft = addGoods(draft, product, {
      thousandths: line.thousandths,
      addOnCode: line.addOn && product.code === 'P1' ? 'A' : null,
    })
    if (draft.selected !== null) draft = withLineDiscount(draft, draft.selected, line.discount)
  }
  return open ? withOpenCode({ ...draft, discount }, 'OPEN') : { ...draft, discount }
}

/** Pays as somebody would: what is tried and refused is left, the rest goes on the card. */
function paid(totalMinor: number, pays: Rung['pays']): readonly DraftTender[] {
  let tenders: readonly DraftTender[] = []
  for (const pay of [...pays, { kind: 'card' as const, minor: null }]) {
    const next = withTender({ program, totalMinor: money(totalMinor), tenders }, pay)
    if (typeof next !== 'string') tenders = next
  }
  return tenders
}

/** The facts of head office about the same world. */
const headOffice = (tier: string | null | undefined, codes: readonly string[]): Facts => ({
  at: NOW,
  on: day('2026-03-04'),
  program,
  holder: tier === undefined ? null : { memberId: MEMBER.id, state: 'good' },
  buyer: tier === undefined ? null : { tier, birthOn: day('1990-01-01') },
  branchCode: 'S1',
  products: new Map(goods.map((one) => [one.code, { ...one, id: one.code, priceMinor: 1 }])),
  pricesAsSent: false,
  pricesSaid: true,
  coupons: codes,
})

test('what the till charges is what head office comes to by itself: no price differs', () => {
  let sold = 0
  fc.assert(
    fc.property(aDraft, (rung) => {
      const draft = draftOf(rung)
      const quote = quoteOf(draft, scene(rung.tier))
      if (!isQuote(quote)) return
      const tenders = paid(quote.totalMinor, rung.pays)
      const { payment } = dueOf(program, quote.totalMinor, tenders)
      if (payment === null) throw new Error('a card pays the rest of every sale')
      const body = saleBody.parse(
        saleBodyOf({
          allowedBy: null,
          eReceipt: 'AbCdEfGhIjKlMnOpQrStU_',
          id: '01890000-0000-7000-8000-0000000000ff',
          draft,
          quote,
          tenders,
          payment,
          program,
          member: rung.tier === undefined ? null : MEMBER,
          programVersion: 4,
          branchCode: 'S1',
          till: 'A01',
          receiptNo: 'A01-260304-0001',
          happenedAt: NOW,
          way: null,
          cashier: { id: MEMBER.id, name: '伯牙' },
        }),
      )
      const codes = body.wish.coupons.map((one) =>
        'couponId' in one ? held.find(({ id }) => id === one.couponId)!.code : 'code' in one ? one.code : '',
      )
      const judged = judgeSale(body.wish, headOffice(rung.tier, codes))
      if (typeof judged === 'string') throw new Error(judged)
      sold++
      expect(judged.lines.map((line) => line.chargedMinor)).toEqual(body.charged)
      expect(judged.totalMinor).toBe(body.totalMinor)
      expect(judged.payment.roundingMinor).toBe(body.roundingMinor)
      expect(judged.payment.points).toBe(body.burned.points)
      const lines = judged.lines.map(({ chargedMinor, earnTimes }) => ({ chargedMinor, times: earnTimes }))
      expect(pointsOf(program, lines, otherwise(judged.tenders))).toBe(body.points)
    }),
    { numRuns: 300 },
  )
  expect(sold).toBeGreaterThan(50)
})

test('the best of the coupons is used, each by its own id, and burns nothing of anybody else', () => {
  const draft = addGoods(withMember(EMPTY_DRAFT, MEMBER.id, false), goods[1]!)
  const quote = quoteOf(draft, scene(null))
  if (!isQuote(quote)) throw new Error(quote.refused)
  // 99.99 becomes 52.01 by its cost and 30 percent; only one coupon of each code is needed to be best.
  expect(quote.priced.lines[0]?.deductions.map((one) => one.kind)).toContain('coupon')
  expect(new Set(quote.coupons.map((one) => one.id)).size).toBe(quote.coupons.length)
  expect(burnOf(quote, [], null).coupons).toEqual(quote.coupons.map((one) => one.id))
  const none = quoteOf({ ...draft, coupons: [] }, scene(null))
  expect(isQuote(none) && none.coupons).toEqual([])
})

test('goods for members name their line when a stranger wants them', () => {
  const draft = addGoods(addGoods(EMPTY_DRAFT, goods[0]!), goods[3]!)
  expect(quoteOf(draft, scene(undefined))).toEqual({ refused: 'members_only', keys: [2] })
  expect(isQuote(quoteOf(draft, scene(null)))).toBe(true)
})

test('a discount on a basket that became empty refuses nothing', () => {
  const quote = quoteOf({ ...EMPTY_DRAFT, discount: { minor: 5_00 } }, scene(null))
  expect(isQuote(quote) && quote.totalMinor).toBe(0)
})

test.each([
  { counter: 'number', shown: false, member: true, buys: true },
  { counter: 'number', shown: false, member: false, buys: false },
  { counter: 'card_shown', shown: false, member: true, buys: false },
  { counter: 'card_shown', shown: true, member: true, buys: true },
  { counter: 'number_and_pin', shown: false, member: true, buys: false },
] as const)(
  'C07 counter $counter, card shown $shown, membership open $member: buys as a member $buys',
  (row) => {
    const document = { ...program, authentication: { ...program.authentication, counter: row.counter } }
    expect(buyerOf(document, { member: row.member, tier: 'gold' }, row.shown) !== null).toBe(row.buys)
  },
)

const of = (totalMinor: number, tenders: readonly DraftTender[] = []) => ({
  program,
  totalMinor: money(totalMinor),
  tenders,
})

test('cash is rounded to whole steps, and what was handed over gives change', () => {
  const tenders = withTender(of(10_07), { kind: 'cash', minor: 20_00 })
  if (typeof tenders === 'string') throw new Error(tenders)
  expect(tenders).toMatchObject([{ amountMinor: 10_10, givenMinor: 20_00 }])
  expect(dueOf(program, money(10_07), tenders).payment).toEqual({
    roundingMinor: 3,
    changeMinor: 9_90,
    points: 0,
  })
})

test('a sale is split over any number of tenders; the same way twice is one', () => {
  let tenders: readonly DraftTender[] = []
  for (const pay of [
    { kind: 'wechat', minor: 10_00 },
    { kind: 'cash', minor: 5_00 },
    { kind: 'wechat', minor: 1_01 },
    { kind: 'cash', minor: null },
  ] as const) {
    const next = withTender(of(20_03, tenders), pay)
    if (typeof next === 'string') throw new Error(next)
    tenders = next
  }
  expect(tenders.map(({ kind, amountMinor }) => [kind, amountMinor])).toEqual([
    ['wechat', 11_01],
    ['cash', 9_00],
  ])
  expect(dueOf(program, money(20_03), tenders).payment?.roundingMinor).toBe(-2)
})

test.each([
  { pay: { kind: 'card', minor: 10_01 }, total: 10_00, code: 'above_due' },
  { pay: { kind: 'card', minor: 0 }, total: 10_00, code: 'amount_needed' },
  { pay: { kind: 'cash', minor: 5_05 }, total: 10_00, code: 'cash_not_in_steps' },
  { pay: { kind: 'points', minor: 50 }, total: 10_00, code: 'points_not_in_steps' },
  { pay: { kind: 'points', minor: 6_00 }, total: 10_00, code: 'points_above_share' },
  { pay: { kind: 'voucher', minor: null }, total: 10_00, code: 'voucher_unknown' },
  { pay: { kind: 'cash', minor: null }, total: 0, code: 'nothing_due' },
] as const)('paying $pay.minor by $pay.kind of $total is refused: $code', ({ pay, total, code }) => {
  expect(withTender(of(total), pay)).toBe(code)
})

test('a voucher pays no more than is due and no voucher pays twice', () => {
  const voucher = { id: 'v1', code: 'V50', worthMinor: 5_00 }
  const tenders = withTender(of(3_00), { kind: 'voucher', minor: null, voucher })
  expect(tenders).toMatchObject([{ amountMinor: 3_00, count: 1, couponIds: ['v1'] }])
  const first = withTender(of(8_00), { kind: 'voucher', minor: null, voucher })
  if (typeof first === 'string') throw new Error(first)
  expect(withTender(of(8_00, first), { kind: 'voucher', minor: null, voucher })).toBe('voucher_used')
  const second = withTender(of(8_00, first), {
    kind: 'voucher',
    minor: null,
    voucher: { ...voucher, id: 'v2' },
  })
  expect(second).toMatchObject([{ amountMinor: 8_00, count: 2, couponIds: ['v1', 'v2'] }])
})

test.each([
  { points: 350, total: 100_00, most: 3_00 },
  { points: 99_999, total: 10_00, most: 5_00 },
  { points: 99, total: 10_00, most: 0 },
])('$points points pay $most of $total at most', ({ points, total, most }) => {
  expect(mostByPoints(program, { totalMinor: money(total), restMinor: money(total), points })).toBe(most)
})

test('the notes offered are the sum and what a hand reaches for next', () => {
  expect(likelyNotes(37_50, 'CNY')).toEqual([37_50, 40_00, 50_00, 100_00])
  expect(likelyNotes(0, 'CNY')).toEqual([])
})
