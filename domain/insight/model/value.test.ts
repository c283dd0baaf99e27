import fc from 'fast-check'
import { expect, test } from 'vitest'
import { money } from '#base/money'
import { financeProfile, type Household } from './household.ts'
import { addedUp, fitShiftedBetaGeometric, renewalsOf, survival } from './retention-sbg.ts'
import { retention } from './retention-table.ts'
import { breakage } from './value-breakage.ts'
import { chainLadder } from './value-chain-ladder.ts'
import { pointsLiability, usedBpsOf } from './value-liability.ts'
import { allocate, expectedUse, rollYears } from './value-revenue.ts'

test('IFRS 15 example 52: 100,000 of goods and 10,000 points worth 0.95 each', () => {
  const { goodsMinor, pointsMinor } = allocate(money(100_000), money(100_000), money(9_500))
  expect([goodsMinor, pointsMinor]).toEqual([91_324, 8_676])
  const years = rollYears(pointsMinor, [
    { usedPoints: 4_500, expectedPoints: 9_500 },
    { usedPoints: 8_500, expectedPoints: 9_700 },
  ])
  expect(years.map((y) => y.releasedMinor)).toEqual([4_110, 3_493])
  expect(years[1]?.leftMinor).toBe(1_073)
  expect(expectedUse(10_000, 500)).toBe(9_500)
})

test('however the estimate moves, when all is used all is released', () => {
  const points = fc.integer({ min: 1, max: 10_000 })
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10_000_000 }),
      fc.array(points, { minLength: 1, maxLength: 6 }),
      (deferred, used) => {
        let sofar = 0
        const years = used.map((n, k) => {
          sofar += n
          return { usedPoints: sofar, expectedPoints: k === used.length - 1 ? sofar : sofar + n }
        })
        const rolled = rollYears(money(deferred), years)
        expect(rolled.reduce((s, y) => s + y.releasedMinor, 0)).toBe(deferred)
        expect(rolled.at(-1)?.leftMinor).toBe(0)
      },
    ),
  )
})

/** RAA, Automatic Facultative (Mack 1994; the example of the R package ChainLadder). */
const RAA = [
  [5012, 8269, 10907, 11805, 13539, 16181, 18009, 18608, 18662, 18834],
  [106, 4285, 5396, 10666, 13782, 15599, 15496, 16169, 16704],
  [3410, 8992, 13873, 16141, 18735, 22214, 22863, 23466],
  [5655, 11555, 15766, 21266, 23425, 26083, 27067],
  [1092, 9565, 15836, 22169, 25955, 26180],
  [1513, 6445, 11702, 12935, 15852],
  [557, 4020, 10946, 12314],
  [1351, 6947, 13112],
  [3133, 5395],
  [2063],
]
/** Taylor and Ashe (1983), as in Mack (1993), table 1. */
const TAYLOR_ASHE = [
  [357848, 1124788, 1735330, 2218270, 2745596, 3319994, 3466336, 3606286, 3833515, 3901463],
  [352118, 1236139, 2170033, 3353322, 3799067, 4120063, 4647867, 4914039, 5339085],
  [290507, 1292306, 2218525, 3235179, 3985995, 4132918, 4628910, 4909315],
  [310608, 1418858, 2195047, 3757447, 4029929, 4381982, 4588268],
  [443160, 1136350, 2128333, 2897821, 3402672, 3873311],
  [396132, 1333217, 2180715, 2985752, 3691712],
  [440832, 1288463, 2419861, 3483130],
  [359480, 1421128, 2864498],
  [376686, 1363294],
  [344014],
]

test("Mack's chain ladder on Taylor and Ashe: reserves and standard errors as published", () => {
  const found = chainLadder(TAYLOR_ASHE)
  expect(Math.round(found?.total.toCome ?? 0)).toBe(18_680_856)
  expect(Math.round(found?.total.se ?? 0)).toBe(2_447_095)
  const published = [
    [94_634, 75_535],
    [469_511, 121_699],
    [709_638, 133_549],
    [984_889, 261_406],
  ]
  published.forEach(([reserve, se], k) => {
    expect(Math.round(found?.origins[k + 1]?.toCome ?? 0)).toBe(reserve)
    expect(Math.round(found?.origins[k + 1]?.se ?? 0)).toBe(se)
  })
})

