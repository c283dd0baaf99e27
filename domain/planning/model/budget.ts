import { daysBetween, day, type BusinessDay } from '#base/instant'
import { money, shareDown } from '#base/money'
import type { ProgramDocument } from '#domain/program/model/document'

export type Row = ProgramDocument['aim']['budget'][number]
export type Source = Row['source']
/** What a source or a code by hand came to in a month, such as `2026-02`. */
export type Counted = Readonly<{ what: string; month: string; minor: number }>

export type Amounts = Readonly<{
  planMinor: number
  planToDateMinor: number
  actualMinor: number
  varianceMinor: number
  varianceToDateMinor: number
}>
export type RowTold = Row & Amounts & Readonly<{ months: number[] }>

/** A calendar year by its first and last day. */
export const yearOf = (year: number): Readonly<{ from: BusinessDay; to: BusinessDay }> => ({
  from: day(`${year}-01-01`),
  to: day(`${year}-12-31`),
})

/** How much of a plan for a year falls on its days up to and with one, evenly, rounded down. */
export function planToDate(planMinor: number, year: number, on: BusinessDay): number {
  const { from, to } = yearOf(year)
  const days = daysBetween(from, to) + 1
  const passed = Math.min(days, Math.max(0, daysBetween(from, on) + 1))
  return shareDown(money(planMinor), passed, days)
}

const amounts = (planMinor: number, planToDateMinor: number, actualMinor: number): Amounts => ({
  planMinor,
  planToDateMinor,
  actualMinor,
  varianceMinor: actualMinor - planMinor,
  varianceToDateMinor: actualMinor - planToDateMinor,
})

export type Asked = Readonly<{
  year: number
  on: BusinessDay
  budget: readonly Row[]
  /** By source, and by code for what was said by hand. */
  counted: readonly Counted[]
  byHand: readonly Counted[]
}>

/** E6: every row with what it came to, and all of them together; a source of several rows counts once in all. */
export function compared({ year, on, budget, counted, byHand }: Asked) {
  const rows = budget.map((row): RowTold => {
    const own = (row.source === 'manual' ? byHand : counted).filter(
      ({ what }) => what === (row.source === 'manual' ? row.code : row.source),
    )
    const months = Array.from({ length: 12 }, (_, at) => {
      const month = `${year}-${String(at + 1).padStart(2, '0')}`
      return own.reduce((sum, one) => (one.month === month ? sum + one.minor : sum), 0)
    })
    const actual = months.reduce((sum, one) => sum + one, 0)
    return { ...row, ...amounts(row.minor, planToDate(row.minor, year, on), actual), months }
  })
  const planned = new Set(budget.flatMap((row) => (row.source === 'manual' ? [row.code] : [])))
  const strange = [...new Set(byHand.map(({ what }) => what))].filter((code) => !planned.has(code))
  const unplanned = strange.map((code) => ({
    code,
    actualMinor: byHand.reduce((sum, one) => (one.what === code ? sum + one.minor : sum), 0),
  }))
  const [cost, recovery] = [inAll(rows, 'cost'), inAll(rows, 'recovery')]
  const net = amounts(
    recovery.planMinor - cost.planMinor,
    recovery.planToDateMinor - cost.planToDateMinor,
    recovery.actualMinor - cost.actualMinor,
  )
  return { rows, unplanned, cost, recovery, net }
}

function inAll(rows: readonly RowTold[], kind: Row['kind']): Amounts {
  const own = rows.filter((row) => row.kind === kind)
  const once = own.filter(
    (row, at) => row.source === 'manual' || own.findIndex((one) => one.source === row.source) === at,
  )
  const sum = (of: readonly RowTold[], key: keyof Amounts) => of.reduce((all, row) => all + row[key], 0)
  return amounts(sum(own, 'planMinor'), sum(own, 'planToDateMinor'), sum(once, 'actualMinor'))
}
