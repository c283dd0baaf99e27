import fc from 'fast-check'
import { expect, test } from 'vitest'
import { money } from '#base/money'
import { points } from '#base/points'
import { programDocument } from './document.ts'
import { runs } from '#test/world/runs'
import { ONCE, pointsFor } from './earn.ts'
import { clawBackFor, firstProgram, reRatedClawBack } from './rates.ts'

test('one yuan is one point, and the fen behind it earn nothing', () => {
  const program = firstProgram('CNY')
  expect(pointsFor(program, money(100_00))).toBe(100)
  expect(pointsFor(program, money(29_33))).toBe(29)
  expect(pointsFor(program, money(99))).toBe(0)
})

test('a sale too large for doubles still earns to the point', () => {
  const program = programDocument.parse({ earning: { points: 999_983, perMinor: 1_000_003 } })
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
        const weight = BigInt(returned + kept)
        let so = { weight, points: points(earned), returned: 0n, clawedBack: points(0) }
        for (const part of split) {
          const taken = clawBackFor(so, BigInt(part))
          expect(taken).toBeGreaterThanOrEqual(0)
          so = { ...so, returned: so.returned + BigInt(part), clawedBack: points(so.clawedBack + taken) }
        }
        const atOnce = clawBackFor(
          { weight, points: points(earned), returned: 0n, clawedBack: points(0) },
          BigInt(returned),
        )
        expect(so.clawedBack).toBe(atOnce)
        expect(so.clawedBack).toBeLessThanOrEqual(earned)
        if (kept === 0 && weight > 0n) expect(so.clawedBack).toBe(earned)
      },
    ),
    { numRuns: runs('T01_RUNS', 300) },
  )
})

test('re-rated, what is kept keeps what the rule gives for it, however the return is split', () => {
  const parts = fc.array(fc.integer({ min: 0, max: 50_000 }), { minLength: 1, maxLength: 6 })
  const rule = fc.record({ points: fc.nat({ max: 30 }), perMinor: fc.integer({ min: 1, max: 20_000 }) })
  fc.assert(
    fc.property(
      parts,
      fc.nat({ max: 100_000 }),
      rule,
      fc.nat({ max: 5_000 }),
      (split, kept, earning, less) => {
        const program = programDocument.parse({ earning, returns: { clawBack: 're_rate' } })
        const sale = split.reduce((a, b) => a + b, kept)
        const earned = Math.max(0, pointsFor(program, money(sale)) - less)
        let so = { points: points(earned), returned: 0, clawedBack: points(0) }
        for (const part of split) {
          const returned = so.returned + part
          const lines = [{ chargedMinor: money(sale - returned), times: ONCE }]
          const taken = reRatedClawBack(program, so, { lines, otherwiseMinor: 0 })
          expect(taken).toBeGreaterThanOrEqual(0)
          so = { ...so, returned, clawedBack: points(so.clawedBack + taken) }
        }
        const left = Math.floor(kept / earning.perMinor) * earning.points
        expect(earned - so.clawedBack).toBe(Math.min(earned, left))
      },
    ),
    { numRuns: runs('T01_RUNS', 300) },
  )
})

test('where a return was undone, the others may be a point ahead of their share: then nothing is given on top', () => {
  const so = { weight: 3n, points: points(2), returned: 1n, clawedBack: points(2) }
  expect(clawBackFor(so, 1n)).toBe(0)
  expect(clawBackFor({ ...so, clawedBack: points(1) }, 2n)).toBe(1)
})
