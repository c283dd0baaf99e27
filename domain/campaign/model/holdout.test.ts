import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day } from '#base/instant'
import { HOLDOUT_DAYS, isHeldBy, nextPeriod, placeIn, type Period } from './holdout.ts'

const NUMBERS = Array.from({ length: 40_000 }, (_, at) => `C${at}`)
const first = (shareBps: number, salt = 'a') =>
  nextPeriod(null, { shareBps, startsOn: day('2026-01-01'), freshSalt: salt, redraw: true })
const next = (before: Period, shareBps: number, salt: string, redraw = true) =>
  nextPeriod(before, { shareBps, startsOn: day('2026-04-02'), freshSalt: salt, redraw })

const heldIn = (draw: Period) => NUMBERS.filter((number) => isHeldBy(draw, number))

/** Four standard errors of a share of so many members. */
const near = (share: number) => 4 * Math.sqrt((share * (1 - share)) / NUMBERS.length)

test('K20: every draw holds its share, and nobody who was held the last time', () => {
  fc.assert(
    fc.property(fc.integer({ min: 200, max: 1000 }), fc.integer({ min: 200, max: 1000 }), (one, two) => {
      const before = first(one)
      const after = next(before, two, 'b')
      const [held, again] = [heldIn(before), heldIn(after)]
      expect(Math.abs(held.length / NUMBERS.length - one / 10_000)).toBeLessThan(near(one / 10_000))
      expect(Math.abs(again.length / NUMBERS.length - two / 10_000)).toBeLessThan(near(two / 10_000))
      expect(again.filter((number) => isHeldBy(before, number))).toEqual([])
    }),
    { numRuns: 5 },
  )
})

test('K20: a larger share of the same draw keeps whoever was held; three months are measured from then on', () => {
  const before = next(first(500), 300, 'b')
  const larger = next(before, 800, 'c', false)
  expect(larger.salt).toBe('b')
  expect(heldIn(before).every((number) => isHeldBy(larger, number))).toBe(true)
  expect(heldIn(larger).length).toBeGreaterThan(heldIn(before).length)
  expect(larger.endsOn).toBe('2026-07-02')
  expect(HOLDOUT_DAYS).toBe(91)
})

test('K20: nought holds nobody for as long as it stands, and going on does not hold the same people again', () => {
  const before = first(500)
  const off = next(before, 0, 'x', false)
  expect([off.endsOn, heldIn(off)]).toEqual([null, []])
  const stillOff = next(off, 0, 'y', false)
  const on = next(stillOff, 500, 'z', false)
  expect(on).toMatchObject({ salt: 'z', priorSalt: 'a' })
  expect(heldIn(on).filter((number) => isHeldBy(before, number))).toEqual([])
  const resting = NUMBERS.filter((number) => placeIn(on, number) === 'resting')
  expect(resting).toEqual(heldIn(before))
})
