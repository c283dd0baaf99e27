import { firstDayOf, monthOf, monthTable, monthText } from './calendar.ts'
import type { PurchaseDays } from './purchase-days.ts'

export type CohortMonth = Readonly<{ buyers: number; complete: boolean }>
/** Members whose first purchase day is in `month`, and how many of them bought 0, 1, 2 … months later. */
export type Cohort = Readonly<{ month: string; size: number; months: CohortMonth[] }>

/**
 * Monthly cohorts by distinct buyers. A calendar month that is not over on `asOf` is marked incomplete and never
 * reads as a fall; months that have not begun are absent.
 */
export function cohorts(lists: PurchaseDays, asOf: number): Cohort[] {
  const month = monthTable(lists.days)
  const last = monthOf(asOf)
  const over = firstDayOf(last + 1) - 1 <= asOf
  const found = new Map<number, Int32Array>()
  for (let m = 0; m + 1 < lists.starts.length; m += 1) {
    const start = lists.starts[m] as number
    const end = lists.starts[m + 1] as number
    if (start === end || (lists.days[start] as number) > asOf) continue
    const born = month(lists.days[start] as number)
    const row = found.get(born) ?? new Int32Array(last - born + 1)
    found.set(born, row)
    let seen = -1
    for (let i = start; i < end && (lists.days[i] as number) <= asOf; i += 1) {
      const age = month(lists.days[i] as number) - born
      if (age === seen) continue
      seen = age
      row[age] = (row[age] as number) + 1
    }
  }
  return [...found]
    .sort(([a], [b]) => a - b)
    .map(([born, row]) => ({
      month: monthText(born),
      size: row[0] as number,
      months: Array.from(row, (buyers, age) => ({ buyers, complete: born + age < last || over })),
    }))
}
