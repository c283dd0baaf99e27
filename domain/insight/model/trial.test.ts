import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ALPHA_ANYTIME, ALPHA_FINAL, anytimeOfDifference } from './anytime.ts'
import { sumsOf } from './moments.ts'
import { upperStudent } from './special.ts'
import { chanceFrom } from './uplift-chance.ts'
import { fieller } from './mean-difference.ts'
import { gaussLegendre } from './legendre.ts'
import { falseAlarms, lanDeMets, lanDeMetsEvenly, obrienFleming, pocock } from './trial-looks.ts'
import { benjaminiHochberg, holm } from './trial-many.ts'
import { planTable, restBeatsSample, sizesFor } from './trial-plan-table.ts'
import { pooled, spreadOf } from './trial-pooling.ts'
import { costOf, profitOf, wouldHaveBoughtAnyway } from './trial-profit.ts'
import { deltaLift, shareMean, sumsMean } from './trial-relative.ts'
import { splitWatch } from './trial-split-watch.ts'

test('Gauss–Legendre integrates what it promises', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 64 }), (n) => {
      const { nodes, weights } = gaussLegendre(n)
      const moment = (k: number) => nodes.reduce((s, x, i) => s + (weights[i] as number) * x ** k, 0)
      expect(moment(0)).toBeCloseTo(2, 12)
      expect(moment(2 * n - 2)).toBeCloseTo(2 / (2 * n - 1), 12)
    }),
  )
})

// rpact, two-sided 5 %, absolute 1e-4.
test("O'Brien–Fleming, Pocock and Lan–DeMets bounds", () => {
  const near = (found: readonly number[], wanted: readonly number[]) =>
    wanted.forEach((w, k) =>
      expect(Math.abs((found[k] as number) - w), `${k}: ${found[k]}`).toBeLessThan(1e-4),
    )
  near(obrienFleming(5).bounds, [4.56174, 3.22564, 2.63372, 2.28087, 2.04007])
  for (const [looks, bound] of [
    [2, 2.17827],
    [3, 2.28948],
    [5, 2.41318],
    [10, 2.55503],
  ] as const)
    near(pocock(looks).bounds, [bound])
  near(lanDeMetsEvenly(5).bounds, [4.876885, 3.357012, 2.68028, 2.289817, 2.031032])
})

test('planned looks never spend more than 5 %, whatever the dates', () => {
  const gaps = fc.array(fc.double({ min: 0.05, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(gaps, (steps) => {
      const sum = steps.reduce((a, b) => a + b, 0)
      let at = 0
      const times = steps.map((s, k) => (k === steps.length - 1 ? 1 : (at += s) / sum))
      expect(falseAlarms(lanDeMets(times))).toBeCloseTo(0.05, 6)
    }),
    { numRuns: 15 },
  )
})

// 8,000 campaigns of 30 days without any effect: z of the days so far, looked at every day.
test('looking every day at 1 % anytime and once at 4 % keeps false alarms below 5 %; peeking at 5 % does not', () => {
  const chance = chanceFrom(2026)
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance())
  const days = 30
  const perDay = 200
  const anytime = Array.from({ length: days }, (_, d) =>
    anytimeOfDifference(1 / Math.sqrt((d + 1) * perDay), (d + 1) * perDay, days * perDay, ALPHA_ANYTIME),
  )
  const [final, plain] = [upperStudent(ALPHA_FINAL, Infinity), upperStudent(0.05, Infinity)]
  let [split, peeking] = [0, 0]
  const runs = 8000
  for (let run = 0; run < runs; run += 1) {
    let sum = 0
    let [early, ever] = [false, false]
    for (let d = 0; d < days; d += 1) {
      sum += normal() * Math.sqrt(perDay)
      const n = (d + 1) * perDay
      if (Math.abs(sum) > plain * Math.sqrt(n)) ever = true
      if (d + 1 < days && Math.abs(sum / n) > (anytime[d] as number)) early = true
    }
    if (early || Math.abs(sum) > final * Math.sqrt(days * perDay)) split += 1
    if (ever) peeking += 1
  }
  // 200,000 runs gave 4.05 %; these few may be off by four standard errors of that.
  expect(Math.abs(split / runs - 0.0405)).toBeLessThan(4 * Math.sqrt((0.0405 * 0.9595) / runs))
  expect(peeking / runs).toBeGreaterThan(0.2)
})

test('one look is the plain test', () => {
  for (const plan of [obrienFleming(1), pocock(1), lanDeMets([1])])
    expect(plan.bounds[0]).toBeCloseTo(1.959963984540054, 8)
})

test("Holm and Benjamini–Hochberg on R's p.adjust example", () => {
  const p = [0.01, 0.02, 0.03, 0.04, 0.05]
  expect(holm(p).map((v) => v.toFixed(4))).toEqual(['0.0500', '0.0800', '0.0900', '0.0900', '0.0900'])
  expect(benjaminiHochberg(p).map((v) => v.toFixed(4))).toEqual(Array.from({ length: 5 }, () => '0.0500'))
  expect(benjaminiHochberg([0.04, 0.001, 0.2])).toEqual([0.06, 0.003, 0.2])
  expect(benjaminiHochberg([0.001], 10)).toEqual([0.01])
})

test('adjusting never makes a p smaller, keeps the order, and Holm is the stricter', () => {
  const ps = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 })
  fc.assert(
    fc.property(ps, (p) => {
      const [h, b] = [holm(p), benjaminiHochberg(p)]
      p.forEach((v, i) => {
        expect(b[i] as number).toBeGreaterThanOrEqual(v - 1e-15)
        expect(h[i] as number).toBeGreaterThanOrEqual((b[i] as number) - 1e-12)
        p.forEach((u, j) => expect(u < v && (h[j] as number) > (h[i] as number)).toBe(false))
      })
    }),
  )
})

