import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day } from '#base/instant'
import { money } from '#base/money'
import { runs } from '#test/world/runs'
import type { Basket, BasketLine } from './basket.ts'
import { bestCoupons } from './best.ts'
import { programDocument } from './document.ts'
import { priceBasket } from './price.ts'

const names = { nameZh: '券', nameEn: 'Coupon' }
const line = (of: Partial<BasketLine>): BasketLine => ({
  no: 1,
  productCode: 'TEA',
  category: '',
  thousandths: 1_000,
  unitPriceMinor: money(100_00),
  costMinor: null,
  discount: null,
  passCode: null,
  addOnCode: null,
  ...of,
})
const basket = (lines: BasketLine[]): Omit<Basket, 'coupons'> => ({
  lines: lines.map((one, at) => ({ ...one, no: at + 1 })),
  discount: null,
  on: day('2026-03-04'),
  buyer: { tier: null, birthOn: null },
  branchCode: 'B1',
})
const rules = (coupons: object[]) =>
  programDocument.parse({
    earning: { points: 1, perMinor: 100 },
    coupons: coupons.map((one) => ({ ...names, ...one })),
  })

test('of two coupons that exclude each other, the one that saves more is used', () => {
  const program = rules([
    { code: 'TEN', kind: 'amount', minor: 10_00, stacks: true, excludes: ['FIFTH'] },
    { code: 'FIFTH', kind: 'percent', bps: 2_000, stacks: true },
    { code: 'TWO', kind: 'amount', minor: 2_00, stacks: true },
  ])
  const choice = bestCoupons(program, basket([line({})]), ['TWO', 'TEN', 'FIFTH'])
  expect(choice?.codes).toEqual(['FIFTH', 'TWO'])
  expect(choice?.priced.totalMinor).toBe(78_00)
})

test('a coupon that saves nothing is kept for another day', () => {
  const program = rules([
    { code: 'ALL', kind: 'percent', bps: 10_000, stacks: true },
    { code: 'TEN', kind: 'amount', minor: 10_00, stacks: true },
  ])
  expect(bestCoupons(program, basket([line({})]), ['TEN', 'ALL'])?.codes).toEqual(['ALL'])
})

const aCoupon = (code: string) =>
  fc.record({
    code: fc.constant(code),
    kind: fc.constantFrom('amount', 'percent', 'free_item'),
    minor: fc.nat({ max: 60_00 }),
    bps: fc.nat({ max: 10_000 }),
    leastMinor: fc.constantFrom(0, 0, 30_00),
    productCodes: fc.constantFrom([], ['TEA'], ['CAKE']),
    stacks: fc.boolean(),
    excludes: fc.constantFrom([], ['K2'], ['K4']),
  })

test('the choice is the lowest of all that may be used, whatever order the coupons are held in', () => {
  const codes = ['K1', 'K2', 'K3', 'K4', 'K5']
  fc.assert(
    fc.property(
      fc.tuple(...codes.map(aCoupon)),
      fc.shuffledSubarray([...codes, 'K1']),
      fc.array(fc.record({ productCode: fc.constantFrom('TEA', 'CAKE'), price: fc.nat({ max: 80_00 }) }), {
        minLength: 1,
        maxLength: 4,
      }),
      (coupons, held, goods) => {
        const program = rules(coupons)
        const asked = basket(
          goods.map((one) => line({ productCode: one.productCode, unitPriceMinor: money(one.price) })),
        )
        const choice = bestCoupons(program, asked, held)
        expect(bestCoupons(program, asked, held.toReversed())).toEqual(choice)
        for (let set = 0; set < 1 << held.length; set++) {
          const some = held.filter((_, at) => (set >> at) % 2 === 1)
          const answer = priceBasket(program, { ...asked, coupons: some })
          if (typeof answer !== 'string')
            expect(answer.totalMinor).toBeGreaterThanOrEqual(choice?.priced.totalMinor ?? 0)
        }
      },
    ),
    { numRuns: runs('T01_RUNS', 100) },
  )
})
