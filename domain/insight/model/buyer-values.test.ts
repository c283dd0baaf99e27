import { describe, expect, test } from 'vitest'
import { countChance, residualPurchases } from './buyer-counts.ts'
import { aliveChance, buysWithin, expectedPurchases, newcomerMean, nextPurchase } from './buyer-score.ts'
import type { BuyerState, LifetimeParams } from './buyer-params.ts'
import { lifetimeValue, lifetimeValues } from './clv.ts'
import { leavingBetween, lnLeaving } from './lifetime-integral.ts'
import { lnGamma } from './special.ts'
import { worthOf } from './spend-model.ts'

// Point values in weeks: multi-precision arithmetic and published tables (docs/insight.md names them).

const PUBLISHED = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }
const bg = { kind: 'bg', ...PUBLISHED } as const
const mbg = { kind: 'mbg', ...PUBLISHED } as const

const close = (value: number | null, wanted: number, tolerance: number): void =>
  expect(Math.abs((value ?? Number.NaN) / wanted - 1), `${value} is ${wanted}`).toBeLessThan(tolerance)
const state = (x: number, tx: number, age: number): BuyerState => ({ x, tx, age })

/** State; P(alive) and E[39] of BG/NBD, then of MBG/NBD. */
type Point = readonly [of: BuyerState, values: readonly [number, number, number, number]]
const POINTS: readonly Point[] = [
  [state(0, 0, 38.86), [1, 0.1950980520113, 0.6372533379649, 0.1274613825457]],
  [state(1, 1.71, 38.86), [0.2121009853774, 0.2031869870798, 0.275447369123, 0.2710215529275]],
  [state(2, 30.43, 38.86), [0.7265785700807, 1.226028174767, 0.7744192426236, 1.340497428491]],
  [state(7, 29.43, 38.86), [0.6417563459461, 3.337053274851, 0.6671104831343, 3.528362878508]],
  [state(26, 30.86, 31), [0.9689156497175, 20.74972614086, 0.969976336561, 20.93321911901]],
  [state(10, 35, 39), [0.8426031886417, 6.116055569365, 0.853413144192, 6.280631075783]],
]

test.each(POINTS)('$x purchases, the last at $tx of $age weeks', (of, values) => {
  const found = [bg, mbg].flatMap((p) => [aliveChance(p, of), expectedPurchases(p, of, 39)])
  found.forEach((v, i) => close(v, values[i] ?? 0, 1e-9))
})

describe('a newcomer', () => {
  test('BG/NBD: expected purchases in 1 to 5 and 52 weeks', () => {
    const wanted = [0.0532678911717, 0.103389739756, 0.150865230893, 0.196068172434, 0.239288200281]
    wanted.forEach((v, i) => close(newcomerMean(bg, i + 1), v, 1e-9))
    close(newcomerMean(bg, 52), 1.4460505954, 1e-9)
  })
  test('BG/NBD: the published table at the maximum of the likelihood', () => {
    const best = { kind: 'bg', r: 0.242594, alpha: 4.413602, a: 0.792922, b: 2.425907 } as const
    const table = [
      [0.1429, 0.0078],
      [1, 0.0532],
      [3, 0.1506],
      [31.8571, 1.0405],
      [32, 1.0437],
      [78, 1.8576],
    ] as const
    for (const [time, wanted] of table) expect(Math.abs(newcomerMean(best, time) - wanted)).toBeLessThan(5e-4)
  })
  test('MBG/NBD', () => {
    const of = { r: 0.524843558581, alpha: 6.18309284467, a: 0.89138778034, b: 1.61404833479 }
    close(newcomerMean({ kind: 'mbg', ...of }, 39), 1.18226883861, 1e-9)
  })
  test('BG/NBD: chances of exactly so many purchases', () => {
    close(countChance(bg, 0, 39), 0.573786352096, 1e-9)
    close(countChance(bg, 10, 2), 1.07868964036e-7, 1e-9)
    const wanted = [0.00199952144748, 0.00151702362996, 0.00116331500666]
    wanted.forEach((v, i) => close(countChance(bg, 11 + i, 30), v, 1e-9))
  })
})

test('buying more often than the silence allows for lowers what is expected', () => {
  const best = { kind: 'bg', r: 0.242594, alpha: 4.413602, a: 0.792922, b: 2.425907 } as const
  const found = [10, 15, 20, 25].map((x) => expectedPurchases(best, state(x, 20, 39), 52))
  const wanted = [0.3474603, 0.042834, 0.004159, 0.0003584]
  found.forEach((v, i) => close(v, wanted[i] ?? 0, 1e-4))
})

