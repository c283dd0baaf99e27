import { must } from '#base/must'

/**
 * What was bought, as parallel columns: a row is one transaction or one member-day. `member` counts from 0,
 * `day` is days since 1970-01-01, `spendMinor` is net of refunds in minor units. Without `purchases` a row is one
 * purchase when its amount is zero or more, and a return when it is below zero.
 */
export type SpendRows = Readonly<{
  member: Int32Array
  day: Int32Array
  spendMinor: Float64Array
  purchases?: Int32Array
}>

/** First and last day that count, both inclusive. */
export type Days = Readonly<{ from: number; to: number }>

/** Every member's distinct purchase days, ascending: member m's are `days[starts[m] … starts[m + 1] − 1]`. */
export type PurchaseDays = Readonly<{ starts: Int32Array; days: Int32Array }>

/** One place per member. `purchaseDays` 0 means no purchase in the window: first and last day say nothing then. */
export type MemberColumns = Readonly<{
  members: number
  purchaseDays: Int32Array
  purchases: Int32Array
  firstDay: Int32Array
  lastDay: Int32Array
  spendMinor: Float64Array
}>

/** No row can be before the year 1 or after 9999. */
const MOST_DAYS = 3_700_000

/** Per-member columns and purchase days of the rows whose day is within `within`; rows may come in any order. */
export function columnsOf(
  rows: SpendRows,
  members: number,
  within: Days,
): Readonly<{ columns: MemberColumns; lists: PurchaseDays }> {
  const lists = purchaseDaysOf(rows, members, within)
  const columns: MemberColumns = {
    members,
    purchaseDays: new Int32Array(members),
    purchases: new Int32Array(members),
    firstDay: new Int32Array(members),
    lastDay: new Int32Array(members),
    spendMinor: new Float64Array(members),
  }
  for (let m = 0; m < members; m += 1) {
    const start = lists.starts[m] as number
    const end = lists.starts[m + 1] as number
    columns.purchaseDays[m] = end - start
    if (end === start) continue
    columns.firstDay[m] = lists.days[start] as number
    columns.lastDay[m] = lists.days[end - 1] as number
  }
  addMoney(rows, columns, within)
  return { columns, lists }
}

function addMoney(rows: SpendRows, columns: MemberColumns, within: Days): void {
  const { spendMinor, purchases } = columns
  let safe = true
  for (let i = 0; i < rows.day.length; i += 1) {
    const day = rows.day[i] as number
    if (day < within.from || day > within.to) continue
    const m = rows.member[i] as number
    const spend = (spendMinor[m] as number) + (rows.spendMinor[i] as number)
    safe &&= Number.isSafeInteger(spend)
    spendMinor[m] = spend
    purchases[m] = (purchases[m] as number) + purchasesAt(rows, i)
  }
  must(safe, 'D1: what a member spent is a safe integer of minor units')
}

function purchasesAt(rows: SpendRows, i: number): number {
  if (rows.purchases) return rows.purchases[i] as number
  return (rows.spendMinor[i] as number) >= 0 ? 1 : 0
}

/**
 * Distinct purchase days per member. A day with only a return is none; a purchase of nothing to pay is one. Two
 * counting sorts, by day and then by member, so that ten million rows need no comparison.
 */
export function purchaseDaysOf(rows: SpendRows, members: number, within: Days): PurchaseDays {
  must(rows.member.length === rows.day.length, 'D2: columns are of one length')
  must(rows.spendMinor.length === rows.day.length, 'D2: columns are of one length')
  const order = byDay(rows, within)
  const ends = new Int32Array(members + 1)
  for (const row of order) {
    const m = rows.member[row] as number
    must(m >= 0 && m < members, 'D3: a row belongs to a member')
    ends[m + 1] = (ends[m + 1] as number) + 1
  }
  for (let m = 0; m < members; m += 1) ends[m + 1] = (ends[m + 1] as number) + (ends[m] as number)
  const next = ends.slice(0, members)
  const days = new Int32Array(order.length)
  for (const row of order) {
    const m = rows.member[row] as number
    const at = next[m] as number
    const day = rows.day[row] as number
    if (at > (ends[m] as number) && days[at - 1] === day) continue
    days[at] = day
    next[m] = at + 1
  }
  return closeGaps(days, ends, next)
}

