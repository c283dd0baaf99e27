import type { Cohort } from './cohorts.ts'
import { wilson, type Interval } from './proportion.ts'

export type RetentionCell = Readonly<{
  buyers: number
  /** Distinct buyers to cohort size; null in a period that is not over yet. */
  rate: number | null
  interval: Interval | null
  complete: boolean
}>
export type RetentionRow = Readonly<{ month: string; size: number; cells: readonly RetentionCell[] }>
export type Retention = Readonly<{
  rows: readonly RetentionRow[]
  /** All cohorts together by age, complete periods only. */
  byAge: readonly Readonly<{ age: number; size: number; buyers: number; rate: number; interval: Interval }>[]
}>

/** Cohort retention (insight §3.11): periods not yet over are marked and have no rate, so they never read as a fall. */
export function retention(cohorts: readonly Cohort[]): Retention {
  const rows = cohorts.map(({ month, size, months }) => ({
    month,
    size,
    cells: months.map(({ buyers, complete }) => ({
      buyers,
      complete,
      rate: complete ? buyers / size : null,
      interval: complete ? wilson({ hits: buyers, n: size }) : null,
    })),
  }))
  const ages = Math.max(0, ...rows.map((r) => r.cells.length))
  const byAge = Array.from({ length: ages }, (_, age) => {
    const known = rows.filter((r) => r.cells[age]?.complete === true)
    const size = known.reduce((n, r) => n + r.size, 0)
    const buyers = known.reduce((n, r) => n + (r.cells[age]?.buyers ?? 0), 0)
    return { age, size, buyers }
  }).flatMap(({ age, size, buyers }) =>
    size > 0 ? [{ age, size, buyers, rate: buyers / size, interval: wilson({ hits: buyers, n: size }) }] : [],
  )
  return { rows, byAge }
}
