import { addDays, addMonths, type BusinessDay } from '#base/instant'
import type { ProgramDocument } from '#domain/program/model/document'

/** Days of membership, both included; a null end never ends. */
export type Period = Readonly<{ from: BusinessDay; to: BusinessDay | null }>
export type MembershipState = 'active' | 'expired' | 'none' | 'archived'

/** T8: a period ends on the day before the same day of its last month: 1 March 2024 and a year is 28 February 2025. */
export const periodFrom = (from: BusinessDay, months: number | null): Period => ({
  from,
  to: months === null ? null : addDays(addMonths(from, months), -1),
})

/** T8: what is paid before the end continues from the end; what is paid later begins on its day. */
export function renewal(
  periods: readonly Period[],
  { from, months }: Readonly<{ from: BusinessDay; months: number | null }>,
): Period {
  const end = lastDayFrom(periods, from)
  // Without end already: what is paid again lies within it.
  if (end === undefined) return periodFrom(from, months)
  return end === null ? { from, to: null } : periodFrom(addDays(end, 1), months)
}

/** The last day up to which somebody is a member without a gap from a day on; undefined when not one on that day. */
export function lastDayFrom(periods: readonly Period[], on: BusinessDay): BusinessDay | null | undefined {
  let end: BusinessDay | null | undefined
  for (const { from, to } of periods.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    if (end === null) return null
    const begins = end === undefined ? from <= on : from <= addDays(end, 1)
    if (!begins || (to !== null && to < on)) continue
    end = to === null || end === undefined || to > end ? to : end
  }
  return end
}

/** The first day of the membership somebody has on a day, through renewals without a gap. */
export function firstDayTo(periods: readonly Period[], on: BusinessDay): BusinessDay | null {
  let first: BusinessDay | null = null
  for (const { from, to } of periods.toSorted((a, b) => (a.from > b.from ? -1 : 1))) {
    if (from > on) continue
    const touches = to === null || to >= addDays(first ?? on, first === null ? 0 : -1)
    if (touches) first = from
  }
  return first
}

export type Membership = Readonly<{
  state: Exclude<MembershipState, 'archived'>
  validTo: BusinessDay | null
}>

/** T8: whether somebody is a member on a day, and until when. */
export function membershipOn(
  joining: ProgramDocument['joining'],
  of: Readonly<{ joinedOn: BusinessDay | null; periods: readonly Period[] }>,
  on: BusinessDay,
): Membership {
  if (joining === null || (of.joinedOn !== null && of.joinedOn < joining.since))
    return { state: 'active', validTo: null }
  const end = lastDayFrom(of.periods, on)
  if (end !== undefined) return { state: 'active', validTo: end }
  const past = of.periods.flatMap(({ to }) => (to !== null && to < on ? [to] : [])).sort()
  return past.length === 0
    ? { state: 'none', validTo: null }
    : { state: 'expired', validTo: past.at(-1) ?? null }
}