describe('when the next purchase comes', () => {
  test.each([
    [state(2, 30.43, 38.86), [0.1306943237847, 0.3234909385308, 0.554627137917], 29.47821],
    [state(7, 29.43, 38.86), [0.3034789796807, 0.5460185704695, 0.6356424854265], 10.031676],
  ] as const)('BG/NBD %o', (of, within, median) => {
    const horizons = [4, 13, 39]
    horizons.forEach((h, i) => close(buysWithin(bg, of, h), within[i] ?? 0, 1e-9))
    close(nextPurchase(bg, of, 0.5), median, 1e-7)
  })
  test('MBG/NBD, the same member', () => {
    const wanted = [0.139299730832, 0.3447908016125, 0.5911458798413]
    const horizons = [4, 13, 39]
    horizons.forEach((h, i) => close(buysWithin(mbg, state(2, 30.43, 38.86), h), wanted[i] ?? 0, 1e-9))
  })
  test('probably not coming back', () => {
    expect(nextPurchase(bg, state(1, 1.71, 38.86), 0.5)).toBeNull()
    const pareto = { kind: 'pareto', r: 0.5534, alpha: 10.5802, s: 0.6061, beta: 11.6562 } as const
    expect(nextPurchase(pareto, state(0, 0, 39), 0.5)).toBeNull()
    // Barely above the share, and so slow that no double holds the time: that is never, too.
    const slow = { kind: 'mbg', r: 0.01, alpha: 1, a: 0.9815622756518597, b: 1 } as const
    expect(nextPurchase(slow, state(0, 0, 5), 0.5)).toBeNull()
    const when = nextPurchase(pareto, state(2, 30.43, 38.86), 0.5)
    close(buysWithin(pareto, state(2, 30.43, 38.86), when ?? 0), 0.5, 1e-9)
  })
})

describe('Pareto/NBD', () => {
  const at: LifetimeParams = { kind: 'pareto', r: 0.5534, alpha: 10.5802, s: 0.6061, beta: 11.6562 }
  function lnLikelihood(of: BuyerState): number {
    const leaving = { u: at.r + of.x, alpha: at.alpha, s: at.s, beta: at.beta }
    const here = Math.exp(lnLeaving(leaving, of.age) - lnLeaving(leaving, of.tx)) * (at.beta + of.age)
    const all = here + at.s * leavingBetween(leaving, of.tx, of.age)
    const front = lnGamma(leaving.u) - lnGamma(at.r) + at.r * Math.log(at.alpha) + at.s * Math.log(at.beta)
    return front + lnLeaving(leaving, of.tx) + Math.log(all)
  }
  test.each([
    [state(26, 30.86, 31), -39.13212788351, 0.9979177665519, 52, 25.4549135115],
    [state(0, 0, 39), -0.521590125302, 0.2941422392515, 39, 0.1064742936003],
  ] as const)('%o', (of, likelihood, alive, horizon, expected) => {
    close(lnLikelihood(of), likelihood, 1e-9)
    close(aliveChance(at, of), alive, 1e-9)
    close(expectedPurchases(at, of, horizon), expected, 1e-9)
  })
  test('another member, and a newcomer', () => {
    close(aliveChance(at, state(2, 30.43, 38.86)), 0.8691106439681, 1e-9)
    close(expectedPurchases(at, state(2, 30.43, 38.86), 39), 1.455092843844, 1e-9)
    const wanted = [0.0510045340023, 0.0996208809595, 0.1461242722216]
    wanted.forEach((v, i) => close(newcomerMean(at, i + 1), v, 1e-9))
    close(newcomerMean(at, 52), 1.47307, 1e-5)
  })
  test('all purchases still to come, discounted', () => {
    const of: LifetimeParams = {
      kind: 'pareto',
      r: 0.5629966,
      alpha: 12.559037,
      s: 0.4081095,
      beta: 10.5148048,
    }
    close(residualPurchases(of, state(7, 35, 77.86), 0.0027), 1.86418332807, 1e-7)
    const wanted = [2.1991554497, 2.84353440607, 2.86712839121, 2.44541007861]
    wanted.forEach((v, i) => close(residualPurchases(of, state(i + 1, 30, 77.86), 0.0027), v, 1e-7))
  })
})

describe('Gamma-Gamma and lifetime value', () => {
  const spend = { p: 6.25, q: 3.74, gamma: 15.44 }
  test('a purchase is worth', () => {
    close(worthOf(spend, { x: 2, mean: 22.35 }).worth, 24.66371391, 1e-9)
    close(worthOf(spend, { x: 0, mean: 0 }).worth, 35.2189781022, 1e-9)
    const published = [
      [2, 22.35, 24.65],
      [1, 11.77, 18.91],
      [0, 0, 35.17],
      [7, 73.74, 71.46],
    ] as const
    for (const [x, mean, wanted] of published)
      expect(Math.abs(worthOf(spend, { x, mean }).worth - wanted)).toBeLessThan(0.1)
  })
  test.each([
    [state(2, 30.43, 38.86), 22.35, 36.28921113],
    [state(1, 1.71, 38.86), 11.77, 4.63729466],
    [state(0, 0, 38.86), 0, 8.36900436],
    [state(7, 29.43, 38.86), 73.74, 283.53277632],
    [state(1, 5, 38.86), 11.77, 6.88235547],
    [state(2, 35.71, 38.86), 25.55, 43.36787227],
  ] as const)('twelve months at one percent a month: %o, %s a purchase, %s', (of, mean, wanted) => {
    const ahead = { months: 12, month: 4.345, discount: 0.01 }
    close(lifetimeValue({ params: bg, spend }, { ...of, mean }, ahead), wanted, 1e-7)
    // Among others, and in its own place.
    const many = [state(3, 9, 20), of, state(0, 0, 38.86)].map((one) => ({ ...one, mean }))
    close(lifetimeValues({ params: bg, spend }, many, ahead)[1] ?? 0, wanted, 1e-7)
  })
})
