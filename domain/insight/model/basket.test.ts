import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowsOf, sharedFile } from '#test/world/data'
import { categoryBreadth, nextNeeds } from './basket-next.ts'
import { basketsOf, pairCounts, type Baskets } from './basket-pairs.ts'
import { affinityOf, pairRules } from './basket-rules.ts'
import { chanceFrom } from './uplift-chance.ts'

const of = (lists: readonly (readonly number[])[], products: number): Baskets =>
  basketsOf(
    {
      basket: Int32Array.from(lists.flatMap((list, b) => list.map(() => b))),
      product: Int32Array.from(lists.flat()),
    },
    { baskets: lists.length, products },
  )

test('every pair is counted once a basket, as the plain way counts it', () => {
  const basket = fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 9 })
  fc.assert(
    fc.property(fc.array(basket, { maxLength: 30 }), fc.integer({ min: 1, max: 3 }), (lists, least) => {
      const found = pairCounts(of(lists, 8), least)
      const sets = lists.map((list) => new Set(list))
      const wanted: number[][] = []
      for (let a = 0; a < 8; a += 1) {
        expect(found.single[a]).toBe(sets.filter((s) => s.has(a)).length)
        for (let b = a + 1; b < 8; b += 1) {
          const n = sets.filter((s) => s.has(a) && s.has(b)).length
          if (n >= least) wanted.push([a, b, n])
        }
      }
      expect([...found.a].map((a, i) => [a, found.b[i], found.together[i]])).toEqual(wanted)
      expect(found.baskets).toBe(lists.length)
    }),
  )
})

// A fourfold table of 1,000 baskets, worked by hand: 60 with both, 200 with a, 150 with b.
test('support, confidence, lift, leverage, conviction, χ² and the lower bound', () => {
  const found = affinityOf({ both: 60, a: 200, b: 150, all: 1000 })
  expect(found.support).toBeCloseTo(0.06, 12)
  expect(found.confidence).toBeCloseTo(0.3, 12)
  expect(found.confidenceBack).toBeCloseTo(0.4, 12)
  expect(found.lift).toBeCloseTo(2, 12)
  expect(found.leverage).toBeCloseTo(0.03, 12)
  expect(found.conviction).toBeCloseTo(0.85 / 0.7, 12)
  // (60·710 − 140·90)²·1000 / (200·800·150·850).
  expect(found.chiSquare).toBeCloseTo((60 * 710 - 140 * 90) ** 2 / (200 * 800 * 150 * 0.85), 9)
  const se = Math.sqrt(1 / 60 - 1 / 200 - 1 / 150 + 120 / 30_000 - 1 / 1000)
  expect(Math.log(found.lowerLift)).toBeCloseTo(Math.log(2) - 1.959963984540054 * se, 9)
})

test('the error of ln lift is that of drawing baskets again', () => {
  const chance = chanceFrom(9)
  const draw = (): number => {
    const n = { both: 0, a: 0, b: 0, all: 2000 }
    for (let i = 0; i < n.all; i += 1) {
      const u = chance()
      if (u < 0.06) n.both += 1
      if (u < 0.2) n.a += 1
      if (u < 0.06 || (u >= 0.2 && u < 0.29)) n.b += 1
    }
    return Math.log((n.both * n.all) / (n.a * n.b))
  }
  const draws = Array.from({ length: 600 }, draw)
  const mean = draws.reduce((s, v) => s + v, 0) / draws.length
  const sd = Math.sqrt(draws.reduce((s, v) => s + (v - mean) ** 2, 0) / (draws.length - 1))
  const { lift, lowerLift } = affinityOf({ both: 120, a: 400, b: 300, all: 2000 })
  const se = Math.log(lift / lowerLift) / 1.959963984540054
  // Six standard errors of an estimated standard deviation.
  expect(Math.abs(sd / se - 1)).toBeLessThan(6 / Math.sqrt(2 * 600))
})

