import { addDays, businessDay, type Instant } from '#base/instant'
import { ask } from '#db/jobs'
import type { Work } from '#db/work'
import { chainZone } from '#domain/org/index'
import type { Filters } from './contract.ts'
import { lastDue } from './rhythm.ts'
import * as store from './store.ts'

export const SEND_JOB = 'report.send'

/**
 * Z4: writes down every letter whose moment has come, once each. A computer that was off at that hour sends the latest
 * one when it is on again, not all it missed.
 */
export async function queueDue(work: Work): Promise<void> {
  // The hour comes before the house is set up, too.
  const zone = await chainZone(work)
  if (zone === null) return
  const due = (await store.runningSchedules(work.tx))
    .map((row) => ({ row, at: lastDue(row, work.at, zone) }))
    .filter(({ row, at }) => at > row.createdAt)
  const moments = new Map(due.map(({ row, at }) => [row.id, at]))
  const letters = (await store.recipients(work.tx, [...moments.keys()])).flatMap(
    ({ scheduleId, staffId }) => {
      const dueAt = moments.get(scheduleId)
      return dueAt === undefined ? [] : [{ id: work.newId(), scheduleId, staffId, dueAt }]
    },
  )
  if (letters.length > 0 && (await store.queue(work, letters)) > 0) ask(work, SEND_JOB)
}

/** What a letter of a moment looks at: the days up to the one before, where its schedule says how many. */
export function filtersOn(
  { filters, backDays }: Readonly<{ filters: Filters; backDays: number | null }>,
  at: Instant,
  zone: string,
): Filters {
  if (backDays === null) return filters
  const to = addDays(businessDay(at, zone, 0), -1)
  return { ...filters, from: addDays(to, 1 - backDays), to, on: to }
}
