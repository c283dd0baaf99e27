import { addDays, addMonths, businessDay, day, instant, startOfDay, weekdayOf } from '#base/instant'
import type { BusinessDay } from '#base/instant'

/** `2026-03` is the first of March; anything else the month of today. */
export function monthOf(text: unknown, today: BusinessDay): BusinessDay {
  const asked = typeof text === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? `${text}-01` : null
  return day(asked ?? `${today.slice(0, 7)}-01`)
}

export const textOf = (first: BusinessDay): string => first.slice(0, 7)

/** The whole weeks, from Monday, that a month lies in. */
export function weeksOf(first: BusinessDay): readonly BusinessDay[] {
  const last = addDays(addMonths(first, 1), -1)
  const from = addDays(first, 1 - weekdayOf(first))
  const to = addDays(last, 7 - weekdayOf(last))
  const days: BusinessDay[] = []
  for (let at = from; at <= to; at = addDays(at, 1)) days.push(at)
  return days
}

/** The moments between which the days of a list lie, in a zone. */
export const spanOf = (days: readonly BusinessDay[], zone: string) => ({
  from: startOfDay(days[0] ?? day('2000-01-01'), zone),
  before: startOfDay(addDays(days.at(-1) ?? day('2000-01-01'), 1), zone),
})

/** The day of a moment on the chain’s clocks. */
export const dayOf = (at: string, zone: string): BusinessDay => businessDay(instant(at), zone, 0)
