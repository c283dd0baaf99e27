import { add, less, money, nothing, shareHalfUp, type Money } from '#base/money'
import { must } from '#base/must'

/** A sale's price split between the goods and the points that came with it. */
export type Allocation = Readonly<{ goodsMinor: Money; pointsMinor: Money }>

/**
 * Splits a price by stand-alone values (IFRS 15.74–80, example 52): `pointsWorthMinor` is what the points would cost
 * alone after those that will never be used.
 */
export function allocate(priceMinor: Money, goodsWorthMinor: Money, pointsWorthMinor: Money): Allocation {
  const whole = add(goodsWorthMinor, pointsWorthMinor)
  must(
    whole > 0 && goodsWorthMinor >= 0 && pointsWorthMinor >= 0,
    'V1: stand-alone values are not below zero',
  )
  const goodsMinor = shareHalfUp(priceMinor, goodsWorthMinor, whole)
  return { goodsMinor, pointsMinor: less(priceMinor, goodsMinor) }
}

/** At the end of a year: points used so far, and points now expected to be used in all. */
export type YearEnd = Readonly<{ usedPoints: number; expectedPoints: number }>
export type YearRoll = YearEnd &
  Readonly<{ releasedMinor: Money; releasedSoFarMinor: Money; leftMinor: Money }>

/**
 * Revenue of deferred points year by year: so far = deferred × used / expected to be used, and a year is what that
 * grew by. A changed estimate is made good in the year it changes (true-up), so a year may even be below zero.
 */
export function rollYears(deferredMinor: Money, years: readonly YearEnd[]): YearRoll[] {
  let before: Money = nothing
  return years.map((year) => {
    must(
      year.usedPoints >= 0 && year.expectedPoints >= year.usedPoints && year.expectedPoints > 0,
      'V2: what was used is expected to be used',
    )
    const releasedSoFarMinor = shareHalfUp(deferredMinor, year.usedPoints, year.expectedPoints)
    const releasedMinor = less(releasedSoFarMinor, before)
    before = releasedSoFarMinor
    return { ...year, releasedMinor, releasedSoFarMinor, leftMinor: less(deferredMinor, releasedSoFarMinor) }
  })
}

/** Points expected to be used of so many given at a breakage rate in basis points; whole points. */
export const expectedUse = (points: number, breakageBps: number): number =>
  shareHalfUp(money(points), 10_000 - breakageBps, 10_000)
