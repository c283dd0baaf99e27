import { addDays, addMonths, type BusinessDay } from '#base/instant'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { AGE_MONTHS, DYING_DAYS } from './contract/value.ts'
import { valueSpan } from './value-span.ts'
import { bySubject, subjects, type ValueSubject } from './value-subject.ts'

export type AgedValue = ValueSubject &
  Readonly<{
    /** The branch that gave it out; null is none, such as balances taken over. */
    branchId: string | null
    /** What is open, by age: up to 3, 6, 12 months, older. */
    ages: readonly number[]
    overdue: number
    /** Ending within 30 and within 90 days. */
    ending: readonly number[]
  }>

/** The first day of each age band, youngest band first: a lot of that day or later is younger than its months. */
export const bandsBefore = (on: BusinessDay): BusinessDay[] =>
  AGE_MONTHS.map((months) => addDays(addMonths(on, -months), 1))

/** The bands, and the one of what is older than all of them. */
export const BANDS = [...AGE_MONTHS.keys(), AGE_MONTHS.length]

/** What members hold in lots at the end of a day, by the branch that gave it out, by kind and age (W40). */
export async function valueAges(
  work: Work,
  wish: Readonly<{ on?: BusinessDay | undefined; branchId?: string | undefined }>,
): Promise<Readonly<{ on: BusinessDay; rows: readonly AgedValue[] }>> {
  const { on, end: to, zone, branchId } = await valueSpan(work, wish)
  const [soon, later] = DYING_DAYS
  const lots = await ledger.lotsByBranch(work.tx, {
    to,
    on,
    zone,
    branchId,
    soon,
    later,
    since: bandsBefore(on),
  })
  const name = await subjects(work)
  const keys = new Map(lots.map((one) => [`${one.unit} ${one.branchId ?? ''}`, one]))
  const rows = [...keys.values()].flatMap(({ unit, branchId: at }) => {
    const subject = name(unit)
    const own = lots.filter((one) => one.unit === unit && one.branchId === at)
    const sum = (of: 'overdue' | 'soon' | 'later') => own.reduce((all, one) => all + one[of], 0)
    const ages = BANDS.map((band) => own.find((one) => one.band === band)?.rest ?? 0)
    return subject === null
      ? []
      : [{ ...subject, branchId: at, ages, overdue: sum('overdue'), ending: [sum('soon'), sum('later')] }]
  })
  return { on, rows: rows.toSorted(bySubject) }
}
