import { expect, test } from 'vitest'
import {
  arcsinePower,
  effectH,
  meansMde,
  meansPower,
  meansSize,
  sharesMde,
  sharesPower,
  sharesSize,
} from './power.ts'
import { splitSharesSize } from './power.ts'

test('two shares: R power.prop.test', () => {
  expect(sharesPower(0.5, 0.75, 50)).toBeCloseTo(0.7401659, 7)
  expect(sharesSize(0.5, 0.75, { alpha: 0.05, power: 0.9 })).toBeCloseTo(76.7069, 3)
  expect(sharesSize(0.2, 0.25)).toBeCloseTo(1093.739, 3)
  expect(sharesSize(0.05, 0.06)).toBeCloseTo(8157.731, 2)
})

test('two means: R power.t.test', () => {
  expect(meansPower(1, 20)).toBeCloseTo(0.8689528, 7)
  expect(meansSize(0.2)).toBeCloseTo(393.4067, 3)
  expect(meansSize(0.5)).toBeCloseTo(63.76576, 4)
  expect(meansSize(0.8)).toBeCloseTo(25.52463, 4)
})

test('arcsine effect sizes: R pwr', () => {
  expect(arcsinePower(0.3, 80, 80)).toBeCloseTo(0.5996777, 7)
  expect(arcsinePower(0.3, 80, 245)).toBeCloseTo(0.7532924, 7)
  expect(effectH(0.5, 0.5)).toBe(0)
})

test.each([
  [0.5, 16309.97],
  [0.1, 42200.81],
  [0.05, 79224.11],
])('5 % against 6 % with %d held out takes %d members in all', (held, wanted) => {
  expect(Math.abs(splitSharesSize(0.05, 0.06, held) - wanted)).toBeLessThan(0.01)
})

// The table an owner sees before sending: percent of a base share of 5 %.
test.each([
  [2000, 0.02, 195],
  [2000, 0.5, 55],
  [10_000, 0.05, 56],
  [50_000, 0.1, 18],
  [200_000, 0.2, 6.8],
  [1_000_000, 0.02, 8.7],
  [1_000_000, 0.5, 2.4],
])('%d members with %d held can see a lift of %d percent', (members, held, percent) => {
  const arms = { control: members * held, treated: members * (1 - held) }
  const lift = (sharesMde(0.05, arms) / 0.05) * 100
  expect(Number(lift.toPrecision(percent < 10 ? 2 : 3)).toFixed(percent < 10 ? 1 : 0)).toBe(
    percent.toFixed(percent < 10 ? 1 : 0),
  )
})

test('CUPED with correlation ρ sees a difference smaller by √(1 − ρ²)', () => {
  const arms = { control: 500, treated: 4500 }
  expect(meansMde(10 * Math.sqrt(1 - 0.25), arms) / meansMde(10, arms)).toBeCloseTo(Math.sqrt(0.75), 12)
})
