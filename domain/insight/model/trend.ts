import { benjaminiHochberg } from './trial-many.ts'
import { trendLine, type HacLine } from './trend-line.ts'
import type { MemberMonths, Monthly } from './trend-monthly.ts'
import { kendall, theilSen, type Kendall, type RobustSlope } from './trend-robust.ts'
import { deseasonalised } from './trend-season.ts'

export type Direction = 'rising' | 'falling' | 'unsure' | 'flat'

export type Trend = Readonly<{
  periods: number
  /** Least squares with Newey–West's interval, per period in the values' unit. */
  line: HacLine
  robust: RobustSlope
  kendall: Kendall
  /** Slope to the mean of the values, per period; null when the mean is not above zero. */
  percentPerPeriod: number | null
  /** The line one period on: a straight-line fit, no forecast of season or competitors. */
  next: number
  seasonRemoved: boolean
  /** Said only when the interval leaves zero out. */
  direction: Direction
}>

export const FEWEST_PERIODS = 3

/** An exact fit leaves rounding of this size to the values; it is no slope. */
const ROUNDING = 1e-12

function directionOf(slope: number, low: number, high: number, size: number): Direction {
  if (Math.abs(slope) <= ROUNDING * size) return high - low <= ROUNDING * size ? 'flat' : 'unsure'
  if (low > 0) return 'rising'
  return high < 0 ? 'falling' : 'unsure'
}

/**
 * Trend of a shop's or segment's monthly values (C64); null below three periods. With 24 months or more the season is
 * taken out first, and the line one month on has it added again.
 */
export function trendOf({ first, values }: Monthly): Trend | null {
  if (values.length < FEWEST_PERIODS) return null
  const season = deseasonalised(values, first % 12)
  const y = season?.adjusted ?? values
  const line = trendLine(y)
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  const size = Math.max(...values.map(Math.abs))
  const coming = season ? (season.effects[(first + values.length) % 12] as number) : 0
  return {
    periods: values.length,
    line,
    robust: theilSen(y),
    kendall: kendall(y),
    percentPerPeriod: mean > 0 ? line.slope / mean : null,
    next: line.intercept + line.slope * values.length + coming,
    seasonRemoved: season !== null,
    direction: directionOf(line.slope, line.low, line.high, size),
  }
}

export type MemberTrend = Readonly<{
  member: number
  periods: number
  slope: RobustSlope
  p: number
  /** Benjamini–Hochberg over all members looked at. */
  adjustedP: number
  /** Slope to the member's own mean, per month. */
  percentPerMonth: number | null
  direction: 'rising' | 'falling' | 'unsure'
}>

export const MEMBER_PERIODS = 6
export const MEMBER_PURCHASES = 4
export const MEMBER_FALSE_SHARE = 0.1

/** Members with too little to say, and those with a trend, each looked at by itself and all together. */
export type MemberTrends = Readonly<{ tooLittle: number; trends: MemberTrend[] }>

/**
 * Trend per member (Theil–Sen, Kendall). Rising or falling is said only when the 95 % interval leaves zero out and the
 * member is still among the finds after Benjamini–Hochberg at 10 % over the whole list.
 */
export function memberTrends(list: readonly MemberMonths[]): MemberTrends {
  const enough = list.filter((m) => m.values.length >= MEMBER_PERIODS && m.purchases >= MEMBER_PURCHASES)
  const found = enough.map((m) => ({ m, slope: theilSen(m.values), p: kendall(m.values).p }))
  const adjusted = benjaminiHochberg(found.map((f) => f.p))
  const trends = found.map(({ m, slope, p }, i) => {
    const adjustedP = adjusted[i] as number
    const mean = m.values.reduce((a, b) => a + b, 0) / m.values.length
    const sure = adjustedP <= MEMBER_FALSE_SHARE && (slope.low > 0 || slope.high < 0)
    return {
      member: m.member,
      periods: m.values.length,
      slope,
      p,
      adjustedP,
      percentPerMonth: mean > 0 ? slope.slope / mean : null,
      direction: sure ? (slope.slope > 0 ? ('rising' as const) : ('falling' as const)) : ('unsure' as const),
    }
  })
  return { tooLittle: list.length - enough.length, trends }
}
