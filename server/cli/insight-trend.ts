import { dayOfNumber } from '#base/instant'
import { monthText } from '#domain/insight/model/calendar'
import type { SpendRows } from '#domain/insight/model/purchase-days'
import { memberTrends, trendOf, type MemberTrend, type Trend } from '#domain/insight/model/trend'
import {
  monthlyByMember,
  monthlySpend,
  type MemberMonths,
  type Monthly,
} from '#domain/insight/model/trend-monthly'
import { ask, dayGiven, needed, textGiven, wholeGiven, type Given } from './insight-ask.ts'
import { readColumns, type Table } from './insight-columns.ts'
import { BadFile } from './insight-file.ts'
import { trendText, TREND_HELP } from './insight-trend-text.ts'
import type { Io } from './insight.ts'

/** `zhiji insight trend`: monthly spend of the shop, and with --member of those who came back and of each member. */
export const trend = (args: string[], io: Io): Promise<number> =>
  ask(args, io, {
    options: ['file', 'member', 'date', 'amount', 'price', 'quantity', 'digits', 'from', 'as-of', 'top'],
    help: TREND_HELP,
    answer: async (given, language) => {
      const found = await answerTrend(given)
      return { json: found, text: trendText(found, language) }
    },
  })

async function answerTrend(given: Given) {
  const [file, date] = [needed(given, 'file'), needed(given, 'date')]
  const price = textGiven(given, 'price')
  const money = price === null ? [needed(given, 'amount')] : [price, needed(given, 'quantity')]
  const member = textGiven(given, 'member')
  const digits = wholeGiven(given, 'digits', { least: 0, most: 6 }) ?? 2
  const [start, end] = [dayGiven(given, 'from'), dayGiven(given, 'as-of')]
  const top = wholeGiven(given, 'top', { least: 1, most: 1_000_000 }) ?? 20
  const table = await readColumns(file, {
    ...Object.fromEntries(money.map((column) => [column, 'number' as const])),
    ...(member === null ? {} : { [member]: 'text' as const }),
    [date]: 'day',
  })
  const { names, rows } = rowsOf(table, { date, member, money, digits })
  const within = {
    from: start ?? rows.day.reduce((a, b) => Math.min(a, b)),
    to: end ?? rows.day.reduce((a, b) => Math.max(a, b)),
  }
  const months = monthlySpend(rows, within)
  if (!months) throw BadFile({ kind: 'nobody', asOf: dayOfNumber(within.to) })
  const list = member === null ? null : known(monthlyByMember(rows, names.length, within), names)
  return {
    from: dayOfNumber(within.from),
    asOf: dayOfNumber(within.to),
    rows: table.rows,
    digits,
    months: asMonths(months),
    trend: asTrend(trendOf(months)),
    returning: list && returningOf(list, months),
    members: list && membersOf(list, names, top),
  }
}
export type TrendAnswer = Awaited<ReturnType<typeof answerTrend>>

type Of = Readonly<{ date: string; member: string | null; money: readonly string[]; digits: number }>

function rowsOf(table: Table, { date, member, money, digits }: Of) {
  const day = table.days(date)
  const [first = '', second] = money
  const amounts = table.numbers(first)
  const times = second === undefined ? null : table.numbers(second)
  const unit = 10 ** digits
  const spendMinor = amounts.map((v, i) => Math.round(v * (times ? (times[i] as number) : 1) * unit))
  const { codes, names } =
    member === null ? { codes: new Int32Array(day.length), names: [''] } : table.text(member)
  const rows: SpendRows = { member: codes, day, spendMinor }
  return { names, rows }
}

const asMonths = ({ first, values }: Monthly) =>
  Array.from(values, (spendMinor, k) => ({ month: monthText(first + k), spendMinor }))

function asTrend(found: Trend | null) {
  if (!found) return null
  const { line, robust, kendall, ...rest } = found
  return {
    ...rest,
    slope: line.slope,
    se: line.hacSe,
    interval: [line.low, line.high],
    lag: line.lag,
    theilSen: { slope: robust.slope, interval: [robust.low, robust.high] },
    kendall,
  }
}

/** Sales to nobody we know are in the shop's months, but are no member's. */
const known = (list: readonly MemberMonths[], names: readonly string[]): MemberMonths[] =>
  list.filter((m) => names[m.member] !== '')

/**
 * Spend per member who had already bought in an earlier month: the shop's own series rises with new members and falls
 * without them; this one does neither.
 */
function returningOf(list: readonly MemberMonths[], { first, values }: Monthly) {
  const spend = new Float64Array(values.length)
  const people = new Int32Array(values.length)
  for (const m of list) {
    m.values.forEach((v, k) => {
      const at = m.first - first + k
      spend[at] = (spend[at] as number) + v
      people[at] = (people[at] as number) + 1
    })
  }
  const start = people.findIndex((n) => n > 0)
  if (start < 0) return null
  const mean = spend.map((v, k) => v / Math.max(1, people[k] as number)).subarray(start)
  const months = Array.from(mean, (perMemberMinor, k) => ({
    month: monthText(first + start + k),
    members: people[start + k] as number,
    perMemberMinor,
  }))
  return { months, trend: asTrend(trendOf({ first: first + start, values: mean })) }
}

function membersOf(list: readonly MemberMonths[], names: readonly string[], top: number) {
  const { trends, tooLittle } = memberTrends(list)
  const told = (direction: MemberTrend['direction']) =>
    trends
      .filter((t) => t.direction === direction)
      .sort((a, b) => Math.abs(b.slope.slope) - Math.abs(a.slope.slope) || a.member - b.member)
  const [rising, falling] = [told('rising'), told('falling')]
  const shown = (found: readonly MemberTrend[]) =>
    found.slice(0, top).map((t) => ({
      member: names[t.member] as string,
      periods: t.periods,
      slopeMinor: t.slope.slope,
      interval: [t.slope.low, t.slope.high],
      percentPerMonth: t.percentPerMonth,
      p: t.p,
      adjustedP: t.adjustedP,
    }))
  return {
    looked: trends.length,
    tooLittle,
    rising: rising.length,
    falling: falling.length,
    risingMost: shown(rising),
    fallingMost: shown(falling),
  }
}
