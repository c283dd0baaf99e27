import fc from 'fast-check'
import { expect, test } from 'vitest'
import { money } from '#base/money'
import { points } from '#base/points'
import { clawBackFor, firstProgram, pointsFor } from './model.ts'

test('one yuan is one point, and the fen behind it earn nothing', () => {
  const program = firstProgram(2)
  expect(pointsFor(program, money(100_00))).toBe(100)
  expect(pointsFor(program, money(29_33))).toBe(29)
  expect(pointsFor(program, money(99))).toBe(0)
})

test('a sale too large for doubles still earns to the point', () => {
  const program = { earning: { points: 999_983, perMinor: 1_000_003 } }
  expect(pointsFor(program, money(9_007_199_254_740_991))).toBe(
    Number((9_007_199_254_740_991n / 1_000_003n) * 999_983n),
  )
})

test('however a return is split, it takes the same points in all and never more than were earned', () => {
  const parts = fc.array(fc.integer({ min: 0, max: 50_000 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(
      parts,
      fc.integer({ min: 0, max: 1_000_000 }),
      fc.integer({ min: 0, max: 5_000 }),
      (split, kept, earned) => {
        const returned = split.reduce((a, b) => a + b, 0)
        const sale = money(returned + kept)
        let so = { sale, points: points(earned), returned: money(0), clawedBack: points(0) }
        for (const part of split) {
          const taken = clawBackFor(so, money(part))
          expect(taken).toBeGreaterThanOrEqual(0)
          so = { ...so, returned: money(so.returned + part), clawedBack: points(so.clawedBack + taken) }
        }
        const atOnce = clawBackFor(
          { sale, points: points(earned), returned: money(0), clawedBack: points(0) },
          money(returned),
        )
        expect(so.clawedBack).toBe(atOnce)
        expect(so.clawedBack).toBeLessThanOrEqual(earned)
        if (kept === 0 && sale > 0) expect(so.clawedBack).toBe(earned)
      },
    ),
  )
})
