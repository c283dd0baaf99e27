import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  chiSquareTail,
  gammaTail,
  incompleteBeta,
  lnBeta,
  lnGamma,
  normalCdf,
  normalQuantile,
  normalTwoSided,
  shiftedStudentTail,
  studentCdf,
  studentQuantile,
  studentTwoSided,
} from './special.ts'

const near = (value: number, wanted: number, relative: number): void => {
  expect(Math.abs(value - wanted) / Math.abs(wanted), `${value} is not ${wanted}`).toBeLessThanOrEqual(
    relative,
  )
}

test.each([
  [0.5, 0.5723649429247001],
  [0.001, 6.907178885383853],
  [3.7, 1.428072326665388],
  [10, 12.801827480081469],
  [100, 359.1342053695754],
  [9850.79, 80717.34371],
])('ln Γ(%d) is %d', (x, wanted) => near(lnGamma(x), wanted, x > 1000 ? 1e-3 : 3e-15))

test('ln Γ climbs by ln x from x to x + 1, small and large', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 1e5, noNaN: true }), (x) => {
      const miss = lnGamma(x + 1) - lnGamma(x) - Math.log(x)
      return Math.abs(miss) <= 4e-15 * Math.max(1, Math.abs(lnGamma(x + 1)))
    }),
  )
})

test('ln B holds the recurrence B(a, b) = B(a + 1, b) + B(a, b + 1) on all of its three branches', () => {
  const parameter = fc.double({ min: 0.05, max: 2e4, noNaN: true })
  fc.assert(
    fc.property(parameter, parameter, (a, b) => {
      const whole = lnBeta(a, b)
      const parts = Math.exp(lnBeta(a + 1, b) - whole) + Math.exp(lnBeta(a, b + 1) - whole)
      return Math.abs(parts - 1) < 1e-10
    }),
  )
})

test.each([
  [0, 0.5],
  [1.959963984540054, 0.975],
  [-1.959963984540054, 0.025],
  [1, 0.8413447460685429],
  [-5, 2.866515718791939e-7],
  [-10, 7.619853024160527e-24],
  [-38, 2.8854283e-316],
])('Φ(%d) is %d', (z, wanted) => near(normalCdf(z), wanted, z < -30 ? 1e-6 : 1e-13))

test.each([
  [0.975, 1.959963984540054],
  [0.8, 0.8416212335729143],
  [0.98, 2.0537489106318225],
  [0.995, 2.5758293035489004],
  [1e-10, -6.361340902404056],
  [1e-300, -37.0471],
])('the %d quantile of the normal is %d', (p, wanted) =>
  near(normalQuantile(p), wanted, p < 1e-200 ? 1e-5 : 2e-14),
)

test('quantile and share of the normal undo each other', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-250, max: 0.5, noNaN: true }), (p) => {
      return Math.abs(normalCdf(normalQuantile(p)) / p - 1) < 1e-11
    }),
  )
})

test.each([
  [2.2281388519862744, 10, 0.05],
  [Math.tan(0.475 * Math.PI), 1, 0.05],
  [2.015048373333024, 5, 0.1],
  [Math.tan(0.495 * Math.PI), 1, 0.01],
])('|T| beyond %d with %d degrees of freedom has probability %d', (t, degrees, p) =>
  near(studentTwoSided(t, degrees), p, 1e-12),
)

test('with one degree of freedom T is Cauchy, with two it is algebraic', () => {
  for (const t of [-40, -3, -0.2, 0.01, 0.9, 5, 1e4]) {
    near(studentCdf(t, 1), 0.5 + Math.atan(t) / Math.PI, 1e-11)
    near(studentCdf(t, 2), 0.5 + t / (2 * Math.sqrt(2 + t * t)), 1e-11)
  }
})

test('quantile and share of T undo each other for any degrees of freedom', () => {
  const degrees = fc.double({ min: 0.5, max: 1e6, noNaN: true })
  fc.assert(
    fc.property(fc.double({ min: 1e-9, max: 0.4999, noNaN: true }), degrees, (p, df) => {
      return Math.abs(studentCdf(studentQuantile(p, df), df) / p - 1) < 1e-9
    }),
  )
})

test.each([
  [3.841458820694124, 1, 0.05],
  [5.991464547107979, 2, 0.05],
  [18.307038053275146, 10, 0.05],
  [124.34211340400407, 100, 0.05],
  [1.386294361119891, 2, 0.5],
])('χ² beyond %d with %d degrees of freedom has probability %d', (x, degrees, p) =>
  near(chiSquareTail(x, degrees), p, 1e-12),
)

test('the gamma tail with a whole shape is a Poisson sum', () => {
  for (const x of [0.01, 0.7, 3, 12, 40]) {
    near(gammaTail(3, x), Math.exp(-x) * (1 + x + (x * x) / 2), 1e-13)
  }
})

test('the incomplete beta is a power for b = 1, mirrors itself, and is 0 and 1 at the ends', () => {
  for (const x of [0.001, 0.3, 0.77, 0.999]) {
    near(incompleteBeta(3.5, 1, x), x ** 3.5, 1e-13)
    near(incompleteBeta(2.2, 5.1, x) + incompleteBeta(5.1, 2.2, 1 - x), 1, 1e-13)
  }
  expect([incompleteBeta(2, 3, 0), incompleteBeta(2, 3, 1)]).toEqual([0, 1])
})

test('without a shift the shifted T is T', () => {
  for (const degrees of [1, 4, 38, 5000])
    near(shiftedStudentTail(1.3, degrees, 0), 1 - studentCdf(1.3, degrees), 1e-12)
})

test('far tails keep their digits: z = 15.52012 has p = 2.53577e-54', () =>
  near(normalTwoSided(15.52012), 2.53577e-54, 1e-5))
