import { fingerprint } from '#db/fingerprint'
import type { Step } from '#db/jobs'
import type { LoggedEvent } from '#db/events'
import { house, type Work } from '#db/work'
import { withGoneOfAll } from '#domain/member/index'
import { bookingGivenUp, bookingStands } from './events.ts'
import { insertActs, type ActRow } from './store/acts.ts'
import * as store from './store/bookings.ts'

export const HOLDS_JOB = 'booking.holds'
const AT_ONCE = 200
/** More holds than an offer has places for a year nobody has. */
const MOST_OF_ONE = 100_000

type Letting = Extract<ActRow['act'], 'given_up' | 'replaced' | 'cancelled'>

/** Y2: lets these times go; each is told once. It is the house that does, whoever happened to notice. */
export async function letGo(work: Work, rows: readonly store.BookingRow[], act: Letting): Promise<void> {
  if (rows.length === 0) return
  const acts = rows.map(({ id: bookingId }): ActRow => {
    const row = { bookingId, act, saleId: null }
    return { id: work.newId(), fingerprint: fingerprint(row), ...row }
  })
  await insertActs({ ...work, by: house }, acts)
  const happened = rows.map((row) => (act === 'given_up' ? bookingGivenUp(row) : bookingStands(row, act)))
  work.record(...happened.map((one) => ({ ...one, by: house })))
}

/** Y3: ends the holds of an offer whose time is over; called behind the lock of the offer. */
export async function endHolds(work: Work, offerId: string): Promise<void> {
  const over = await store.overdueHolds(work.tx, { offerId, now: work.at, most: MOST_OF_ONE })
  await letGo(work, over, 'given_up')
}

/** Y3: every minute, holds that nobody confirmed are given up. */
export async function endOverdue(work: Work): Promise<Step> {
  const over = await store.overdueHolds(work.tx, { offerId: null, now: work.at, most: AT_ONCE })
  await letGo(work, over, 'given_up')
  return over.length < AT_ONCE ? 'done' : 'more'
}

/** Y6: whoever leaves comes to nothing they have booked; their times are free again. */
export async function followWithdrawals(work: Work, events: readonly LoggedEvent[]): Promise<void> {
  const left = events.flatMap(({ subjectId }) => (subjectId === null ? [] : [subjectId]))
  const gone = await withGoneOfAll(work, left)
  const ids = [...new Set([...left, ...[...gone.values()].flat()])]
  await letGo(work, await store.openOf(work.tx, ids, work.at), 'cancelled')
}
