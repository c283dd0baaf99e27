import { addDays, startOfDay, type BusinessDay, type Instant } from '#base/instant'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { branches, chain, inScope, today } from '#domain/org/index'

export type ValueSpan = Readonly<{
  from: BusinessDay
  on: BusinessDay
  zone: string
  /** Moments of recording: from inclusive, to exclusive, so that the whole of `on` counts. */
  start: Instant
  end: Instant
  branchId: string | null
  isToday: boolean
}>

type Asked = Readonly<{
  from?: BusinessDay | undefined
  on?: BusinessDay | undefined
  branchId?: string | undefined
}>

/** Reads the span of a report: whoever is bound to branches asks for one of theirs. */
export async function valueSpan(work: Work, asked: Asked): Promise<ValueSpan> {
  const branchId = asked.branchId ?? null
  const known = branchId === null || (await branches(work)).some((branch) => branch.id === branchId)
  const mine = branchId === null ? work.by.branchIds === null : inScope(work, branchId)
  if (!known || !mine) throw new Refusal('branch_unknown')
  const now = await today(work)
  const on = asked.on ?? now
  if (on > now) throw new Refusal('day_in_future')
  const from = asked.from ?? (`${on.slice(0, 8)}01` as BusinessDay)
  if (from > on) throw new Refusal('span_reversed')
  const { zone } = await chain(work)
  const [start, end] = [startOfDay(from, zone), startOfDay(addDays(on, 1), zone)]
  return { from, on, zone, start, end, branchId, isToday: on === now }
}
