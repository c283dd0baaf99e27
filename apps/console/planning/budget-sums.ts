import type { Told } from '#base/endpoint'
import { addDays, addMonths, day } from '#base/instant'
import type { programBudget } from '#domain/planning/contract/budget'
import { planToDate } from '#domain/planning/model/budget'

export type Budget = Told<typeof programBudget>
export type BudgetRow = Budget['rows'][number]
export type Kind = BudgetRow['kind']
/** Net is recovery less cost, so more of it is well. */
export type Sort = Kind | 'net'

export type Deviation = Readonly<{ way: 'above' | 'below' | 'even'; well: boolean }>

/** What actual less plan means: more spent is ill, more brought in is well. */
export function deviationOf(sort: Sort, minor: number): Deviation {
  if (minor === 0) return { way: 'even', well: true }
  return { way: minor > 0 ? 'above' : 'below', well: minor > 0 === (sort !== 'cost') }
}

export type Stage = 'past' | 'now' | 'future'

/** Whether a year is over, runs, or is to come. */
export const stageOf = (year: number, today: string): Stage => {
  const now = Number(today.slice(0, 4))
  return year === now ? 'now' : year < now ? 'past' : 'future'
}

/** Sources that several rows of one kind name: each row shows all of it, and in all it counts once. */
export function sharedSources(
  rows: readonly BudgetRow[],
): readonly Readonly<{ source: BudgetRow['source']; rows: readonly BudgetRow[] }>[] {
  return (['cost', 'recovery'] as const).flatMap((kind) =>
    [...new Set(rows.map((row) => row.source))]
      .filter((source) => source !== 'manual')
      .map((source) => ({ source, rows: rows.filter((row) => row.kind === kind && row.source === source) }))
      .filter((one) => one.rows.length > 1),
  )
}

/** January to December of all rows of a kind together; what several rows count from one source counts once. */
export function monthsInAll(rows: readonly BudgetRow[], kind: Kind): readonly number[] {
  const own = rows.filter((row) => row.kind === kind)
  const once = own.filter(
    (row, at) => row.source === 'manual' || own.findIndex((one) => one.source === row.source) === at,
  )
  return Array.from({ length: 12 }, (_, at) => once.reduce((sum, row) => sum + (row.months[at] ?? 0), 0))
}

export type Month = Readonly<{
  /** Such as 2026-02. */
  month: string
  planMinor: number
  actualMinor: number
  /** What is not over cannot have missed its plan. */
  state: 'done' | 'running' | 'ahead'
}>

type Year = Readonly<{ year: number; today: string; planMinor: number; months: readonly number[] }>

/** A year by months: the plan evenly by days, so that the months make up the year to the fen. */
export function monthsOf({ year, today, planMinor, months }: Year): readonly Month[] {
  return months.map((actualMinor, at) => {
    const first = addMonths(day(`${year}-01-01`), at)
    const passed = (on: typeof first) => planToDate(planMinor, year, on)
    const month = first.slice(0, 7)
    const state = month < today.slice(0, 7) ? 'done' : month === today.slice(0, 7) ? 'running' : 'ahead'
    const last = addDays(addMonths(first, 1), -1)
    return { month, planMinor: passed(last) - passed(addDays(first, -1)), actualMinor, state }
  })
}

/** The year in the address, or the one that runs. */
export const yearIn = (search: Readonly<Record<string, unknown>>, today: string): number => {
  const asked = search['year']
  const fits = typeof asked === 'number' && Number.isSafeInteger(asked) && asked >= 2000 && asked <= 2999
  return fits ? asked : Number(today.slice(0, 4))
}
