import type { BusinessDay } from '#base/instant'
import { must, present } from '#base/must'
import type { LoggedEvent } from '#db/events'
import type { Work } from '#db/work'
import { projectSold } from './sold.ts'
import { addToDays, type DayDelta } from './store/days.ts'
import { retell, takeTurn } from './store/history.ts'
import { dropGone, keepGone } from './store/merges.ts'

/**
 * Projects sales told to the log into one row per member and day, and those into one per member (G1, G21). The reader's
 * place commits with it: exactly once.
 */
export async function project(work: Work, events: readonly LoggedEvent[]): Promise<void> {
  const turn = await takeTurn(work.tx)
  const touched = new Set<string>()
  for (const event of events.filter(({ kind }) => kind.startsWith('member.')))
    for (const id of await follow(work, event)) touched.add(id)
  const deltas = deltasOf(events)
  if (deltas.length > 0) await addToDays(work.tx, deltas)
  for (const { memberId } of deltas) touched.add(memberId)
  if (touched.size > 0) await retell(work.tx, [...touched], turn)
  await projectSold(work, events)
}

/** What sales and returns among these events add to the days of members; what is voided is taken off again. */
export function deltasOf(events: readonly LoggedEvent[]): DayDelta[] {
  const deltas = new Map<string, DayDelta>()
  for (const event of events.filter(({ kind }) => kind.startsWith('sale.'))) {
    // The body is the sale room's own event, versioned by its kind.
    const body = event.body as {
      kind: 'sale' | 'return'
      memberId: string | null
      day: BusinessDay
      totalMinor: number
    }
    if (body.memberId === null) continue
    const sign = event.kind === 'sale.recorded' ? 1 : -1
    const key = `${body.memberId} ${body.day}`
    const so = deltas.get(key) ?? { memberId: body.memberId, day: body.day, purchases: 0, spendMinor: 0 }
    const spendMinor = so.spendMinor + sign * body.totalMinor
    must(Number.isSafeInteger(spendMinor), 'G1: a day of a member is a safe sum')
    deltas.set(key, { ...so, purchases: so.purchases + (body.kind === 'sale' ? sign : 0), spendMinor })
  }
  return [...deltas.values()]
}

/** G6: the days of a gone member stay where they are; who they count for is a row of its own. Both are retold. */
async function follow(work: Work, event: LoggedEvent): Promise<string[]> {
  // The body is the member room's own event, versioned by its kind.
  const body = event.body as { id: string; mergeId?: string; keepId: string; goneId: string }
  if (event.kind === 'member.merged') await keepGone(work.tx, { ...body, mergeId: body.id })
  else await dropGone(work.tx, present(body.mergeId, 'G6: an undoing names its merge'))
  return [body.goneId, body.keepId]
}
