import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { day, dayNumber } from '#base/instant'
import { rowsOf, sharedFile } from '#test/world/data'
import { monthText } from './calendar.ts'
import type { SpendRows } from './purchase-days.ts'
import { straightLine, trendLine } from './trend-line.ts'
import { monthlyByMember, monthlySpend, wholeMonths } from './trend-monthly.ts'
import { kendall, theilSen } from './trend-robust.ts'
import { deseasonalised } from './trend-season.ts'
import { memberTrends, trendOf } from './trend.ts'
import { chanceFrom } from './uplift-chance.ts'

/** NIST StRD, Norris: ozone monitors, y by x. */
const NORRIS: readonly (readonly [number, number])[] = [
  [0.1, 0.2],
  [338.8, 337.4],
  [118.1, 118.2],
  [888.0, 884.6],
  [9.2, 10.1],
  [228.1, 226.5],
  [668.5, 666.3],
  [998.5, 996.3],
  [449.1, 448.6],
  [778.9, 777.0],
  [559.2, 558.2],
  [0.3, 0.4],
  [0.1, 0.6],
  [778.1, 775.5],
  [668.8, 666.9],
  [339.3, 338.0],
  [448.9, 447.5],
  [10.8, 11.6],
  [557.7, 556.0],
  [228.3, 228.1],
  [998.0, 995.8],
  [888.8, 887.6],
  [119.6, 120.2],
  [0.3, 0.3],
  [0.6, 0.3],
  [557.6, 556.8],
  [339.3, 339.1],
  [888.0, 887.2],
  [998.5, 999.0],
  [778.9, 779.0],
  [10.2, 11.1],
  [117.6, 118.3],
  [228.9, 229.2],
  [668.4, 669.1],
  [449.2, 448.9],
  [0.2, 0.5],
]

const near = (value: number | undefined, wanted: number, relative: number): void => {
  expect(Math.abs((value ?? Number.NaN) / wanted - 1), `${value} is not ${wanted}`).toBeLessThan(relative)
}

test('NIST Norris', () => {
  const found = straightLine(
    NORRIS.map(([, x]) => x),
    NORRIS.map(([y]) => y),
  )
  near(found.slope, 1.00211681802045, 1e-12)
  near(found.intercept, -0.262323073774029, 1e-9)
  near(found.slopeSe, 0.000429796848199937, 1e-9)
  near(found.interceptSe, 0.232818234301152, 1e-9)
  near(found.rSquared, 0.999993745883712, 1e-9)
})

const DIGITS = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9]

// numpy, written out: Bartlett weights, n/(n − 2), t with 13 degrees.
test('Newey–West error of the slope', () => {
  const found = trendLine(DIGITS)
  near(found.slope, 0.435714285714286, 1e-12)
  near(found.hacSe, 0.059607995570669585, 1e-10)
  near(found.low, 0.30693904, 1e-7)
  near(found.high, 0.56448953, 1e-7)
})

// scipy.stats.theilslopes and kendalltau.
test('Theil–Sen and Kendall, with ties and without', () => {
  const tied = theilSen(DIGITS)
  near(tied.slope, 4 / 9, 1e-12)
  near(tied.intercept, 1.8888888888888893, 1e-12)
  near(tied.low, 0.2, 1e-12)
  near(tied.high, 0.7272727272727273, 1e-12)
  near(kendall(DIGITS).tau, 0.5449820181420517, 1e-12)
  near(kendall(DIGITS).p, 0.005897186558082171, 1e-10)
  const plain = [2.1, 3.4, 1.2, 5.5, 4.1, 6.7, 5.2]
  expect(theilSen(plain)).toMatchObject({ slope: expect.closeTo(0.6, 12), low: expect.closeTo(-0.45, 12) })
  expect(kendall(plain)).toEqual({
    tau: expect.closeTo(11 / 21, 12),
    p: expect.closeTo(0.1361111111111111, 12),
  })
  expect(kendall([5, 5, 5])).toEqual({ tau: 0, p: 1 })
})

test('C64: 100, 120, 140, 160 rises by 20, next 180; a flat line has no slope', () => {
  const rising = trendOf({ first: 24_000, values: Float64Array.of(100, 120, 140, 160) })
  expect(rising).toMatchObject({ direction: 'rising', seasonRemoved: false })
  expect(rising?.line.slope).toBeCloseTo(20, 12)
  expect(rising?.next).toBeCloseTo(180, 10)
  const flat = trendOf({ first: 24_000, values: Float64Array.of(70, 70, 70, 70) })
  expect(flat).toMatchObject({ direction: 'flat', kendall: { p: 1 } })
  expect(flat?.line.slope).toBe(0)
  expect(trendOf({ first: 24_000, values: Float64Array.of(1, 2) })).toBeNull()
})

test('one odd month turns the plain line, not the robust one', () => {
  const values = Float64Array.from({ length: 12 }, (_, i) => 100 + i)
  values[0] = 5000
  const found = trendOf({ first: 0, values })
  expect(found?.line.slope).toBeLessThan(-100)
  expect(found?.robust.slope).toBeCloseTo(1, 12)
})