test('Mack on RAA, whose second row takes something back', () => {
  const found = chainLadder(RAA)
  expect(found?.total.toCome).toBeCloseTo(52_135.23, 2)
  expect(found?.total.se).toBeCloseTo(26_909.01, 2)
})

test('an age that nothing was ever seen to grow from has no pattern', () => {
  expect(chainLadder([[0, 0, 5], [0, 0], [0]])).toBeNull()
})

const history = (months: number, life: number, use: number) => {
  const given = Array.from({ length: months }, (_, i) => 10_000 + 100 * i)
  const whole = given.map((points, i) => {
    let sofar = 0
    return Array.from({ length: life }, (_, k) => {
      const more = points * use * 0.4 * 0.6 ** k * (1 + 0.1 * Math.sin(7 * i + k))
      return (sofar += Math.round(more))
    })
  })
  const redeemed = whole.map((row, i) => row.slice(0, Math.min(life, months - i)))
  const used = whole.reduce((sum, row) => sum + (row.at(-1) ?? 0), 0)
  return { given, redeemed, truth: 1 - used / given.reduce((a, b) => a + b, 0) }
}

test('breakage is measured from the pattern, with an interval that holds what then happens', () => {
  const months = history(24, 18, 0.7)
  const found = breakage(months, { lifeMonths: 18 })
  expect(found.basis).toBe('measured')
  expect(Math.abs((found.rate ?? 0) - months.truth)).toBeLessThan(0.005)
  expect(found.interval?.low).toBeLessThan(months.truth)
  expect(found.interval?.high).toBeGreaterThan(months.truth)
  expect((found.interval?.high ?? 1) - (found.interval?.low ?? 0)).toBeLessThan(0.05)
})

test('below twelve issue months and a full life the owner says the rate, and it is called an assumption', () => {
  const young = history(6, 24, 0.7)
  expect(breakage(young, { lifeMonths: 24 })).toMatchObject({ basis: 'unknown', rate: null })
  expect(breakage(young, { lifeMonths: 24, ownerRate: 0.25 })).toMatchObject({
    basis: 'assumption',
    rate: 0.25,
    interval: null,
  })
})

test('points liability by age, and what five points of a hundred more or fewer would do', () => {
  const aged = [
    { ageMonths: 11, points: 40_000, usedBps: 2_000 },
    { ageMonths: 0, points: 100_000, usedBps: 8_000 },
  ]
  const found = pointsLiability(aged, { perHundredMinor: 100 })
  expect(found.rows.map((r) => [r.ageMonths, r.faceMinor, r.expectedMinor])).toEqual([
    [0, 100_000, 80_000],
    [11, 40_000, 8_000],
  ])
  expect(found).toMatchObject({
    points: 140_000,
    faceMinor: 140_000,
    expectedMinor: 88_000,
    neverMinor: 52_000,
    moreUsedMinor: 95_000,
    fewerUsedMinor: 81_000,
  })
  expect([usedBpsOf(30, 100), usedBpsOf(130, 100), usedBpsOf(5, 0)]).toEqual([3000, 10_000, 0])
})

const REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241]

test('shifted beta-geometric on the "Regular" customers of Fader and Hardie', () => {
  const found = fitShiftedBetaGeometric(renewalsOf(REGULAR))
  expect(Math.abs((found?.alpha ?? 0) / 0.704077 - 1)).toBeLessThan(1e-4)
  expect(Math.abs((found?.beta ?? 0) / 1.182043 - 1)).toBeLessThan(1e-4)
  expect(found?.logLikelihood).toBeCloseTo(-1680.26519, 4)
  const shares = survival(found as NonNullable<typeof found>, 12)
  expect(shares[0]).toBe(1)
  REGULAR.forEach((n, t) => expect(Math.abs((shares[t] as number) - n / 1000)).toBeLessThan(0.01))
})

