import type { Happening } from '#base/happening'
import type { Instant } from '#base/instant'
import type { BookingState } from './model/state.ts'

/** What was booked, in every event of a booking. */
export type ToldBooking = Readonly<{
  id: string
  memberId: string
  offerId: string
  startsAt: Instant
  /** When the hold ended, or will; null for what staff booked. */
  heldUntil: Instant | null
  /** When the time was chosen. */
  at: Instant
}>

const told = (kind: string, { id, memberId, offerId, startsAt, heldUntil, at }: ToldBooking): Happening => ({
  kind,
  subjectId: memberId,
  body: { id, offerId, startsAt, heldUntil, begunAt: at },
})

export const bookingTermsSaid = (of: { id: string; offerId: string; open: boolean }): Happening => ({
  kind: 'booking.terms_said',
  subjectId: of.offerId,
  body: { id: of.id, open: of.open },
})

/** A time was chosen and is held. */
export const bookingBegun = (of: ToldBooking): Happening => told('booking.begun', of)

/** A hold ran out without a word: the time is free again. Told once. */
export const bookingGivenUp = (of: ToldBooking): Happening => told('booking.given_up', of)

/** Confirmed, kept, missed, cancelled, or replaced by another time. */
export const bookingStands = (of: ToldBooking, state: Exclude<BookingState, 'begun' | 'given_up'>) =>
  told(`booking.${state}`, of)
