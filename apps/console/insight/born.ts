import { addDays, addMonths } from '#base/instant'
import type { BusinessDay } from '#base/instant'

type Bound = Readonly<{ field: string; op: string; value: string }>

/** The days of birth of those who are of such an age today, as filters of the list of members. */
export function bornBetween(
  today: string,
  { from, to }: Readonly<{ from: number; to: number | null }>,
): readonly Bound[] {
  const day = today as BusinessDay
  // Whoever turns 25 today is 25; whoever turns 35 today is no longer 34.
  const latest = { field: 'birthOn', op: 'to', value: addMonths(day, -12 * from) }
  if (to === null) return [latest]
  return [{ field: 'birthOn', op: 'from', value: addDays(addMonths(day, -12 * (to + 1)), 1) }, latest]
}