test('cohorts of different ages add up; nobody or everybody leaving fits nothing', () => {
  const whole = fitShiftedBetaGeometric(renewalsOf(REGULAR))
  const twice = fitShiftedBetaGeometric(addedUp([renewalsOf(REGULAR), renewalsOf(REGULAR.slice(0, 4))]))
  expect(twice?.alpha).toBeGreaterThan(0.5)
  expect(fitShiftedBetaGeometric(addedUp([renewalsOf(REGULAR), renewalsOf(REGULAR)]))?.alpha).toBeCloseTo(
    whole?.alpha ?? 0,
    9,
  )
  expect(fitShiftedBetaGeometric(renewalsOf([10, 10, 10]))).toBeNull()
  expect(fitShiftedBetaGeometric(renewalsOf([10, 0, 0]))).toBeNull()
  expect(fitShiftedBetaGeometric(renewalsOf([10, 4]))).toBeNull()
})

test('a survival curve never rises, and fitting its own numbers finds it again', () => {
  const parameter = fc.double({ min: 0.2, max: 4, noNaN: true })
  fc.assert(
    fc.property(parameter, parameter, (alpha, beta) => {
      const shares = survival({ alpha, beta, logLikelihood: 0 }, 9)
      shares.forEach((s, t) => expect(s).toBeLessThanOrEqual(shares[t - 1] ?? 1))
      const found = fitShiftedBetaGeometric(renewalsOf(shares.map((s) => s * 1e6)))
      expect(Math.abs((found?.alpha ?? 0) / alpha - 1)).toBeLessThan(1e-5)
      expect(Math.abs((found?.beta ?? 0) / beta - 1)).toBeLessThan(1e-5)
    }),
  )
})

test('a month that is not over has no rate, and the row of all cohorts leaves it out', () => {
  const complete = (buyers: number) => ({ buyers, complete: true })
  const found = retention([
    { month: '2024-01', size: 100, months: [complete(100), complete(40), { buyers: 3, complete: false }] },
    { month: '2024-02', size: 50, months: [complete(50), { buyers: 1, complete: false }] },
  ])
  expect(found.rows[0]?.cells.map((c) => c.rate)).toEqual([1, 0.4, null])
  expect(found.byAge.map((a) => [a.age, a.size, a.buyers])).toEqual([
    [0, 150, 150],
    [1, 100, 40],
  ])
})

const HOUSE: Household = {
  netIncomeMinor: 6_000_000,
  surplusMinor: 3_600_000,
  liquidMinor: 900_000,
  monthlyExpenseMinor: 200_000,
  assetsMinor: 8_000_000,
  netAssetsMinor: 6_000_000,
  monthlyRepaymentMinor: 150_000,
  monthlyIncomeMinor: 500_000,
  investmentsMinor: 3_300_000,
}

test('C80: the six ratios of the fixture household, all well, and in the target group', () => {
  const found = financeProfile(HOUSE, { targetMinor: 5_000_000 })
  expect(found.ratios.map((r) => [r.name, r.value, r.stands])).toEqual([
    ['surplus', 0.6, 'ok'],
    ['liquidity', 4.5, 'ok'],
    ['liquid_share', 0.15, 'ok'],
    ['solvency', 0.75, 'ok'],
    ['debt_service', 0.3, 'ok'],
    ['investment', 0.55, 'ok'],
  ])
  expect(found.inTarget).toBe(true)
  expect(financeProfile({ ...HOUSE, netAssetsMinor: 4_999_999 }, { targetMinor: 5_000_000 }).inTarget).toBe(
    false,
  )
})

test('a ratio on the line is well, one beyond it is not, and one of nothing is unknown', () => {
  const stands = (change: Partial<Household>, name: string) =>
    financeProfile({ ...HOUSE, ...change }).ratios.find((r) => r.name === name)?.stands
  expect(stands({ liquidMinor: 1_200_000 }, 'liquidity')).toBe('ok')
  expect(stands({ liquidMinor: 1_200_001 }, 'liquidity')).toBe('high')
  expect(stands({ liquidMinor: 599_999 }, 'liquidity')).toBe('low')
  expect(stands({ monthlyRepaymentMinor: 300_000 }, 'debt_service')).toBe('high')
  expect(stands({ monthlyIncomeMinor: 0 }, 'debt_service')).toBe('unknown')
})
