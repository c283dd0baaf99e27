import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day } from '#base/instant'
import { money } from '#base/money'
import { aBasket, aProgram, program } from '#test/model/promises'
import { runs } from '#test/world/runs'
import type { CouponRule } from './document.ts'
import type { Basket, BasketLine, PricedBasket } from './basket.ts'
import { ONCE, pointsOf, timesOf } from './earn.ts'
import { priceBasket } from './price.ts'

const names = { nameZh: '券', nameEn: 'Coupon' }

const sum = (of: readonly number[]) => of.reduce((a, b) => a + b, 0)
const priced = (answer: ReturnType<typeof priceBasket>): PricedBasket => {
  if (typeof answer === 'string') throw new Error(`refused: ${answer}`)
  return answer
}

/** What a line came to, told apart by everything but its place. */
function outcome(basket: Basket, answer: ReturnType<typeof priceBasket>) {
  if (typeof answer === 'string') return answer
  const { lines, ...sums } = answer
  const words = lines.map(({ no, ...line }) => {
    const { no: _, ...asked } = basket.lines.find((one) => one.no === no) ?? { no }
    return JSON.stringify({ asked, line })
  })
  return { ...sums, lines: words.sort() }
}

test('a price is explained by its deductions, line by line, and never falls below nothing', () => {
  let many = 0
  fc.assert(
    fc.property(aProgram, aBasket, (rules, basket) => {
      const answer = priceBasket(rules, basket)
      if (typeof answer === 'string') return
      many += 1
      for (const line of answer.lines) {
        expect(line.chargedMinor).toBeGreaterThanOrEqual(0)
        expect(line.listedMinor - line.chargedMinor).toBe(sum(line.deductions.map((one) => one.minor)))
        for (const { minor } of line.deductions) expect(minor).toBeGreaterThan(0)
      }
      expect(answer.totalMinor).toBe(sum(answer.lines.map((line) => line.chargedMinor)))
      expect(answer.listedMinor).toBe(sum(answer.lines.map((line) => line.listedMinor)))
    }),
    { numRuns: runs('T01_RUNS', 500) },
  )
  expect(many).toBeGreaterThan(50)
})

/** The most the coupons of one rule may take off, worked out again from its words alone. */
function most(rule: CouponRule, basket: Basket, answer: PricedBasket): number {
  const times = basket.coupons.filter((code) => code === rule.code).length
  const lines = answer.lines.filter((line) => {
    const { productCode = '' } = basket.lines.find((one) => one.no === line.no) ?? {}
    const before = line.deductions.filter((one) => one.kind !== 'coupon')
    return (
      (rule.productCodes.length === 0 || rule.productCodes.includes(productCode)) &&
      (!rule.regularPriceOnly || before.length === 0)
    )
  })
  const before = (line: (typeof lines)[number]) =>
    line.listedMinor - sum(line.deductions.filter((one) => one.kind !== 'coupon').map((one) => one.minor))
  const eligible = sum(lines.map(before))
  const wanted = rule.kind === 'amount' ? rule.minor : Math.round((eligible * rule.bps) / 10_000)
  // What is free, or sold at the coupon's price, is worth no more than its units of the dearest of the goods.
  if (rule.kind === 'free_item' || rule.kind === 'add_on') {
    const dearest = Math.max(...basket.lines.map((line) => line.unitPriceMinor))
    return Math.min(eligible, times * rule.units * dearest)
  }
  if (rule.kind === 'gift') return 0
  return Math.min(eligible, times * Math.min(wanted, rule.mostMinor ?? wanted))
}

test('what coupons take off is never more than they say, nor more than the goods they are for', () => {
  let used = 0
  fc.assert(
    fc.property(aProgram, aBasket, (rules, basket) => {
      const answer = priceBasket(rules, basket)
      if (typeof answer === 'string') return
      for (const rule of rules.coupons) {
        const of = answer.lines.flatMap((line) => line.deductions.filter((one) => one.code === rule.code))
        if (of.length > 0) used += 1
        expect(sum(of.map((one) => one.minor))).toBeLessThanOrEqual(most(rule, basket, answer))
      }
    }),
    { numRuns: runs('T01_RUNS', 500) },
  )
  expect(used).toBeGreaterThan(20)
})

test('points do not depend on the order of lines, and what points and vouchers pay never raises them', () => {
  let earned = 0
  fc.assert(
    fc.property(aProgram, aBasket, fc.nat({ max: 60_000 }), (rules, basket, paid) => {
      const answer = priceBasket(rules, basket)
      if (typeof answer === 'string') return
      const weighed = answer.lines.map((line) => {
        const asked = basket.lines.find((one) => one.no === line.no) as BasketLine
        return { ...line, times: timesOf(rules, { ...asked, ...line }, basket) }
      })
      const all = pointsOf(rules, weighed, 0)
      if (all > 0) earned += 1
      expect(pointsOf(rules, weighed.toReversed(), paid)).toBe(pointsOf(rules, weighed, paid))
      expect(pointsOf(rules, weighed, paid)).toBeLessThanOrEqual(all)
      expect(pointsOf(rules, weighed, answer.totalMinor)).toBe(0)
      if (basket.buyer === null) expect(all).toBe(0)
    }),
    { numRuns: runs('T01_RUNS', 500) },
  )
  expect(earned).toBeGreaterThan(30)
})

