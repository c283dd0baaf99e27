import fc from 'fast-check'
import { addDays, day } from '#base/instant'
import { money } from '#base/money'
import type { Basket, BasketLine } from '#domain/program/model/basket'
import { programDocument, type ProgramDocument } from '#domain/program/model/document'

/** Random promises and baskets that use them; runs in the browser too. */
const names = { nameZh: '券', nameEn: 'Coupon' }
const CODES = ['K1', 'K2', 'K3', 'K4']
const GOODS = ['A', 'B', 'C']

export const program = (of: object): ProgramDocument =>
  programDocument.parse({
    earning: { points: 1, perMinor: 100 },
    passes: [{ code: 'WASH', ...names, productCodes: ['A'] }],
    ...of,
  })

const aRule = (code: string) =>
  fc.record({
    code: fc.constant(code),
    ...Object.fromEntries(Object.entries(names).map(([key, value]) => [key, fc.constant(value)])),
    kind: fc.constantFrom('amount', 'amount', 'percent', 'percent', 'free_item', 'add_on', 'gift'),
    units: fc.constantFrom(1, 1, 2),
    excludes: fc.constantFrom([], [], [], [], [], ['K1']),
    tiers: fc.constantFrom([], [], [], [], [], ['GOLD']),
    minor: fc.nat({ max: 20_000 }),
    bps: fc.nat({ max: 10_000 }),
    mostMinor: fc.option(fc.integer({ min: 1, max: 5_000 }), { freq: 2 }),
    leastMinor: fc.constantFrom(0, 0, 0, 0, 0, 1_000),
    productCodes: fc.constantFrom([], [], [], [], ['A'], ['A', 'B']),
    regularPriceOnly: fc.constantFrom(false, false, false, true),
    stacks: fc.constantFrom(true, true, true, false),
    open: fc.constant(true),
  })
const aPrice = fc.record({
  code: fc.constantFrom('P1', 'P2', 'P3'),
  ...Object.fromEntries(Object.entries(names).map(([key, value]) => [key, fc.constant(value)])),
  kind: fc.constantFrom('discount', 'price', 'cost_plus'),
  bps: fc.nat({ max: 6_000 }),
  priceMinor: fc.nat({ max: 20_000 }),
  tiers: fc.constantFrom([], ['GOLD']),
  productCodes: fc.constantFrom([], ['A'], ['B', 'C']),
  weekdays: fc.constantFrom([], [1], [2]),
})
const tiers = {
  list: [
    { ...names, code: 'PLAIN' },
    { ...names, code: 'GOLD', discountBps: 500, earnTimes: 15_000 },
  ],
}
export const aMultiplier = fc.record({
  code: fc.constantFrom('M1', 'M2'),
  ...Object.fromEntries(Object.entries(names).map(([key, value]) => [key, fc.constant(value)])),
  times: fc.constantFrom(20_000, 15_000, 3_333, 30_000),
  tiers: fc.constantFrom([], ['GOLD']),
  weekdays: fc.constantFrom([], [1], [3, 6]),
  branches: fc.constantFrom([], [], ['B1'], ['B2']),
  categories: fc.constantFrom([], ['drink']),
  birthday: fc.constantFrom('any', 'any', 'day', 'month'),
})
const anEarning = fc.record({
  points: fc.integer({ min: 0, max: 20 }),
  perMinor: fc.constantFrom(1, 100, 1_000, 333),
  regularPriceOnly: fc.boolean(),
  multipliers: fc.array(aMultiplier, { maxLength: 3 }),
  combine: fc.constantFrom('best', 'multiply'),
  never: fc.constantFrom({}, {}, { productCodes: ['C'] }),
})
export const aProgram = fc
  .tuple(fc.tuple(...CODES.map(aRule)), fc.array(aPrice, { maxLength: 3 }), anEarning)
  .map(([coupons, memberPrices, earning]) =>
    program({
      earning,
      coupons,
      memberPrices,
      tiers,
      addOns: [{ ...names, code: 'PLUS', productCodes: ['C'], priceMinor: 1_00, leastMinor: 20_00 }],
      membersOnly: [{ ...names, code: 'ONLY', productCodes: ['B'], weekdays: [2], branches: ['B2'] }],
    }),
  )

const byHand = fc.oneof(
  fc.record({ minor: fc.nat({ max: 30 }) }),
  fc.record({ bps: fc.nat({ max: 10_000 }) }),
)
const aLine = fc
  .record({
    productCode: fc.constantFrom(...GOODS),
    thousandths: fc.constantFrom(1_000, 1_000, 2_000, 333, 1_500),
    unitPriceMinor: fc.oneof(fc.nat({ max: 30 }), fc.nat({ max: 50_000 }), fc.nat({ max: 50_000 })),
    discount: fc.option(byHand, { freq: 2 }),
    passCode: fc.constantFrom(...Array<null>(24).fill(null), 'WASH'),
    addOnCode: fc.constantFrom(...Array<null>(20).fill(null), 'PLUS'),
    costMinor: fc.option(fc.nat({ max: 10_000 })),
  })
  .map((line): Omit<BasketLine, 'no'> => ({
    ...line,
    category: line.productCode === 'A' ? 'wash' : 'drink',
    unitPriceMinor: money(line.unitPriceMinor),
    costMinor: line.costMinor === null ? null : money(line.costMinor),
  }))

export const aBasket = fc
  .record({
    lines: fc.array(aLine, { minLength: 1, maxLength: 6 }),
    discount: fc.option(byHand, { freq: 2 }),
    coupons: fc.oneof(
      fc.array(fc.constantFrom(...CODES), { maxLength: 1 }),
      fc.array(fc.constantFrom(...CODES), { maxLength: 4 }),
    ),
    on: fc.nat({ max: 13 }).map((n) => addDays(day('2026-02-25'), n)),
    branchCode: fc.constantFrom('B1', 'B2'),
    buyer: fc.constantFrom(
      null,
      { tier: 'PLAIN', birthOn: null },
      { tier: 'GOLD', birthOn: day('1990-03-02') },
    ),
  })
  .map((of): Basket => ({
    ...of,
    lines: of.lines.map((line, at) => ({ ...line, no: at + 1 })),
  }))
