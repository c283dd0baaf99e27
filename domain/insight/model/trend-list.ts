import { benjaminiHochberg } from './trial-many.ts'
import { trendOf, type Direction, type Trend } from './trend.ts'
import type { Monthly } from './trend-monthly.ts'

/** Fewer whole months than this tell chance from trend in none of many. */
export const LISTED_PERIODS = 6
/** Of those said to rise or fall, at most this share by chance alone. */
export const LISTED_FALSE_SHARE = 0.1

export type Listed<Key> = Readonly<{
  key: Key
  trend: Trend
  /** Benjamini–Hochberg over all that were looked at. */
  adjustedP: number
  direction: Direction
}>

/**
 * Trends of many, branches or products (C64): each by itself and all together. One in twenty flat ones looks like a
 * trend by chance, so rising or falling is said only of those still found after Benjamini–Hochberg at 10 %.
 */
export function listedTrends<Key>(
  all: readonly Readonly<{ key: Key; months: Monthly }>[],
): Readonly<{ tooLittle: number; trends: readonly Listed<Key>[] }> {
  const enough = all.filter(({ months }) => months.values.length >= LISTED_PERIODS)
  const found = enough.flatMap(({ key, months }) => {
    const trend = trendOf(months)
    return trend ? [{ key, trend }] : []
  })
  const adjusted = benjaminiHochberg(found.map(({ trend }) => trend.kendall.p))
  return {
    tooLittle: all.length - found.length,
    trends: found.map(({ key, trend }, at) => {
      const adjustedP = adjusted[at] as number
      const said = trend.direction === 'rising' || trend.direction === 'falling'
      const direction = said && adjustedP > LISTED_FALSE_SHARE ? 'unsure' : trend.direction
      return { key, trend, adjustedP, direction }
    }),
  }
}
