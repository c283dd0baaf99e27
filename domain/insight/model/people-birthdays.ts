import { addDays, dayNumber, type BusinessDay } from '#base/instant'
import { must } from '#base/must'

/** Members by the day their birthday is kept. */
export type BirthdayDay = Readonly<{ day: BusinessDay; members: readonly number[] }>

/**
 * The solar birthdays of so many days from `from` on, each with its members; `monthDays` are `MM-DD` or null.
 * A birthday on 29 February is kept on 28 February in other years, so that nobody is left out of the calendar.
 */
export function birthdayCalendar(
  monthDays: readonly (string | null)[],
  span: Readonly<{ from: BusinessDay; days: number }>,
): BirthdayDay[] {
  must(span.days >= 1 && span.days <= 366, 'P2: a birthday calendar shows from one day up to a year')
  const by = new Map<string, number[]>()
  monthDays.forEach((monthDay, member) => {
    if (monthDay === null) return
    const list = by.get(monthDay)
    if (list) list.push(member)
    else by.set(monthDay, [member])
  })
  return Array.from({ length: span.days }, (_, k) => {
    const day = addDays(span.from, k)
    const own = by.get(day.slice(5)) ?? []
    const leap = day.slice(5) === '02-28' && !addDays(day, 1).endsWith('02-29') ? (by.get('02-29') ?? []) : []
    return { day, members: [...own, ...leap].sort((a, b) => a - b) }
  })
}

/** Members by birth month, 1 … 12: how many gifts each month takes. */
export function birthdaysByMonth(monthDays: readonly (string | null)[]): number[] {
  const months = Array.from({ length: 12 }, () => 0)
  for (const monthDay of monthDays) {
    if (monthDay === null) continue
    const at = Number(monthDay.slice(0, 2)) - 1
    must(at >= 0 && at < 12, 'P3: a birthday is in one of twelve months')
    months[at] = (months[at] as number) + 1
  }
  return months
}

/** Days until a birthday is next kept, 0 on the day itself; as the calendar keeps it. */
export function daysToBirthday(monthDay: string, on: BusinessDay): number {
  const [month = 0, date = 0] = monthDay.split('-').map(Number)
  const year = Number(on.slice(0, 4))
  for (const y of [year, year + 1]) {
    const leap = (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0
    const kept = monthDay === '02-29' && !leap ? 28 : date
    const text = `${String(y).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(kept).padStart(2, '0')}`
    const wait = dayNumber(text as BusinessDay) - dayNumber(on)
    if (wait >= 0) return wait
  }
  return 0
}
