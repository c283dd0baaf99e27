import type { Wish } from '#base/endpoint'
import { addDays, addMonths, dayNumber, type BusinessDay } from '#base/instant'
import type { Work } from '#db/work'
import type * as contract from './contract/trends.ts'
import { MOST_TREND_PRODUCTS } from './contract/trends.ts'
import { monthOf } from './model/calendar.ts'
import { listedTrends, type Listed } from './model/trend-list.ts'
import { reachOf, shopDay, type Reach } from './reach.ts'
import * as store from './store/shop.ts'
import * as trendStore from './store/trends.ts'

const firstOf = (day: BusinessDay): BusinessDay => `${day.slice(0, 7)}-01` as BusinessDay

/** C64: the months of each branch or product from its first sale on, whole ones only; the steepest come first. */
export async function trendsReport(work: Work, wish: Wish<typeof contract.trends>) {
  const reach = await reachOf(work, wish)
  const today = await shopDay(work)
  const lastDay = await store.lastSoldDay(work.tx, reach.ids)
  // The month of today is not over, and neither is a later one.
  const past = addMonths(firstOf(today), -1)
  const wanted = firstOf(wish.asOf ?? today)
  const to = wanted < past ? wanted : past
  const from = addMonths(to, 1 - wish.months)
  const rows = await monthsOf(work, { of: wish.of, from, to, reach })
  const names = await namesOf(work, wish.of, { reach, keys: rows.map((row) => row.key) })
  const { tooLittle, trends } = listedTrends(rows.map((row) => ({ key: row.key, months: monthly(row, to) })))
  const told = trends.map((one) => ({ name: names.get(one.key) || one.key, ...figures(one) }))
  return { today, lastDay, from, to, all: rows.length, tooLittle, rows: told.toSorted(byDirection) }
}

type Asked = Readonly<{ of: 'branch' | 'product'; from: BusinessDay; to: BusinessDay; reach: Reach }>

async function monthsOf(work: Work, { of, from, to, reach }: Asked): Promise<trendStore.MonthsRow[]> {
  const within = { from, to: addDays(addMonths(to, 1), -1), branchIds: reach.ids }
  if (of === 'product') return trendStore.productMonths(work.tx, { ...within, most: MOST_TREND_PRODUCTS })
  // A branch that has closed has no month to come.
  const open = new Set(reach.branches.filter((one) => one.closedOn === null).map((one) => one.id))
  return (await trendStore.branchMonths(work.tx, within)).filter((row) => open.has(row.key))
}

async function namesOf(
  work: Work,
  of: 'branch' | 'product',
  { reach, keys }: Readonly<{ reach: Reach; keys: readonly string[] }>,
): Promise<Map<string, string>> {
  if (of === 'product') return store.namesOf(work.tx, keys)
  return new Map(reach.branches.map(({ id, name }) => [id, name]))
}

/** From the first month with a sale on; a month without one is zero. */
function monthly({ months, amounts }: trendStore.MonthsRow, to: BusinessDay) {
  const at = (month: string) => monthOf(dayNumber(month as BusinessDay))
  const first = Math.min(...months.map(at))
  const values = new Float64Array(at(to) - first + 1)
  months.forEach((month, i) => (values[at(month) - first] = amounts[i] ?? 0))
  return { first, values }
}

function figures({ key, trend, direction }: Listed<string>) {
  const { line, next, percentPerPeriod, periods } = trend
  return {
    key,
    periods,
    meanMinor: Math.round(line.intercept + (line.slope * (periods - 1)) / 2),
    slopeMinor: Math.round(line.slope),
    lowMinor: Math.round(line.low),
    highMinor: Math.round(line.high),
    shareBps: percentPerPeriod === null ? null : Math.round(percentPerPeriod * 10_000),
    nextMinor: Math.max(0, Math.round(next)),
    direction,
  }
}

type Row = ReturnType<typeof figures>
const ORDER: readonly Row['direction'][] = ['falling', 'rising', 'unsure', 'flat']

/** What falls wants somebody first; within a direction the steepest, by its own size. */
function byDirection(a: Row, b: Row): number {
  const steep = (row: Row) => Math.abs(row.shareBps ?? 0)
  return (
    ORDER.indexOf(a.direction) - ORDER.indexOf(b.direction) || steep(b) - steep(a) || (a.key < b.key ? -1 : 1)
  )
}
