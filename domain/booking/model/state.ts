import { instantOfMs, msOf, type BusinessDay, type Instant } from '#base/instant'

/** How a booking stands. A hold that ran out is given up; one that gave way to another time is replaced. */
export const STATES = ['begun', 'confirmed', 'kept', 'missed', 'cancelled', 'given_up', 'replaced'] as const
export type BookingState = (typeof STATES)[number]

/** What staff does about a booking. */
export const STAFF_ACTS = ['kept', 'missed', 'cancelled'] as const
export type StaffAct = (typeof STAFF_ACTS)[number]

export type Standing = Readonly<{
  state: BookingState
  startsAt: Instant
  day: BusinessDay
  heldUntil: Instant | null
}>

/** Y3: whether the time of a hold is over, whoever has noticed. */
export const isOver = ({ state, heldUntil }: Standing, now: Instant): boolean =>
  state === 'begun' && heldUntil !== null && heldUntil <= now

export type ConfirmRefusal = 'booking_hold_over' | 'booking_stands_otherwise'

/** Y3: only what is still held is confirmed. */
export function judgeConfirmation(of: Standing, now: Instant): ConfirmRefusal | null {
  if (isOver(of, now) || of.state === 'given_up') return 'booking_hold_over'
  return of.state === 'begun' ? null : 'booking_stands_otherwise'
}

/** Y7: until when a member cancels what was confirmed. */
export const cancellableUntil = (startsAt: Instant, cancelHours: number): Instant =>
  instantOfMs(msOf(startsAt) - cancelHours * 3_600_000)

export type CancelRefusal = 'booking_stands_otherwise' | 'booking_cancel_late'

/** Y7: a hold may be let go at any time, what was confirmed until so many hours before it begins. */
export function judgeCancellation(of: Standing, cancelHours: number, now: Instant): CancelRefusal | null {
  if (of.state === 'begun') return null
  if (of.state !== 'confirmed') return 'booking_stands_otherwise'
  return cancellableUntil(of.startsAt, cancelHours) < now ? 'booking_cancel_late' : null
}

const BEFORE: Readonly<Record<StaffAct, readonly BookingState[]>> = {
  kept: ['confirmed', 'missed', 'kept'],
  missed: ['confirmed', 'kept'],
  cancelled: ['begun', 'confirmed'],
}

export type ActRefusal = 'booking_stands_otherwise' | 'booking_not_yet'

/** Y8: kept from its day on, missed from its beginning on; either may be said otherwise, and a receipt added. */
export function judgeStaffAct(
  act: StaffAct,
  of: Standing,
  at: Readonly<{ now: Instant; today: BusinessDay }>,
): ActRefusal | null {
  if (!BEFORE[act].includes(of.state)) return 'booking_stands_otherwise'
  if (act === 'kept' && of.day > at.today) return 'booking_not_yet'
  return act === 'missed' && of.startsAt > at.now ? 'booking_not_yet' : null
}
