import fc from 'fast-check'
import { expect, test } from 'vitest'
import { smoothOn } from './smooth.ts'

test('a smooth function is found again to thirteen digits between its samples', () =>
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 2, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (wide, share) => {
        const of = (t: number): number => Math.log1p(Math.exp(Math.sin(t)))
        const found = smoothOn(of, { low: -wide, high: wide })
        const at = -wide + share * 2 * wide
        expect(Math.abs((found?.(at) ?? Infinity) - of(at))).toBeLessThan(1e-12)
      },
    ),
  ))

test('a function that few terms do not hold is refused, not guessed', () => {
  expect(smoothOn(Math.abs, { low: -1, high: 1 })).toBeNull()
  expect(smoothOn((t) => 1 / t, { low: 0, high: 1 })).toBeNull()
  expect(smoothOn(() => NaN, { low: 0, high: 1 })).toBeNull()
})
