import fc from 'fast-check'
import { expect, test } from 'vitest'
import { smoothPlaces, smoothSums, type Interval } from './smooth.ts'

const TERMS = 64

/** A function at places of an interval, by its values where it is asked for its sum. */
const found = (of: (at: number) => number, span: Interval, ...asked: number[]) =>
  smoothSums(TERMS, span, Float64Array.from(asked))(smoothPlaces(TERMS, span).map(of))

test('a smooth function is found again to thirteen digits between its samples', () =>
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 2, noNaN: true }),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 5 }),
      (wide, shares) => {
        const of = (t: number): number => Math.log1p(Math.exp(Math.sin(t)))
        const asked = shares.map((share) => -wide + share * 2 * wide)
        const sums = found(of, { low: -wide, high: wide }, ...asked)
        asked.forEach((at, i) => expect(Math.abs((sums?.[i] ?? Infinity) - of(at))).toBeLessThan(1e-12))
      },
    ),
  ))

test('a function that few terms do not hold is refused, not guessed', () => {
  expect(found(Math.abs, { low: -1, high: 1 }, 0.5)).toBeNull()
  expect(found((t) => 1 / t, { low: 0, high: 1 }, 0.5)).toBeNull()
  expect(found(() => NaN, { low: 0, high: 1 }, 0.5)).toBeNull()
})