test("GrowthBook's test set: the relative lift by the delta method", () => {
  const A = sumsMean({ n: 3407, sum: 1396.87, squares: 52377.9767 })
  const B = sumsMean({ n: 3461, sum: 2422.7, squares: 134698.29 })
  const money = deltaLift(B, A)
  expect(money.difference).toBeCloseTo(0.707317073, 8)
  expect(money.low).toBeCloseTo(-0.035260089, 7)
  expect(money.high).toBeCloseTo(1.449894235, 7)
  expect(money.p).toBeCloseTo(0.061911827, 7)
  const share = deltaLift(shareMean({ hits: 16, n: 30 }), shareMean({ hits: 14, n: 28 }))
  expect(share.difference).toBeCloseTo(0.066667, 6)
  expect(share.low).toBeCloseTo(-0.47767, 5)
  expect(share.high).toBeCloseTo(0.61101, 5)
  expect(share.p).toBeCloseTo(0.80707, 5)
})

test('with a large control Fieller and the delta method agree; with a small one Fieller is lopsided', () => {
  const many = (n: number, step: number) => sumsOf(Array.from({ length: n }, (_, i) => 50 + (i % 10) * step))
  const [t, c] = [many(5000, 2), many(5000, 1)]
  const [f, d] = [fieller(t, c), deltaLift(sumsMean(t), sumsMean(c))]
  expect(Math.abs((f.low ?? 9) - d.low)).toBeLessThan(1e-3)
  const small = sumsOf([1, 9, 3, 12, 0, 8, 2, 5])
  const lop = fieller(t, small)
  expect((lop.high ?? 0) - lop.lift).toBeGreaterThan(lop.lift - (lop.low ?? 0))
})

test('the split watched all along: an honest draw is left alone, a broken one is called', () => {
  expect(splitWatch([5000, 5000], [1, 1])).toMatchObject({ p: 1, broken: false })
  // The price of looking after every person: χ² at the end said 1.8e-6 (scipy's gammaln).
  expect(splitWatch([821_588, 815_482], [1, 1]).p).toBeCloseTo(0.001455555, 8)
  expect(splitWatch([821_588, 813_000], [1, 1]).broken).toBe(true)
  expect(splitWatch([0, 0, 0], [1, 1, 1]).lnBayesFactor).toBeCloseTo(0, 12)
  // By hand for one person: (prior·θ)/(prior·θ) = 1, so a single draw says nothing.
  expect(splitWatch([1, 0], [0.3, 0.7]).lnBayesFactor).toBeCloseTo(0, 10)
  // Two in the first of two equal arms: (51/101) / (1/2).
  expect(splitWatch([2, 0], [1, 1]).lnBayesFactor).toBeCloseTo(Math.log(51 / 101 / 0.5), 10)
})

