import { businessDay, type Instant } from '#base/instant'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { endHolds } from './holds.ts'
import { freePlaces, slotAt, type Slot } from './model/slots.ts'
import { isBookable, type Known } from './offers.ts'
import * as store from './store/bookings.ts'

/** Who takes a time of what. */
export type Wanted = Readonly<{
  one: Known
  memberIds: readonly string[]
  startsAt: Instant
}>

/** The day of a moment on the calendar of a branch. */
export const dayAt = (at: Instant, zone: string) => businessDay(at, zone, 0)

/**
 * Y1, Y4, Y5: the time that begins then, if it can be had; behind the lock of the offer. Holds that are over end here,
 * so that nobody waits for a job to free what is free.
 */
export async function mustBeFree(work: Work, { one, memberIds, startsAt }: Wanted): Promise<Slot> {
  if (!isBookable(one)) throw new Refusal('booking_closed', { path: 'offerId' })
  const { zone } = one.branch
  const day = dayAt(startsAt, zone)
  const slot = slotAt(one.terms, { startsAt, day, today: dayAt(work.at, zone), now: work.at, zone })
  if (typeof slot === 'string') throw new Refusal(slot, { path: 'startsAt' })
  await endHolds(work, one.offerId)
  const open = await store.countOpen(work.tx, { offerId: one.offerId, memberIds, now: work.at })
  if (open >= one.terms.mostOpen) throw new Refusal('booking_most_open', { most: one.terms.mostOpen })
  const span = { from: slot.startsAt, to: slot.endsAt }
  const taken = await store.takenBetween(work.tx, { offerId: one.offerId, ...span, now: work.at })
  if (freePlaces(one.terms, slot, taken) === 0) throw new Refusal('time_taken', { path: 'startsAt' })
  return slot
}

/** Writes a booking down; answers it as it stands. */
export async function takeTime(
  work: Work,
  one: Known,
  of: Readonly<{
    id: string
    fingerprint: string
    memberId: string
    slot: Slot
    /** Null where it is confirmed at once. */
    heldUntil: Instant | null
  }>,
): Promise<store.BookingRow> {
  const { id, fingerprint, memberId, slot, heldUntil } = of
  const { startsAt, endsAt } = slot
  const { offerId, termsId } = one
  await store.insertBooking(work, {
    id,
    fingerprint,
    offerId,
    termsId,
    memberId,
    startsAt,
    endsAt,
    heldUntil,
    day: dayAt(startsAt, one.branch.zone),
    places: one.terms.places,
    byMember: heldUntil !== null,
    state: heldUntil === null ? 'confirmed' : 'begun',
  })
  return present(await store.bookingById(work.tx, id), 'Y2: a booking that was written is there')
}
