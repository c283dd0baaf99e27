import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anytimeHalfWidth, anytimeOfDifference, anytimeP, bestRho, mixtureBound } from './anytime.ts'
import { covariateSums, cuped } from './cuped.ts'
import { capPooled, fieller, welch } from './mean-difference.ts'
import { meanOf, sumsOf } from './moments.ts'
import { newcombe, shareDifference, wilson } from './proportion.ts'
import { upperStudent } from './special.ts'
import { splitCheck } from './srm.ts'
import { stratified } from './strata.ts'

test.each([
  [81, 263, 0.25528852, 0.36620958],
  [0, 20, 0, 0.16112516],
  [1, 29, 0.00611321, 0.17175522],
])('Wilson: %d of %d', (hits, n, low, high) => {
  const found = wilson({ hits, n })
  expect(found.low).toBeCloseTo(low, 7)
  expect(found.high).toBeCloseTo(high, 7)
})

test('Newcombe 1998', () => {
  const a = newcombe({ hits: 56, n: 70 }, { hits: 48, n: 80 })
  expect([a.low, a.high].map((v) => v.toFixed(7))).toEqual(['0.0524315', '0.3338727'])
  const b = newcombe({ hits: 9, n: 10 }, { hits: 3, n: 10 })
  expect([b.low, b.high].map((v) => v.toFixed(7))).toEqual(['0.1705227', '0.8090180'])
})

test('nobody bought in either arm: no difference, and no division by zero', () => {
  const found = shareDifference({ hits: 0, n: 50 }, { hits: 0, n: 40 })
  expect(found).toMatchObject({ difference: 0, z: 0, p: 1 })
  expect(found.low).toBeLessThan(0)
  expect(found.high).toBeGreaterThan(0)
})

test('a split of 821,588 against 815,482 is broken', () => {
  const found = splitCheck([821_588, 815_482], [0.5, 0.5])
  expect(found.chiSquare).toBeCloseTo(22.77436884, 7)
  expect(Math.abs(found.p / 1.8217929e-6 - 1)).toBeLessThan(1e-7)
  expect(found.light).toBe('red')
  expect(splitCheck([5150, 4850], [1, 1]).light).toBe('yellow')
})

const A = { n: 3407, sum: 1396.87, squares: 52377.9767 }
const B = { n: 3461, sum: 2422.7, squares: 134698.29 }

test("GrowthBook's test set: absolute, fixed and sequential", () => {
  const found = welch(B, A)
  expect(found.difference).toBeCloseTo(0.29, 12)
  expect(found.low).toBeCloseTo(0.045377893, 8)
  expect(found.high).toBeCloseTo(0.534622107, 8)
  expect(Math.abs(found.p / 0.020158403643 - 1)).toBeLessThan(1e-6)
  const n = A.n + B.n
  const half = anytimeOfDifference(found.se, n, 5000, 0.05)
  expect(found.difference - half).toBeCloseTo(-0.089410096, 7)
  expect(found.difference + half).toBeCloseTo(0.669410096, 7)
  expect(anytimeP({ ...found, n, planned: 5000 })).toBeCloseTo(0.290744559, 6)
})

test.each([
  [1000, 5000, 0.05, 0.106375470066],
  [5000, 5000, 0.05, 0.042924337188],
  [60_000, 60_000, 0.05, 0.012391188815],
  [10_000, 10_000, 0.1, 0.027639385726],
])('anytime half width of %d members, planned %d, alpha %d', (n, planned, alpha, wanted) => {
  expect(Math.abs(anytimeHalfWidth(n, planned, alpha) / wanted - 1)).toBeLessThan(1e-10)
})

test('the mixture bound: best parameter and bound at v = 100', () => {
  expect(bestRho(100, 0.05)).toBeCloseTo(12.60056, 5)
  expect(mixtureBound(100, bestRho(100, 0.05), 0.05)).toBeCloseTo(30.35209, 5)
  expect((anytimeHalfWidth(1, 1, 0.05) / upperStudent(0.05, Infinity)).toFixed(9)).toBe('1.548604471')
})

test("Fieller's ends are the ratios that the data just do not contradict", () => {
  const found = fieller(B, A)
  const t = meanOf(B)
  const c = meanOf(A)
  const q = upperStudent(0.05, welch(B, A).degrees)
  for (const lift of [found.low, found.high]) {
    const ratio = 1 + (lift ?? Number.NaN)
    const z = Math.abs(t.mean - ratio * c.mean) / Math.sqrt(t.ofMean + ratio * ratio * c.ofMean)
    expect(z).toBeCloseTo(q, 9)
  }
  expect(found.lift).toBeCloseTo(0.707317073, 9)
})

test('a control mean that may be zero has no relative interval', () => {
  const thin = sumsOf([0, 0, 0, 0, 0, 0, 0, 0, 5, 0])
  expect(fieller(sumsOf([1, 2, 3, 2, 1]), thin)).toMatchObject({ low: null, high: null })
})

test('one whale is capped at a value of both arms together', () => {
  const control = Float64Array.from({ length: 500 }, (_, i) => i % 10)
  const treated = Float64Array.from({ length: 500 }, (_, i) => (i === 7 ? 1e6 : i % 10))
  const found = capPooled(treated, control)
  expect(found).toMatchObject({ cap: 9, touched: 1 })
  expect(found.treated.sum).toBe(control.reduce((a, b) => a + b, 0) - 7 + 9)
  expect(found.control).toEqual(sumsOf(control))
})

const amounts = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 3, maxLength: 60 })

test('the order of members and the unit of money change nothing', () => {
  fc.assert(
    fc.property(amounts, amounts, (t, c) => {
      const found = welch(sumsOf(t), sumsOf(c))
      const turned = welch(sumsOf(t.toReversed()), sumsOf(c.toReversed()))
      expect(turned).toEqual(found)
      const tenfold = welch(sumsOf(t.map((v) => v * 10)), sumsOf(c.map((v) => v * 10)))
      expect(tenfold.difference).toBeCloseTo(found.difference * 10, 5)
      expect(tenfold.p).toBeCloseTo(found.p, 9)
    }),
  )
})

test('a covariate that knows nothing changes nothing; one that knows all leaves nothing', () => {
  fc.assert(
    fc.property(amounts, amounts, (t, c) => {
      const flat = (of: number[]) => covariateSums(of, [of.map(() => 1)])
      const found = cuped(flat(t), flat(c))
      const raw = welch(sumsOf(t), sumsOf(c))
      expect(found.difference).toBeCloseTo(raw.difference, 6)
      const own = cuped(covariateSums(t, [t]), covariateSums(c, [c]))
      expect(Math.abs(own.difference)).toBeLessThan(1e-6 * 100_000)
    }),
  )
})

test('one stratum is no stratification; thin strata are compared as one and nobody is lost', () => {
  const t = sumsOf([1, 5, 2, 8, 3])
  const c = sumsOf([0, 2, 2, 1])
  const whole = welch(t, c)
  const one = stratified([{ treated: t, control: c }])
  expect(one.difference).toBeCloseTo(whole.difference, 12)
  expect(one.se).toBeCloseTo(whole.se, 12)
  expect(one.degrees).toBeCloseTo(whole.degrees, 9)
  const thin = stratified([
    { treated: t, control: sumsOf([]) },
    { treated: sumsOf([]), control: c },
  ])
  expect(thin.difference).toBeCloseTo(whole.difference, 12)
})
