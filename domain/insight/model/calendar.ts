import { addDays, day, dayNumber, dayOfNumber, type BusinessDay } from '#base/instant'
import type { Days } from './purchase-days.ts'

/** Months since year 0 of a day number: 1997-01 is 1997 × 12. */
export function monthOf(dayNumberOf: number): number {
  const text = dayOfNumber(dayNumberOf)
  return Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1
}

/** The first day of a month, as a day number. */
export const firstDayOf = (month: number): number => dayNumber(day(`${monthText(month)}-01`))

/** `1997-01` for a month number. */
export const monthText = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}`

/**
 * The days that count as of a day: the day itself is the last; without `months` there is no first. With them it
 * begins the day after the same date so many months before (the month's last day when the date does not exist).
 */
export function windowOf(asOf: BusinessDay, months?: number): Days {
  const to = dayNumber(asOf)
  if (months === undefined) return { from: -Infinity, to }
  const month = monthOf(to) - months
  const first = firstDayOf(month)
  const last = firstDayOf(month + 1) - 1
  const same = Math.min(last, first + Number(asOf.slice(8, 10)) - 1)
  return { from: dayNumber(addDays(dayOfNumber(same), 1)), to }
}

/** Month by day, looked up, for days within those given: calendar arithmetic per purchase would be most of the work. */
export function monthTable(days: Int32Array): (day: number) => number {
  if (days.length === 0) return monthOf
  const low = days.reduce((a, b) => Math.min(a, b))
  const high = days.reduce((a, b) => Math.max(a, b))
  const table = Int32Array.from({ length: high - low + 1 }, (_, i) => monthOf(low + i))
  return (day) => table[day - low] as number
}
