import { addDays, addMonths, day, type BusinessDay } from '#base/instant'

export type ClearingRule = Readonly<{
  kind: 'none' | 'yearly' | 'anniversary'
  month: number
  leastMonths: number
}>
export type ClearingKind = 'yearly' | 'anniversary'

/** The day an audit looks at, and the first day whose points it leaves alone. */
export type AuditDay = Readonly<{ on: BusinessDay; before: BusinessDay; year: number }>

const lastDayOf = (year: number, month: number): BusinessDay =>
  addDays(addMonths(day(`${year}-${String(month).padStart(2, '0')}-01`), 1), -1)

const yearOf = (on: BusinessDay): number => Number(on.slice(0, 4))

/** The last yearly audit whose day is over: points are good to the end of it, as all value is to the end of its day. */
export function yearlyBefore(month: number, today: BusinessDay): AuditDay {
  const own = lastDayOf(yearOf(today), month)
  const on = own < today ? own : lastDayOf(yearOf(today) - 1, month)
  return { on, before: addDays(on, 1), year: yearOf(on) }
}

/** The yearly audit to come; one of today is still to come. */
export function yearlyFrom(month: number, today: BusinessDay): AuditDay {
  const own = lastDayOf(yearOf(today), month)
  const on = own >= today ? own : lastDayOf(yearOf(today) + 1, month)
  return { on, before: addDays(on, 1), year: yearOf(on) }
}

/**
 * The last day up to a day on which a member had been enrolled for full years; null before the first. What was got on
 * the day itself belongs to the next year.
 */
export function anniversaryTo(joinedOn: BusinessDay, today: BusinessDay): AuditDay | null {
  const years = yearOf(today) - yearOf(joinedOn)
  const own = addMonths(joinedOn, years * 12)
  const full = own <= today ? years : years - 1
  if (full < 1) return null
  const on = addMonths(joinedOn, full * 12)
  return { on, before: on, year: yearOf(on) }
}

/** R6: whoever was enrolled that many months before the audit has had the time; younger ones carry their points on. */
export const hasHadTime = (joinedOn: BusinessDay, on: BusinessDay, leastMonths: number): boolean =>
  addMonths(joinedOn, leastMonths) <= on