test('the answer, price or refusal, does not depend on the order of lines or of coupons', () => {
  const shuffled = aBasket.chain((basket) =>
    fc.record({
      basket: fc.constant(basket),
      lines: fc.shuffledSubarray([...basket.lines], { minLength: basket.lines.length }),
      coupons: fc.shuffledSubarray([...basket.coupons], { minLength: basket.coupons.length }),
    }),
  )
  fc.assert(
    fc.property(aProgram, shuffled, (rules, { basket, lines, coupons }) => {
      const other = { ...basket, lines, coupons }
      expect(outcome(basket, priceBasket(rules, other))).toEqual(outcome(basket, priceBasket(rules, basket)))
    }),
    { numRuns: runs('T01_RUNS', 1_000) },
  )
})

const tea = (of: Partial<BasketLine>): BasketLine => ({
  no: 1,
  productCode: 'A',
  thousandths: 1_000,
  category: 'wash',
  unitPriceMinor: money(100_00),
  costMinor: null,
  discount: null,
  passCode: null,
  addOnCode: null,
  ...of,
})
const basket = (lines: BasketLine[], of: Partial<Basket> = {}): Basket => ({
  lines: lines.map((line, at) => ({ ...line, no: at + 1 })),
  discount: null,
  coupons: [],
  on: day('2026-03-02'),
  buyer: { tier: null, birthOn: null },
  branchCode: 'B1',
  ...of,
})

test('percentages come off before amounts, each on what the one before left', () => {
  const rule = { ...names, stacks: true, open: true }
  const rules = program({
    coupons: [
      { ...rule, code: 'TEN', kind: 'amount', minor: 10_00 },
      { ...rule, code: 'HALF', kind: 'percent', bps: 5_000 },
    ],
  })
  const answer = priced(priceBasket(rules, basket([tea({})], { coupons: ['TEN', 'HALF'] })))
  expect(answer).toMatchObject({ listedMinor: 100_00, totalMinor: 40_00 })
  expect(answer.lines[0]?.deductions).toEqual([
    { kind: 'coupon', code: 'HALF', minor: 50_00 },
    { kind: 'coupon', code: 'TEN', minor: 10_00 },
  ])
})

test('of two lines alike in goods and rest the odd fen falls on the same one, whichever was scanned first', () => {
  const rule = { ...names, stacks: true, open: true, kind: 'amount' }
  const rules = program({
    coupons: [
      { ...rule, code: 'FEN', minor: 1 },
      { ...rule, code: 'AREGULAR', minor: 10_00, regularPriceOnly: true },
    ],
  })
  const cheaper = tea({ unitPriceMinor: money(90_00) })
  const reduced = tea({ discount: { minor: 10_00 } })
  const full = tea({})
  for (const [one, other, coupons] of [
    [cheaper, reduced, ['FEN']],
    [full, reduced, ['FEN', 'AREGULAR']],
  ] as const) {
    const there = priced(priceBasket(rules, basket([one, other], { coupons })))
    const back = priced(priceBasket(rules, basket([other, one], { coupons })))
    expect(there.lines.map((line) => line.chargedMinor)).toContain(89_99)
    expect(back.lines.map((line) => line.chargedMinor).toReversed()).toEqual(
      there.lines.map((line) => line.chargedMinor),
    )
  }
})

test('a minimum is measured before any coupon, so that one does not starve the other', () => {
  const rule = { ...names, stacks: true, open: true, kind: 'amount', leastMinor: 100_00 }
  const rules = program({
    coupons: [
      { ...rule, code: 'X', minor: 60_00 },
      { ...rule, code: 'Y', minor: 30_00 },
    ],
  })
  expect(priced(priceBasket(rules, basket([tea({})], { coupons: ['X', 'Y'] }))).totalMinor).toBe(10_00)
})

test('a pass covers what is left of its line, unit by unit', () => {
  const line = tea({ passCode: 'WASH', thousandths: 2_000, discount: { minor: 20_00 } })
  expect(priced(priceBasket(program({}), basket([line]))).lines[0]).toMatchObject({
    listedMinor: 200_00,
    chargedMinor: 0,
    passCount: 2,
    deductions: [
      { kind: 'line', minor: 20_00 },
      { kind: 'pass', code: 'WASH', minor: 180_00 },
    ],
  })
})

test('only lines at their full price earn where the program says so, and never more than was paid in money', () => {
  const rules = program({ earning: { points: 1, perMinor: 100, regularPriceOnly: true } })
  const asked = basket([tea({}), tea({ discount: { minor: 1 } })])
  const lines = priced(priceBasket(rules, asked)).lines.map((line) => ({
    ...line,
    times: timesOf(rules, { ...line, productCode: 'A', category: 'wash' }, asked),
  }))
  expect(lines.map((line) => line.times)).toEqual([ONCE, 0])
  // Of 199.99 so much is paid by points: each of the two lines bears its share.
  expect([0, 120_00, 200_00].map((paid) => pointsOf(rules, lines, paid))).toEqual([100, 39, 0])
})
