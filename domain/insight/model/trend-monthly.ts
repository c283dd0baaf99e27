import { must } from '#base/must'
import { monthOf, monthTable, firstDayOf } from './calendar.ts'
import type { Days, SpendRows } from './purchase-days.ts'

/** Spend per month: `first` is a month number (`calendar.ts`), zero months are kept, incomplete ones are not there. */
export type Monthly = Readonly<{ first: number; values: Float64Array }>

/** The months that lie wholly inside the days, first and last; null when none does. */
export function wholeMonths(within: Days): Readonly<{ first: number; last: number }> | null {
  must(Number.isFinite(within.from) && Number.isFinite(within.to), 'T4: months are counted between two days')
  const first = monthOf(within.from) + (firstDayOf(monthOf(within.from)) < within.from ? 1 : 0)
  const last = monthOf(within.to) - (firstDayOf(monthOf(within.to) + 1) - 1 > within.to ? 1 : 0)
  return first <= last ? { first, last } : null
}

/** Spend of all rows per whole month. */
export function monthlySpend(rows: SpendRows, within: Days): Monthly | null {
  const months = wholeMonths(within)
  if (!months) return null
  const values = new Float64Array(months.last - months.first + 1)
  const month = monthTable(rows.day)
  for (let i = 0; i < rows.day.length; i += 1) {
    const at = month(rows.day[i] as number) - months.first
    if (at < 0 || at >= values.length) continue
    values[at] = (values[at] as number) + (rows.spendMinor[i] as number)
  }
  return { first: months.first, values }
}

/** One member's months from the one after the first purchase on, and purchase rows in all. */
export type MemberMonths = Readonly<{
  member: number
  first: number
  values: Float64Array
  purchases: number
}>

/**
 * Monthly spend of every member with a purchase, starting the month after the first one: a first month is high by
 * construction, and a list of new buyers would always seem to fall.
 */
export function monthlyByMember(rows: SpendRows, members: number, within: Days): MemberMonths[] {
  const months = wholeMonths(within)
  if (!months) return []
  const width = months.last - months.first + 1
  const spend = new Float64Array(members * width)
  const born = new Int32Array(members).fill(-1)
  const purchases = new Int32Array(members)
  const monthBy = monthTable(rows.day)
  for (let i = 0; i < rows.day.length; i += 1) {
    const day = rows.day[i] as number
    if (day < within.from || day > within.to) continue
    const member = rows.member[i] as number
    const month = monthBy(day)
    const amount = rows.spendMinor[i] as number
    if (rows.purchases ? (rows.purchases[i] as number) > 0 : amount >= 0) {
      purchases[member] = (purchases[member] as number) + 1
      const first = born[member] as number
      if (first < 0 || month < first) born[member] = month
    }
    const at = month - months.first
    if (at < 0 || at >= width) continue
    spend[member * width + at] = (spend[member * width + at] as number) + amount
  }
  const found: MemberMonths[] = []
  for (let member = 0; member < members; member += 1) {
    const first = Math.max(months.first, (born[member] as number) + 1)
    if ((born[member] as number) < 0 || first > months.last) continue
    const values = spend.slice(member * width + first - months.first, (member + 1) * width)
    found.push({ member, first, values, purchases: purchases[member] as number })
  }
  return found
}
