import { addDays, addMonths, dayNumber } from '#base/instant'
import type { BusinessDay } from '#base/instant'
import { monthOf } from '#domain/insight/model/calendar'
import { trendOf } from '#domain/insight/model/trend'
import type { Trend } from '#domain/insight/model/trend'

export const USUAL_MONTHS = 12
export const MONTHS_OFFERED = [6, 12, 24, 36, 60] as const

/** How many months the address asks for; what makes no sense is the usual year. */
export const monthsOf = (search: Readonly<Record<string, unknown>>): number =>
  MONTHS_OFFERED.find((months) => months === search['months']) ?? USUAL_MONTHS

type MonthRow = Readonly<{ month: string; whole: boolean; bills: number; amountMinor: number }>

/** The months from the first one with a sale on: before it the shop was not open, or not known. */
export function sinceOpening<Row extends Pick<MonthRow, 'bills'>>(rows: readonly Row[]): Row[] {
  const first = rows.findIndex((row) => row.bills > 0)
  return first < 0 ? [] : rows.slice(first)
}

/**
 * The trend of whole months from the first one with a sale on (C64): a month that is not over reads as a fall, and the
 * months before the shop opened as a rise. Null below three months.
 */
export function trendOfMonths(rows: readonly MonthRow[]): Trend | null {
  const counted = sinceOpening(rows).filter((row) => row.whole)
  const [begin] = counted
  if (!begin) return null
  return trendOf({
    first: monthOf(dayNumber(begin.month as BusinessDay)),
    values: Float64Array.from(counted, (row) => row.amountMinor),
  })
}

/** First and last day of a month that is named by its first. */
export function monthSpan(month: string): Readonly<{ from: string; to: string }> {
  const first = month as BusinessDay
  return { from: first, to: addDays(addMonths(first, 1), -1) }
}
