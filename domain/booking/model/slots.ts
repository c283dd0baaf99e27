import {
  addDays,
  instantFromLocal,
  instantOfMs,
  msOf,
  startOfDay,
  weekdayOf,
  type BusinessDay,
  type Instant,
} from '#base/instant'
import { must } from '#base/must'
import type { Terms } from './terms.ts'

/** A time that can be booked. */
export type Slot = Readonly<{ startsAt: Instant; endsAt: Instant }>
/** A booking that takes a place, by what it overlaps. */
export type Taken = Readonly<{ startsAt: Instant; endsAt: Instant }>

const MINUTE_MS = 60_000

/** A moment on the clocks of a zone; `24:00` is the first moment of the next day. */
function momentOf(day: BusinessDay, time: string, zone: string): number {
  if (time === '24:00') return msOf(startOfDay(addDays(day, 1), zone))
  const at = instantFromLocal(`${day} ${time}`, zone)
  must(at !== 'not_a_time', 'Y5: terms hold times of the day')
  return msOf(at)
}

/**
 * Y5: the times of a day, by the opening hours of its weekday on the clocks of the branch. They are counted in minutes
 * that pass: on the day on which clocks change, a time is as long as on any other, and none lies in an hour that is
 * skipped; an hour that comes twice has its times twice.
 */
export function slotsOf(terms: Terms, day: BusinessDay, zone: string): Slot[] {
  if (terms.closedOn.includes(day)) return []
  const weekday = weekdayOf(day)
  const found = terms.hours
    .filter((one) => one.weekday === weekday)
    .flatMap(({ from, to }) => slotsBetween(terms, momentOf(day, from, zone), momentOf(day, to, zone)))
  return found.toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
}

function slotsBetween({ minutes, stepMinutes }: Terms, fromMs: number, toMs: number): Slot[] {
  const slots: Slot[] = []
  for (let at = fromMs; at + minutes * MINUTE_MS <= toMs; at += stepMinutes * MINUTE_MS)
    slots.push({ startsAt: instantOfMs(at), endsAt: instantOfMs(at + minutes * MINUTE_MS) })
  return slots
}

/** Y1: how many of these are there at once at most, while a slot lasts; most are there where one of them begins. */
export function atOnce(slot: Slot, taken: readonly Taken[]): number {
  const beside = taken.filter((one) => one.startsAt < slot.endsAt && one.endsAt > slot.startsAt)
  const moments = [slot.startsAt, ...beside.map((one) => one.startsAt).filter((at) => at > slot.startsAt)]
  return Math.max(
    ...moments.map((at) => beside.filter((one) => one.startsAt <= at && one.endsAt > at).length),
  )
}

export const freePlaces = ({ places }: Terms, slot: Slot, taken: readonly Taken[]): number =>
  Math.max(0, places - atOnce(slot, taken))

/** Y5: the days that may be booked today. */
export const bookableDays = ({ daysAhead }: Terms, today: BusinessDay): BusinessDay[] =>
  Array.from({ length: daysAhead + 1 }, (_, n) => addDays(today, n))

export type TimeRefusal = 'booking_too_far' | 'booking_in_past' | 'time_not_offered'

/** Y5: the slot that begins at a moment; or why there is none. */
export function slotAt(
  terms: Terms,
  at: Readonly<{ startsAt: Instant; day: BusinessDay; today: BusinessDay; now: Instant; zone: string }>,
): Slot | TimeRefusal {
  if (at.startsAt <= at.now) return 'booking_in_past'
  if (at.day > addDays(at.today, terms.daysAhead)) return 'booking_too_far'
  return slotsOf(terms, at.day, at.zone).find((one) => one.startsAt === at.startsAt) ?? 'time_not_offered'
}

/** Y3: a time is held for so many minutes, and never beyond its beginning. */
export function heldUntil({ holdMinutes }: Terms, now: Instant, startsAt: Instant): Instant {
  const until = instantOfMs(msOf(now) + holdMinutes * MINUTE_MS)
  return until < startsAt ? until : startsAt
}
