import { addDays, daysBetween, type BusinessDay } from '#base/instant'
import type { PlanDocument } from '../contract/document.ts'

/** Fifty-two weeks: what has no festival keeps its day of the week. */
const WEEKS_OF_A_YEAR = 364

/** The day of a festival in a year; undefined where the calendar has none of this code. */
export type FestivalDay = (code: string, year: number) => BusinessDay | undefined

const yearOf = (on: BusinessDay): number => Number(on.slice(0, 4))

/**
 * The occurrence of a festival that a span is meant for: the one nearest to its middle, because the Spring Festival of
 * a year may lie in the next one's January as seen from a plan that begins in December.
 */
function meant(
  code: string,
  span: Readonly<{ startsOn: BusinessDay; endsOn: BusinessDay }>,
  dayOf: FestivalDay,
) {
  const middle = addDays(span.startsOn, Math.floor(daysBetween(span.startsOn, span.endsOn) / 2))
  const far = (on: BusinessDay) => Math.abs(daysBetween(on, middle))
  return [-1, 0, 1]
    .map((by) => yearOf(middle) + by)
    .flatMap((year) => {
      const on = dayOf(code, year)
      return on === undefined ? [] : [{ year, on }]
    })
    .toSorted((a, b) => far(a.on) - far(b.on))[0]
}

type Span = Readonly<{ startsOn: BusinessDay; endsOn: BusinessDay; festival: string | null }>

/** By how many days something moves to next year: with its festival, else by whole weeks. */
export function shiftOf(span: Span, usual: string | null, dayOf: FestivalDay): number {
  const code = span.festival ?? usual
  const found = code === null ? undefined : meant(code, span, dayOf)
  const next = found && code !== null ? dayOf(code, found.year + 1) : undefined
  return found && next !== undefined ? daysBetween(found.on, next) : WEEKS_OF_A_YEAR
}

/**
 * P7: the plan a year on. Every phase moves with its own festival or the plan's, by the calendar; what has none moves
 * by 52 weeks, so that Saturdays stay Saturdays. The plan covers what its phases do.
 */
export function nextYear(plan: PlanDocument, name: string, dayOf: FestivalDay): PlanDocument {
  const moved = (span: Span) => {
    const by = shiftOf(span, plan.festival, dayOf)
    return { startsOn: addDays(span.startsOn, by), endsOn: addDays(span.endsOn, by) }
  }
  const phases = plan.phases.map((phase) => ({ ...phase, ...moved(phase) }))
  const whole = moved(plan)
  const startsOn = phases.reduce(
    (first, one) => (one.startsOn < first ? one.startsOn : first),
    whole.startsOn,
  )
  const endsOn = phases.reduce((last, one) => (one.endsOn > last ? one.endsOn : last), whole.endsOn)
  return { ...plan, name, startsOn, endsOn, phases }
}
