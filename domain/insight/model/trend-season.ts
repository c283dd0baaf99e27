import { must } from '#base/must'
import { straightLine } from './trend-line.ts'

/** What the months of the year add or take, beside a straight trend; sums to zero over a year. */
export type Season = Readonly<{ effects: readonly number[]; adjusted: Float64Array }>

export const FEWEST_MONTHS = 24

/**
 * Takes the season out of monthly values, first value in calendar month `first` (0 January … 11): trend and twelve
 * month effects by least squares, found by turns. Null below 24 months: one year cannot tell season from trend.
 */
export function deseasonalised(y: ArrayLike<number>, first: number): Season | null {
  const n = y.length
  must(Number.isInteger(first) && first >= 0 && first < 12, 'T3: the first month is one of twelve')
  if (n < FEWEST_MONTHS) return null
  const x = Float64Array.from({ length: n }, (_, i) => i)
  const month = (i: number): number => (first + i) % 12
  let effects = new Float64Array(12)
  for (let round = 0; round < 500; round += 1) {
    const { slope, intercept } = straightLine(
      x,
      x.map((_, i) => (y[i] as number) - (effects[month(i)] as number)),
    )
    const sums = new Float64Array(12)
    const counts = new Float64Array(12)
    for (let i = 0; i < n; i += 1) {
      const m = month(i)
      sums[m] = (sums[m] as number) + (y[i] as number) - intercept - slope * i
      counts[m] = (counts[m] as number) + 1
    }
    const next = sums.map((s, m) => s / (counts[m] as number))
    const level = next.reduce((a, b) => a + b, 0) / 12
    const centred = next.map((e) => e - level)
    const moved = centred.reduce((most, e, m) => Math.max(most, Math.abs(e - (effects[m] as number))), 0)
    effects = centred
    if (moved <= 1e-13 * Math.max(...centred.map(Math.abs), 1e-300)) break
  }
  return {
    effects: [...effects],
    adjusted: x.map((_, i) => (y[i] as number) - (effects[month(i)] as number)),
  }
}
