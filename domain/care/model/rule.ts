import { addDays, addMonths, day, type BusinessDay } from '#base/instant'

export const CALENDARS = ['solar', 'lunar'] as const
export type Calendar = (typeof CALENDARS)[number]

/** Whose task it is: the people of the member’s branch, the agent who brought the member, one person. */
export const OWNERS = ['branch', 'agent', 'staff'] as const

/** How often a member who still stands there is cared for again. */
export const REPEATS = ['once', 'month', 'quarter', 'year'] as const
export type Repeat = (typeof REPEATS)[number]

/** D2: what makes a task of a standing the one of its period: once for ever, or once in a month, quarter, year. */
export function periodKey(every: Repeat, on: BusinessDay): string {
  const [year, month] = [on.slice(0, 4), Number(on.slice(5, 7))]
  if (every === 'once') return 'once'
  if (every === 'year') return year
  return every === 'quarter' ? `${year}-Q${Math.ceil(month / 3)}` : on.slice(0, 7)
}

/**
 * The days of occasions that a rule looks at on a day, when it was last done with another: each is looked at once, and
 * a shop whose computer was off for a week misses none. At first everything that lies within the lead is looked at.
 * Both ends included; empty when the day was looked at before.
 */
export function occasionDays(
  daysBefore: number,
  { today, doneTo }: Readonly<{ today: BusinessDay; doneTo: BusinessDay | null }>,
): BusinessDay[] {
  const last = addDays(today, daysBefore)
  // After a long silence what has passed is past: nobody is wished a happy birthday a month late.
  const first =
    doneTo === null || doneTo < addDays(today, -1) ? missedFrom({ today, daysBefore, doneTo }) : last
  if (doneTo !== null && doneTo >= today) return []
  const all: BusinessDay[] = []
  for (let one = first; one <= last; one = addDays(one, 1)) all.push(one)
  return all
}

function missedFrom(of: Readonly<{ today: BusinessDay; daysBefore: number; doneTo: BusinessDay | null }>) {
  const { today, daysBefore, doneTo } = of
  const next = doneTo === null ? today : addDays(doneTo, daysBefore + 1)
  return next < today ? today : next
}

/** C77: somebody is silent for so many days when the last day was just so long ago; looked at day by day, too. */
export function silenceDays(
  days: number,
  { today, doneTo }: Readonly<{ today: BusinessDay; doneTo: BusinessDay | null }>,
): Readonly<{ from: BusinessDay; to: BusinessDay }> | null {
  if (doneTo !== null && doneTo >= today) return null
  const to = addDays(today, -days)
  // At first those whose silence began within a month before: older ones are lost, and there may be a million of them.
  const from = doneTo === null ? addDays(to, -30) : addDays(doneTo, 1 - days)
  return { from, to }
}

/** The oldest member who is wished a happy birthday. */
const OLDEST_YEARS = 120

/**
 * C38: the birth dates whose birthday falls on a day. Who was born on 29 February has it on 28 February of other years.
 * By the moon: the days of the past that were the same day of the same month of the Chinese calendar (`lunarOf`).
 */
export function birthDatesOn(
  on: BusinessDay,
  calendar: Calendar,
  lunarDates: (on: BusinessDay, years: number) => readonly BusinessDay[],
): BusinessDay[] {
  if (calendar === 'lunar') return [...lunarDates(on, OLDEST_YEARS)]
  const year = Number(on.slice(0, 4))
  const monthDay = on.slice(5)
  const years = Array.from({ length: OLDEST_YEARS }, (_, back) => year - back)
  const same = years
    .filter((one) => monthDay !== '02-29' || isLeap(one))
    .map((one) => day(`${one}-${monthDay}`))
  if (monthDay !== '02-28' || isLeap(year)) return same
  return [...same, ...years.filter(isLeap).map((one) => day(`${one}-02-29`))]
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0

/** The first day after a window that begins on a day. */
export const windowEnd = (from: BusinessDay, days: number): BusinessDay => addDays(from, days)

/** A year back: how long a rest can be looked for. */
export const restFrom = (on: BusinessDay, restDays: number): BusinessDay =>
  restDays > 365 ? addMonths(on, -12) : addDays(on, -restDays)
