import { money, shareHalfUp, sum, type Money } from '#base/money'
import { must } from '#base/must'

/** Points outstanding of one age in months, and the chance in basis points that they will still be used. */
export type Aged = Readonly<{ ageMonths: number; points: number; usedBps: number }>

export type LiabilityRow = Aged & Readonly<{ faceMinor: Money; expectedMinor: Money }>
export type Liability = Readonly<{
  rows: readonly LiabilityRow[]
  points: number
  /** What all would cost, and what is expected to be asked for. */
  faceMinor: Money
  expectedMinor: Money
  /** Expected never to be used. */
  neverMinor: Money
  /** The liability if five more, and five fewer, points of a hundred were used than thought. */
  moreUsedMinor: Money
  fewerUsedMinor: Money
}>

const FIVE_POINTS_BPS = 500

/** Cost of one hundred points in minor units, so that a point worth half a fen can be said. */
export type PointCost = Readonly<{ perHundredMinor: number }>

/**
 * Points liability: Σ points outstanding × chance of use at their age × cost per point (insight §3.11). The effect of
 * a rate that is off by five points of a hundred stands beside it, because the rate is a guess however it is made.
 */
export function pointsLiability(aged: readonly Aged[], cost: PointCost): Liability {
  must(cost.perHundredMinor >= 0, 'V6: a point does not cost less than nothing')
  const costOf = (points: number): Money => shareHalfUp(money(points), cost.perHundredMinor, 100)
  const expected = ({ points, usedBps }: Aged, shift: number): Money =>
    shareHalfUp(costOf(points), Math.min(10_000, Math.max(0, usedBps + shift)), 10_000)
  const rows = [...aged]
    .sort((a, b) => a.ageMonths - b.ageMonths)
    .map((row) => {
      must(
        row.points >= 0 && row.usedBps >= 0 && row.usedBps <= 10_000,
        'V6: points and chances are possible',
      )
      return { ...row, faceMinor: costOf(row.points), expectedMinor: expected(row, 0) }
    })
  const faceMinor = sum(rows.map((r) => r.faceMinor))
  const expectedMinor = sum(rows.map((r) => r.expectedMinor))
  return {
    rows,
    points: rows.reduce((n, r) => n + r.points, 0),
    faceMinor,
    expectedMinor,
    neverMinor: money(faceMinor - expectedMinor),
    moreUsedMinor: sum(rows.map((r) => expected(r, FIVE_POINTS_BPS))),
    fewerUsedMinor: sum(rows.map((r) => expected(r, -FIVE_POINTS_BPS))),
  }
}

/** Chance in basis points that points of an issue month are still used: to come ÷ outstanding, never above all. */
export function usedBpsOf(toCome: number, outstanding: number): number {
  if (outstanding <= 0) return 0
  return Math.round(Math.min(1, Math.max(0, toCome / outstanding)) * 10_000)
}
