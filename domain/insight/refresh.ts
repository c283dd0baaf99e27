import type { BusinessDay } from '#base/instant'
import { must, present } from '#base/must'
import type { LoggedEvent } from '#db/events'
import type { Work } from '#db/work'
import { projectSold } from './sold.ts'
import { addToDays, type DayDelta } from './store/days.ts'
import { dropGone, keepGone } from './store/merges.ts'

/**
 * Projects sales told to the log into one row per member and day (G1). The reader's place commits with it:
 * exactly once.
 */
export async function project(work: Work, events: readonly LoggedEvent[]): Promise<void> {
  const deltas = new Map<string, DayDelta>()
  for (const event of events) {
    if (event.kind.startsWith('member.')) {
      await follow(work, event)
      continue
    }
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
  if (deltas.size > 0) await addToDays(work.tx, [...deltas.values()])
  await projectSold(work, events)
}

/** G6: the days of a gone member stay where they are; who they count for is a row of its own. */
async function follow(work: Work, event: LoggedEvent): Promise<void> {
  // The body is the member room's own event, versioned by its kind.
  const body = event.body as { id: string; mergeId?: string; keepId: string; goneId: string }
  if (event.kind === 'member.merged') await keepGone(work.tx, { ...body, mergeId: body.id })
  else await dropGone(work.tx, present(body.mergeId, 'G6: an undoing names its merge'))
}
