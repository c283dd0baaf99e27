import { must } from '#base/must'

/** What a shop knows of a member, with the day it was last confirmed (−1: never asked). */
export type Known = Readonly<{
  confirmedDay: Int32Array
  /** Per field: 1 where the member has it. */
  fields: Readonly<Record<string, ArrayLike<number>>>
  /** Last day a message could not be delivered (−1: never): a wrong number is staler than an old one. */
  bouncedDay?: Int32Array
}>

export type Stale = Readonly<{
  member: number
  missing: readonly string[]
  /** Days since the data was confirmed; null when it never was. */
  days: number | null
  bounced: boolean
}>

/** Members whose data should be asked for again: bounced first, then most fields missing, then oldest. */
export function staleData(known: Known, on: Readonly<{ asOf: number; afterDays: number }>): Stale[] {
  const members = known.confirmedDay.length
  for (const column of Object.values(known.fields))
    must(column.length === members, 'P4: columns are of one length')
  const found: Stale[] = []
  for (let member = 0; member < members; member += 1) {
    const confirmed = known.confirmedDay[member] as number
    const days = confirmed < 0 ? null : on.asOf - confirmed
    const missing = Object.keys(known.fields).filter((name) => !known.fields[name]?.[member])
    const bounced = known.bouncedDay !== undefined && (known.bouncedDay[member] as number) > confirmed
    if (bounced || missing.length > 0 || days === null || days > on.afterDays)
      found.push({ member, missing, days, bounced })
  }
  const age = (s: Stale): number => s.days ?? Infinity
  return found.sort(
    (a, b) =>
      Number(b.bounced) - Number(a.bounced) ||
      b.missing.length - a.missing.length ||
      (age(a) === age(b) ? a.member - b.member : age(b) - age(a)),
  )
}