/** Rows with a purchase inside the window, by day. Rows already in day order, the usual case, are taken as they are. */
function byDay(rows: SpendRows, within: Days): Int32Array {
  const { day } = rows
  const chosen = new Int32Array(day.length)
  let size = 0
  let low = Infinity
  let high = -Infinity
  let ordered = true
  for (let i = 0; i < day.length; i += 1) {
    const d = day[i] as number
    if (d < within.from || d > within.to || purchasesAt(rows, i) <= 0) continue
    chosen[size] = i
    size += 1
    if (d < high) ordered = false
    if (d > high) high = d
    if (d < low) low = d
  }
  const picked = chosen.subarray(0, size)
  if (ordered) return picked
  must(high - low < MOST_DAYS, 'D4: days lie within the calendar')
  const starts = new Int32Array(high - low + 2)
  for (const row of picked) {
    const at = (day[row] as number) - low + 1
    starts[at] = (starts[at] as number) + 1
  }
  for (let d = 1; d < starts.length; d += 1) starts[d] = (starts[d] as number) + (starts[d - 1] as number)
  const sorted = new Int32Array(size)
  for (const row of picked) {
    const at = (day[row] as number) - low
    const place = starts[at] as number
    sorted[place] = row
    starts[at] = place + 1
  }
  return sorted
}

function closeGaps(days: Int32Array, ends: Int32Array, filled: Int32Array): PurchaseDays {
  const starts = new Int32Array(ends.length)
  let at = 0
  for (let m = 0; m < filled.length; m += 1) {
    const from = ends[m] as number
    const to = filled[m] as number
    starts[m] = at
    days.copyWithin(at, from, to)
    at += to - from
  }
  starts[filled.length] = at
  return { starts, days: days.slice(0, at) }
}

/** How many purchase days each member had up to and including the day. */
export function purchaseDaysBy(lists: PurchaseDays, day: number): Int32Array {
  const counts = new Int32Array(lists.starts.length - 1)
  for (let m = 0; m < counts.length; m += 1) {
    let n = 0
    const end = lists.starts[m + 1] as number
    for (let i = lists.starts[m] as number; i < end && (lists.days[i] as number) <= day; i += 1) n += 1
    counts[m] = n
  }
  return counts
}

/** Days between one purchase day and the next, over all members. */
export function gapsOf(lists: PurchaseDays): Int32Array {
  const gaps = new Int32Array(lists.days.length)
  let size = 0
  for (let m = 0; m + 1 < lists.starts.length; m += 1) {
    const end = lists.starts[m + 1] as number
    for (let i = (lists.starts[m] as number) + 1; i < end; i += 1) {
      gaps[size] = (lists.days[i] as number) - (lists.days[i - 1] as number)
      size += 1
    }
  }
  return gaps.slice(0, size)
}

/** Places of the members with a purchase; the others have no score and no quadrant. */
export function buyersOf(columns: MemberColumns): Int32Array {
  const who = new Int32Array(columns.members)
  let n = 0
  for (let m = 0; m < columns.members; m += 1) {
    if ((columns.purchaseDays[m] as number) === 0) continue
    who[n] = m
    n += 1
  }
  return who.slice(0, n)
}

/** The same; null where everybody has bought, so that nothing has to be picked. */
export function buyersAmong(columns: MemberColumns): Int32Array | null {
  let n = 0
  for (let m = 0; m < columns.members; m += 1) if ((columns.purchaseDays[m] as number) !== 0) n += 1
  return n === columns.members ? null : buyersOf(columns)
}

/**
 * A column at the given places: the very column where they are all of them, so it must not be written to. Plain loops:
 * `from` with a function walks an iterator and is ten times slower.
 */
export function picked<T extends Int32Array | Float64Array>(column: T, who: Int32Array | null): T {
  if (who === null || who.length === column.length) return column
  const values = column.slice(0, who.length) as T
  for (let i = 0; i < who.length; i += 1) values[i] = column[who[i] as number] as number
  return values
}