test('χ² is symmetric, the bound is below the lift, and independence has lift one', () => {
  const n = fc.integer({ min: 1, max: 400 })
  fc.assert(
    fc.property(n, n, n, n, (both, onlyA, onlyB, none) => {
      const t = { both, a: both + onlyA, b: both + onlyB, all: both + onlyA + onlyB + none }
      const found = affinityOf(t)
      const turned = affinityOf({ ...t, a: t.b, b: t.a })
      expect(turned.chiSquare).toBeCloseTo(found.chiSquare, 9)
      expect(turned.confidence).toBe(found.confidenceBack)
      expect(found.lowerLift).toBeLessThanOrEqual(found.lift)
      expect(Math.sign(found.leverage) * (found.lift - 1)).toBeGreaterThanOrEqual(-1e-12)
    }),
  )
  expect(affinityOf({ both: 30, a: 200, b: 150, all: 1000 })).toMatchObject({ lift: 1, chiSquare: 0, p: 1 })
})

test('a rare pair with a huge lift does not outrank one that is sure; two sizes of one product are no find', () => {
  const many = (n: number, list: number[]) => Array.from({ length: n }, () => list)
  const lists = [
    ...many(400, [0, 1]),
    ...many(200, [0]),
    ...many(200, [1]),
    ...many(20, [2, 3]),
    ...many(5, [2]),
    ...many(5, [3]),
    ...many(100, [4, 5]),
    ...many(3000, [6]),
  ]
  const counts = pairCounts(of(lists, 7), 20)
  const rules = pairRules(counts, { family: [0, 1, 2, 3, 4, 4, 6], marginMinor: [900, 800, 20, 30, 1, 1, 1] })
  expect(rules.map((r) => [r.a, r.b])).toEqual([
    [0, 1],
    [2, 3],
  ])
  expect(rules[1]?.lift ?? 0).toBeGreaterThan(rules[0]?.lift ?? 0)
})

test('random baskets hold no affinity', () => {
  const chance = chanceFrom(21)
  const lists = Array.from({ length: 4000 }, () => Array.from({ length: 3 }, () => Math.floor(chance() * 40)))
  const counts = pairCounts(of(lists, 40), 1)
  expect(counts.a.length).toBeGreaterThan(700)
  expect(pairRules(counts)).toEqual([])
})

test('who buys only health food is offered cosmetics, and cross-category buyers are counted', () => {
  const [health, cosmetics, household] = [0, 1, 2]
  const lists = [
    ...Array.from({ length: 200 }, () => [health, cosmetics]),
    ...Array.from({ length: 60 }, () => [health]),
    ...Array.from({ length: 40 }, () => [cosmetics]),
    ...Array.from({ length: 300 }, () => [household]),
    ...Array.from({ length: 15 }, () => [health, cosmetics, household]),
  ]
  const owned = of(lists, 3)
  const rules = pairRules(pairCounts(owned, 10))
  const found = nextNeeds(owned, rules)
  expect([found.offer[200], found.because[200]]).toEqual([cosmetics, health])
  expect(found.confidence[200]).toBeCloseTo(215 / 275, 12)
  expect(found.offer[0]).toBe(-1)
  expect(found.offer[300]).toBe(-1)
  expect(categoryBreadth(owned)).toEqual([0, 400, 200, 15])
})

test('real baskets: the online shop sells its teacups in sets, and each colour takes the others', () => {
  const rows = rowsOf(sharedFile('online_retail/transactions_2010-12_to_2011-06.csv.gz')).filter(
    (r) => Number(r['Quantity']) > 0,
  )
  const number = (names: Map<string, number>, name: string): number => {
    const at = names.get(name) ?? names.size
    names.set(name, at)
    return at
  }
  const [invoices, products] = [new Map<string, number>(), new Map<string, number>()]
  const basket = Int32Array.from(rows, (r) => number(invoices, r['InvoiceNo'] as string))
  const product = Int32Array.from(rows, (r) => number(products, r['StockCode'] as string))
  const counts = pairCounts(
    basketsOf({ basket, product }, { baskets: invoices.size, products: products.size }),
    50,
  )
  const rules = pairRules(counts)
  expect(rules.length).toBeGreaterThan(100)
  const codes = [...products.keys()]
  const both = (a: string, b: string) =>
    rules.find((r) => [codes[r.a], codes[r.b]].sort().join('+') === `${a}+${b}`)?.both
  // Green, pink and roses regency teacup, counted apart from this code.
  expect([both('22697', '22698'), both('22697', '22699'), both('22698', '22699')]).toEqual([319, 436, 304])
  for (const rule of rules) expect(rule.both).toBeGreaterThanOrEqual(50)
})
