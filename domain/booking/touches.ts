import { minuteOfDay, type Instant } from '#base/instant'
import { present } from '#base/must'
import type { Work } from '#db/work'
import type { Span } from '#domain/member/model/span'
import type { BookingState } from './model/state.ts'
import { shownBookings } from './show.ts'
import { stepsIn } from './store/acts.ts'
import { bookingsById } from './store/bookings.ts'

export type BookingTouch = Readonly<{
  id: string
  at: Instant
  step: BookingState
  direction: 'in' | 'out'
  /** What was booked, where and for when: `Facial · Main Street · 2026-03-03 10:00`, on the clocks of the branch. */
  words: string
  byName: string
}>

/** What became of bookings of members in a span, latest first: for the contact history (C45). */
export async function bookingsIn(work: Work, span: Span): Promise<readonly BookingTouch[]> {
  const steps = await stepsIn(work.tx, span)
  const rows = await bookingsById(work.tx, [...new Set(steps.map((one) => one.bookingId))])
  const bookings = new Map((await shownBookings(work, rows)).map((one) => [one.id, one]))
  return steps.map(({ bookingId, ...one }) => {
    const of = present(bookings.get(bookingId), 'Y2: a booking that was written is there')
    const words = `${of.productName} · ${of.branchName} · ${of.day} ${clock(of.startsAt, of.zone)}`
    // Only a branch that cancels acts upon the member; all else the member did, or did not.
    const direction = one.step === 'cancelled' && one.byName !== '' ? 'out' : 'in'
    return { ...one, direction, words }
  })
}

/** `09:05` */
function clock(at: Instant, zone: string): string {
  const minute = minuteOfDay(at, zone)
  return [Math.floor(minute / 60), minute % 60].map((one) => String(one).padStart(2, '0')).join(':')
}