test('adding a constant, turning round and scaling do what they should', () => {
  const series = fc.array(fc.integer({ min: -1000, max: 100_000 }), { minLength: 4, maxLength: 30 })
  fc.assert(
    fc.property(series, (y) => {
      const [a, b] = [theilSen(y), theilSen(y.map((v) => 3 * v + 7))]
      expect(b.slope).toBeCloseTo(3 * a.slope, 6)
      expect(a.low).toBeLessThanOrEqual(a.slope)
      expect(a.high).toBeGreaterThanOrEqual(a.slope)
      const [k, r] = [kendall(y), kendall(y.toReversed())]
      expect(r.tau).toBeCloseTo(-k.tau, 12)
      expect(r.p).toBeCloseTo(k.p, 12)
      expect(k.p).toBeGreaterThanOrEqual(0)
      const t = trendLine(y)
      expect(t.low).toBeLessThanOrEqual(t.slope)
      expect(Number.isFinite(t.hacSe)).toBe(true)
    }),
  )
})

test('the season is found and taken out; one year cannot tell it from a trend', () => {
  const effects = [30, 40, -10, -10, 0, 0, -20, -20, 10, 0, -10, -10]
  const y = Array.from({ length: 29 }, (_, i) => 500 + 4 * i + (effects[(i + 2) % 12] as number))
  const found = deseasonalised(y, 2)
  found?.effects.forEach((e, m) => expect(e).toBeCloseTo(effects[m] as number, 8))
  found?.adjusted.forEach((v, i) => expect(v).toBeCloseTo(500 + 4 * i, 8))
  expect(deseasonalised(y.slice(0, 23), 2)).toBeNull()
  const trend = trendOf({ first: 24_000 + 2, values: Float64Array.from(y) })
  expect(trend?.next).toBeCloseTo(500 + 4 * 29 + (effects[7] as number), 6)
})

let cdnow: SpendRows
let members = 0
const on = (text: string): number => dayNumber(day(text))

beforeAll(() => {
  const rows = rowsOf(sharedFile('cdnow_sample/transactions.csv.gz'))
  const ids = new Map([...new Set(rows.map((r) => r['customer_id'] as string))].map((id, i) => [id, i]))
  members = ids.size
  cdnow = {
    member: Int32Array.from(rows, (r) => ids.get(r['customer_id'] as string) as number),
    day: Int32Array.from(rows, (r) => on(r['date'] as string)),
    spendMinor: Float64Array.from(rows, (r) => Math.round(Number(r['amount']) * 100)),
  }
})

test('an incomplete month is no fall, and zero months count', () => {
  const within = { from: on('1997-01-01'), to: on('1998-06-15') }
  expect(wholeMonths(within)).toMatchObject({ last: 1998 * 12 + 4 })
  const months = monthlySpend(cdnow, within)
  expect(months?.values).toHaveLength(17)
  expect(monthText(months?.first ?? 0)).toBe('1997-01')
  expect(wholeMonths({ from: on('1998-02-02'), to: on('1998-03-30') })).toBeNull()
  const one = { member: Int32Array.of(0, 0), day: Int32Array.of(on('1997-01-05'), on('1997-04-02')) }
  const rows = { ...one, spendMinor: Float64Array.of(500, 700) }
  const [own] = monthlyByMember(rows, 1, { from: on('1997-01-01'), to: on('1997-05-31') })
  // From the month after the first purchase on.
  expect(own).toMatchObject({ first: 1997 * 12 + 1, purchases: 2, values: Float64Array.of(0, 0, 700, 0) })
})

test('few CDNOW members have a trend that survives looking at them all', () => {
  const within = { from: on('1997-01-01'), to: on('1998-06-30') }
  const list = monthlyByMember(cdnow, members, within)
  const { trends, tooLittle } = memberTrends(list)
  expect(list.length).toBe(trends.length + tooLittle)
  for (const t of trends) expect(t.periods).toBeGreaterThanOrEqual(6)
  const alone = trends.filter((t) => t.p < 0.05).length
  const told = trends.filter((t) => t.direction !== 'unsure')
  expect(alone).toBeGreaterThan(0)
  expect(told.length).toBeLessThan(alone)
  for (const t of told) expect(t.adjustedP).toBeLessThanOrEqual(0.1)
})

test('members who buy at random have no trend', () => {
  const chance = chanceFrom(5)
  const rows = Array.from({ length: 300 }, (_, m) => ({
    member: m,
    first: 0,
    purchases: 12,
    values: Float64Array.from({ length: 12 }, () => Math.floor(chance() * 1000)),
  }))
  expect(memberTrends(rows).trends.filter((t) => t.direction !== 'unsure').length).toBeLessThanOrEqual(6)
  const rising = [
    { member: 0, first: 0, purchases: 12, values: Float64Array.from({ length: 12 }, (_, i) => i) },
  ]
  expect(memberTrends(rising).trends[0]?.direction).toBe('rising')
  expect(memberTrends([{ ...(rising[0] as (typeof rising)[0]), purchases: 3 }])).toEqual({
    tooLittle: 1,
    trends: [],
  })
})
