import { beforeAll, expect, test } from 'vitest'
import { rowsOf, sharedFile } from '#test/world/data'
import { anytimeOfDifference, anytimeP } from './anytime.ts'
import { covariateSums, cuped } from './cuped.ts'
import { welch } from './mean-difference.ts'
import { sumsOf } from './moments.ts'
import { shareDifference } from './proportion.ts'
import { splitCheck } from './srm.ts'
import { stratified } from './strata.ts'

type Arm = Readonly<{ size: number; column: (name: string) => Float64Array; flagged: (flag: string) => Arm }>
let arms: Readonly<{ mens: Arm; womens: Arm; control: Arm }>

const armOf = (rows: readonly Record<string, string>[]): Arm => ({
  size: rows.length,
  column: (name) => Float64Array.from(rows, (row) => Number(row[name])),
  flagged: (flag) => armOf(rows.filter((row) => row['womens'] === flag)),
})

beforeAll(() => {
  const rows = rowsOf(sharedFile('hillstrom_odd/email_experiment.csv.gz'))
  const arm = (segment: string) => armOf(rows.filter((row) => row['segment'] === segment))
  arms = { mens: arm('Mens E-Mail'), womens: arm('Womens E-Mail'), control: arm('No E-Mail') }
})

const near = (value: number | undefined, wanted: number, relative = 1e-6): void => {
  expect(Math.abs((value ?? Number.NaN) / wanted - 1), `${value} is not ${wanted}`).toBeLessThan(relative)
}
const count = (arm: Arm, metric: string) => {
  const column = arm.column(metric)
  return { hits: column.reduce((a, b) => a + b, 0), n: column.length }
}

test('the arms have the sizes the draw promised', () => {
  const sizes = [arms.mens.size, arms.womens.size, arms.control.size]
  expect(sizes).toEqual([10778, 10636, 10586])
  near(splitCheck(sizes, [1, 1, 1]).p, 0.394504394)
})

test.each([
  ['mens', 'visit', 0.07498914, 0.004795105, 0.065587305, 0.084387411, 2.53577e-54, 15.52012],
  ['mens', 'conversion', 0.005091436, 0.001246872, 0.002655682, 0.007592905, 4.68584e-5, null],
  ['womens', 'visit', 0.044809319, 0.004614606, 0.035764298, 0.053857889, 3.47522e-22, null],
  ['womens', 'conversion', 0.002887097, 0.001168303, 0.000592993, 0.005226823, 0.013523, null],
] as const)('%s, %s', (arm, metric, difference, se, low, high, p, z) => {
  const found = shareDifference(count(arms[arm], metric), count(arms.control, metric))
  near(found.difference, difference)
  near(found.se, se)
  near(found.low, low)
  near(found.high, high)
  // As many digits as the reference gives.
  near(found.p, p, p === 0.013523 ? 4e-5 : 2e-6)
  if (z !== null) near(found.z, z, 1e-7)
})

test.each([
  ['mens', 0.46631929, 0.16574287, 19701.582, 0.14144928, 0.79118931, 0.00490523],
  ['womens', 0.58798884, 0.18198861, 18083.759, 0.23127384, 0.94470384, 0.00123617],
] as const)('%s, spend', (arm, difference, se, degrees, low, high, p) => {
  const found = welch(sumsOf(arms[arm].column('spend')), sumsOf(arms.control.column('spend')))
  near(found.difference, difference)
  near(found.se, se)
  near(found.degrees, degrees)
  near(found.low, low)
  near(found.high, high)
  near(found.p, p, 5e-6)
})

test('CUPED with one covariate and with five', () => {
  const sums = (arm: Arm, names: readonly string[]) =>
    covariateSums(
      arm.column('visit'),
      names.map((name) => arm.column(name)),
    )
  const one = cuped(sums(arms.womens, ['history']), sums(arms.control, ['history']))
  near(one.theta[0], 8.62064988e-5)
  near(one.difference, 0.04467882)
  near(one.se, 0.00460518)
  const names = ['recency', 'history', 'mens', 'womens', 'newbie']
  const five = cuped(sums(arms.womens, names), sums(arms.control, names))
  near(five.difference, 0.04535914)
  near(five.se, 0.00456083)
  expect(five.varianceRatio).toBeLessThan(one.varianceRatio)
  const twice = cuped(sums(arms.womens, [...names, 'history']), sums(arms.control, [...names, 'history']))
  near(twice.difference, five.difference, 1e-9)
})

test('looking every day costs width: the anytime interval, and a p of 0.0135 that becomes 0.2', () => {
  const visit = shareDifference(count(arms.womens, 'visit'), count(arms.control, 'visit'))
  const conversion = shareDifference(count(arms.womens, 'conversion'), count(arms.control, 'conversion'))
  const n = arms.womens.size + arms.control.size
  near(anytimeOfDifference(visit.se, n, n, 0.05), 0.014006295)
  near(anytimeOfDifference(conversion.se, n, n, 0.05), 0.003546045)
  near(anytimeP({ difference: conversion.difference, se: conversion.se, n, planned: n }), 0.198564, 4e-6)
})

test('the past category tells who reacts', () => {
  const by = (flag: string, metric: string) => {
    const of = (arm: Arm) => count(arm.flagged(flag), metric)
    return shareDifference(of(arms.womens), of(arms.control))
  }
  near(by('0', 'visit').difference, 0.012030423)
  near(by('0', 'visit').se, 0.006216589)
  near(by('1', 'visit').difference, 0.070894469)
  near(by('1', 'visit').se, 0.006624149)
})

test('post-stratifying by the flag keeps the estimate and narrows it a little', () => {
  const strata = ['0', '1'].map((flag) => {
    const of = (arm: Arm) => sumsOf(arm.flagged(flag).column('visit'))
    return { treated: of(arms.womens), control: of(arms.control) }
  })
  const raw = welch(sumsOf(arms.womens.column('visit')), sumsOf(arms.control.column('visit')))
  const found = stratified(strata)
  expect(Math.abs(found.difference - raw.difference)).toBeLessThan(raw.se / 4)
  expect(found.se).toBeLessThan(raw.se)
})
