import { addDays, addMonths, dayNumber } from '#base/instant'
import type { BusinessDay } from '#base/instant'
import { monthOf } from '#domain/insight/model/calendar'
import { memberTrends, trendOf } from '#domain/insight/model/trend'
import type { MemberTrend, Trend } from '#domain/insight/model/trend'
import { monthlyByMember } from '#domain/insight/model/trend-monthly'

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

type Bought = Readonly<{ day: string; purchases: number; spendMinor: number }>

/** One member's trend up to a day, by the rules for members (C64); null where too little is known for one. */
export function trendOfMember(
  days: readonly Bought[],
  asOf: BusinessDay,
): Readonly<{ periods: number; purchases: number; trend: MemberTrend | null }> {
  const day = Int32Array.from(days, (one) => dayNumber(one.day as BusinessDay))
  const rows = {
    member: new Int32Array(days.length),
    day,
    purchases: Int32Array.from(days, (one) => one.purchases),
    spendMinor: Float64Array.from(days, (one) => one.spendMinor),
  }
  const purchases = days.filter((one) => one.purchases > 0 && one.day <= asOf).length
  if (purchases === 0) return { periods: 0, purchases, trend: null }
  const list = monthlyByMember(rows, 1, { from: Math.min(...day), to: dayNumber(asOf) })
  const { trends } = memberTrends(list)
  return { periods: list[0]?.values.length ?? 0, purchases, trend: trends[0] ?? null }
}

/** First and last day of a month that is named by its first. */
export function monthSpan(month: string): Readonly<{ from: string; to: string }> {
  const first = month as BusinessDay
  return { from: first, to: addDays(addMonths(first, 1), -1) }
}
