import { expect, test } from 'vitest'
import type { Told } from '#base/endpoint'
import type { showSale } from '#domain/sale/contract'
import { allOf, couponsOf, itemsOf, leftOf, passesBack, payOutMinor, returnable } from './return-wish.ts'
import type { Quote } from './return-wish.ts'

type Sale = Told<typeof showSale>
type Line = Sale['lines'][number]

const line = (no: number, of: Partial<Line> = {}): Line => ({
  no,
  productCode: `P${no}`,
  name: '',
  quantity: 1,
  unitPriceMinor: 10_00,
  listedMinor: 10_00,
  chargedMinor: 10_00,
  deductions: [],
  seller: null,
  returnedNo: null,
  returnedQuantity: 0,
  ...of,
})
const sale = (lines: Line[], of: Partial<Sale> = {}) =>
  ({ kind: 'sale', voided: false, lines, ...of }) as Sale

test('of a weighed line exactly the rest is left', () => {
  expect(leftOf({ quantity: 0.3, returnedQuantity: 0.1 })).toBe(0.2)
})

test('a receipt can be returned until all of it is back, and never once it is voided or is a return itself', () => {
  const back = line(1, { returnedQuantity: 1 })
  expect(returnable(sale([back, line(2)]))).toBe(true)
  expect(returnable(sale([back]))).toBe(false)
  expect(returnable(sale([line(1)], { voided: true }))).toBe(false)
  expect(returnable(sale([line(1)], { kind: 'return' }))).toBe(false)
})

test('what is left is proposed, and only chosen lines are named', () => {
  const of = sale([line(1, { quantity: 3, returnedQuantity: 1 }), line(2, { returnedQuantity: 1 }), line(3)])
  expect(allOf(of)).toEqual({ 1: 2, 3: 1 })
  expect(itemsOf(of, { 1: 2, 3: 0 })).toEqual([{ no: 1, quantity: 2 }])
})

test('what goes back into the holdings of the member leaves no drawer', () => {
  const tenders = [
    { kind: 'cash', amountMinor: 5_00 },
    { kind: 'stored_value', amountMinor: 7_00 },
    { kind: 'wechat', amountMinor: 1_00 },
  ] as Quote['tenders']
  expect(payOutMinor({ tenders })).toBe(6_00)
})

test('uses of a pass come back with its lines, and coupons are named once', () => {
  const pass = { kind: 'pass', code: 'WASH', minor: 10_00 } as const
  const coupon = { kind: 'coupon', code: 'C8', minor: 1_00 } as const
  const of = sale([
    line(1, { quantity: 3, deductions: [pass] }),
    line(2, { deductions: [coupon] }),
    line(3, { deductions: [coupon] }),
  ])
  expect(passesBack(of, { 1: 2, 2: 1 })).toEqual([{ code: 'WASH', count: 2 }])
  expect(couponsOf(of)).toEqual(['C8'])
})