test('the factor is a ratio of chances: under the planned split its mean is one', () => {
  const n = 60
  let mean = 0
  let lnChance = n * Math.log(0.7)
  for (let k = 0; k <= n; k += 1) {
    mean += Math.exp(lnChance + splitWatch([k, n - k], [0.3, 0.7]).lnBayesFactor)
    lnChance += Math.log(((n - k) / (k + 1)) * (0.3 / 0.7))
  }
  expect(mean).toBeCloseTo(1, 9)
})

// Percent of a base share of 5 %, insight §5.2, every cell.
test.each([
  [2_000, ['195', '125', '91', '68', '55']],
  [10_000, ['87', '56', '41', '31', '24']],
  [50_000, ['39', '25', '18', '14', '11']],
  [200_000, ['20', '13', '9.1', '6.8', '5.5']],
  [1_000_000, ['8.7', '5.6', '4.1', '3.1', '2.4']],
])('%d members: the smallest lift that will show', (members, wanted) => {
  const row = planTable({ base: 0.05 }).find((r) => r.members === members)
  const said = row?.cells.map(({ relativeLift }) => {
    const percent = relativeLift * 100
    return percent < 10 ? percent.toFixed(1) : percent.toFixed(0)
  })
  expect(said).toEqual(wanted)
})

test('all of the rest beats an equal sample: 0.73 at 5 %, 0.75 at 10 %', () => {
  expect(restBeatsSample(0.05).toFixed(2)).toBe('0.73')
  expect(restBeatsSample(0.1).toFixed(2)).toBe('0.75')
  expect(sizesFor(0.05, 0.1, [0.2])).toEqual([{ lift: 0.2, members: 42_201 }])
})

test('six small mailings together show what none shows alone', () => {
  const mailings = [1.2, 0.4, 0.9, 1.5, 0.2, 1.1].map((difference) => ({ difference, se: 0.6 }))
  expect(mailings.filter((m) => m.difference > 1.96 * m.se)).toHaveLength(2)
  const found = pooled(mailings)
  expect(found.spread).toMatchObject({ degrees: 5, tauSquared: 0 })
  expect(found.difference).toBeCloseTo(5.3 / 6, 12)
  expect(found.se).toBeCloseTo(0.6 / Math.sqrt(6), 12)
  expect(found.low).toBeGreaterThan(0)
  expect(found.few?.low).toBeGreaterThan(0)
})

test('campaigns that truly differ widen the interval (DerSimonian–Laird by hand)', () => {
  const effects = [
    { difference: 1, se: 0.5 },
    { difference: 3, se: 0.5 },
  ]
  // Weights 4 and 4: mean 2, Q = 8, τ² = (8 − 1)/(8 − 32/8) = 1.75.
  expect(spreadOf(effects)).toMatchObject({ mean: 2, q: 8, tauSquared: 1.75 })
  expect(pooled(effects).se).toBeCloseTo(1, 12)
  expect(pooled([{ difference: 1, se: 0.5 }])).toMatchObject({
    difference: 1,
    se: 0.5,
    few: null,
    next: null,
  })
})

test('profit after gifts and messages, and who would have bought anyway', () => {
  const spending = { messages: { times: 9000, eachMinor: 5 }, gifts: { times: 120, eachMinor: 1500 } }
  expect(costOf(spending)).toBe(225_000)
  const found = profitOf(9000, { difference: 190, low: 60, high: 320 }, spending)
  expect(found.profitMinor).toEqual({ low: 315_000, middle: 1_485_000, high: 2_655_000 })
  expect(found.perUnitSpent).toBeCloseTo(7.6, 12)
  expect(wouldHaveBoughtAnyway(400, { perMember: 0.02, treated: 9000 })).toBeCloseTo(0.55, 12)
  expect(wouldHaveBoughtAnyway(400, null)).toBeNull()
})
