import { expect, test } from 'vitest'
import { maximise, type Surface } from './newton.ts'

/** The highest at e³, where the value seems lower than beside it: what rounding does to a sum of millions. */
const rough =
  (rounding?: number) =>
  ([a = 1]: readonly number[]): Surface => {
    const off = Math.log(a) - 3
    return {
      value: -1e6 * off * off * (1 + off) - (Math.abs(off) < 1e-7 ? 1e-3 : 0),
      gradient: Float64Array.of((-1e6 * (2 * off + 3 * off * off)) / a),
      hessian: Float64Array.of((-1e6 * (2 + 6 * off - 2 * off - 3 * off * off)) / (a * a)),
      ...(rounding === undefined ? {} : { rounding }),
    }
  }
const bounds = { low: [1e-3], high: [1e3] }

test('where rounding hides what a step gains, the gradient ends the search', () => {
  const peak = maximise(rough(2e-3), [24], bounds)
  expect(peak.converged).toBe(true)
  expect(peak.evaluations).toBeLessThan(10)
  expect(Math.log(peak.at[0] ?? 0)).toBeCloseTo(3, 8)
  // Who does not know of it goes on looking for steps that are no worse than the one before.
  expect(maximise(rough(), [24], bounds).evaluations).toBeGreaterThan(10)
})
