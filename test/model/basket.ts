import fc from 'fast-check'
import { programDocument, VALUE_ORDERS, type ProgramDocument } from '#domain/program/model/document'
import type { LineAsked, TenderAsked } from '#test/world/shop'
import type { MemoryShop, Wish } from './memory-shop.ts'

const names = { nameZh: '券', nameEn: 'Coupon' }
/** A point is worth this much money. */
export const POINT_MINOR = 1

/** Programs that differ in everything that decides what comes back. */
export const aProgram: fc.Arbitrary<ProgramDocument> = fc
  .record({
    earning: fc.record({
      points: fc.integer({ min: 1, max: 5 }),
      perMinor: fc.constantFrom(1, 7, 100, 1_000),
      regularPriceOnly: fc.boolean(),
    }),
    storedValue: fc.record({ order: fc.constantFrom(...VALUE_ORDERS) }),
    returns: fc.record({ clawBack: fc.constantFrom('pro_rata', 're_rate') }),
    cashRounding: fc.record({
      stepMinor: fc.constantFrom(1, 5, 10, 100),
      mode: fc.constantFrom('half_up', 'down', 'up'),
    }),
  })
  .map((of) =>
    programDocument.parse({
      ...of,
      pointsAsMoney: { points: 10, minor: 10 * POINT_MINOR },
      passes: [{ code: 'P', ...names, productCodes: ['TEA'] }],
      coupons: [
        { code: 'V', ...names, kind: 'voucher', minor: 7_00 },
        { code: 'OFF', ...names, kind: 'amount', minor: 3_33, open: true, onReturn: 'when_all_returned' },
      ],
    }),
  )

export type BuyWish = Readonly<{
  lines: readonly LineAsked[]
  coupon: boolean
  /** The largest shares of the total to pay with points, vouchers and stored value, in hundredths. */
  shares: readonly [number, number, number]
  card: number
}>

const aLine = fc.record({
  productCode: fc.constantFrom('TEA', 'CAKE'),
  quantity: fc.constantFrom(1, 1, 2, 3, 0.333, 1.5),
  unitPriceMinor: fc.oneof(fc.nat({ max: 40 }), fc.nat({ max: 20_000 })),
  discount: fc.option(fc.record({ bps: fc.nat({ max: 10_000 }) }), { nil: undefined, freq: 2 }),
  pass: fc.nat({ max: 5 }).map((n) => n === 0),
})
const hundredth = fc.oneof(fc.constant(0), fc.nat({ max: 100 }))

export const aBuy: fc.Arbitrary<BuyWish> = fc
  .record({
    lines: fc.array(aLine, { minLength: 1, maxLength: 4 }),
    coupon: fc.boolean(),
    shares: fc.tuple(hundredth, hundredth, hundredth),
    card: hundredth,
  })
  .map(({ lines, ...of }) => ({
    ...of,
    lines: lines.map(({ pass, discount, ...line }): LineAsked => ({
      ...line,
      ...(discount ? { discount } : {}),
      ...(pass && line.productCode === 'TEA' && Number.isInteger(line.quantity) ? { passCode: 'P' } : {}),
    })),
  }))

const coupons = [{ code: 'OFF' }]

/** Rings up a basket, pays it as wished as far as the member's value goes, and the rest by card and in cash. */
export function wishOf(shop: MemoryShop, document: ProgramDocument, of: BuyWish): Wish {
  const bare: Wish = { lines: [...of.lines] }
  const goods =
    of.coupon && typeof shop.quote({ ...bare, coupons }) !== 'string' ? { ...bare, coupons } : bare
  const priced = shop.quote(goods)
  if (typeof priced === 'string') return goods
  const total: number = priced.totalMinor
  const [inPoints, inVouchers, inStored] = of.shares
  let left = total
  const tenders: TenderAsked[] = []
  const pay = (tender: TenderAsked) => {
    if (tender.amountMinor === 0) return
    tenders.push(tender)
    left -= tender.amountMinor
  }
  const part = (hundredths: number, most: number) =>
    Math.min(left, most, Math.floor((total * hundredths) / 100))
  const points = Math.floor(part(inPoints, shop.balance('points')) / 10) * 10
  pay({ kind: 'points', amountMinor: points * POINT_MINOR })
  const count = Math.min(shop.balance('coupon:V'), Math.ceil(part(inVouchers, total) / 7_00))
  if (count > 0) pay({ kind: 'voucher', code: 'V', count, amountMinor: Math.min(left, count * 7_00) })
  pay({
    kind: 'stored_value',
    amountMinor: part(inStored, shop.balance('principal') + shop.balance('bonus')),
  })
  pay({ kind: 'card', amountMinor: part(of.card, total) })
  if (left > 0 || tenders.length === 0) tenders.push({ kind: 'cash', amountMinor: rounded(document, left) })
  return { ...goods, tenders }
}

function rounded({ cashRounding: { stepMinor, mode } }: ProgramDocument, due: number): number {
  const below = Math.floor(due / stepMinor) * stepMinor
  const above = Math.ceil(due / stepMinor) * stepMinor
  if (mode === 'down') return below
  return mode === 'up' || due - below >= above - due ? above : below
}
