import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { must } from './must.ts'

declare const instantBrand: unique symbol
declare const dayBrand: unique symbol
/** A moment: ISO-8601 UTC text with milliseconds, fixed width, so that comparing text compares time. */
export type Instant = string & { readonly [instantBrand]: true }
/** A shop's day: YYYY-MM-DD in the branch's zone after its closing hour. */
export type BusinessDay = string & { readonly [dayBrand]: true }

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/
const DAY = /^\d{4}-\d{2}-\d{2}$/

export function instant(text: string): Instant {
  must(INSTANT.test(text), () => `time: an instant is fixed-width UTC text, got ${text}`)
  return text as Instant
}

/** Fixed-width for the years 0 to 9999; `toISOString` writes others longer. */
export function instantOfMs(ms: number): Instant {
  const text = new Date(ms).toISOString()
  must(text.length === 24, `time: an instant is fixed-width UTC text, got ${text}`)
  return text as Instant
}
/** The platform's own form, for libraries that ask for it. */
export const dateOf = (at: Instant): Date => new Date(msOf(at))
export const msOf = (at: Instant): number => Date.parse(at)

const inRange = (text: string): boolean => text >= '0002' && text < '9999'

/** Input schema: any ISO instant with an offset; kept as UTC with milliseconds. */
export const anInstant = z.iso
  .datetime({ offset: true })
  .refine(inRange, { error: 'time_out_of_range' })
  // Also asked where what came before it was refused.
  .overwrite((text) => {
    const ms = Date.parse(text)
    return inRange(text) && !Number.isNaN(ms) ? instantOfMs(ms) : text
  }) as unknown as z.ZodType<Instant, string>

export function day(text: string): BusinessDay {
  must(DAY.test(text) && isDay(text), () => `time: a day is YYYY-MM-DD, got ${text}`)
  return text as BusinessDay
}

/** Whether the text names a day of the calendar: 2023-02-29 does not. */
export function isDay(text: string): boolean {
  if (!DAY.test(text)) return false
  const ms = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text)
}

/** Input schema of a day. */
export const aDay = z.iso.date() as unknown as z.ZodType<BusinessDay, string>

/** Days since 1970-01-01; the form insight computes with. */
export const dayNumber = (of: BusinessDay): number => Math.round(Date.parse(`${of}T00:00:00Z`) / 86_400_000)
export const dayOfNumber = (n: number): BusinessDay =>
  new Date(n * 86_400_000).toISOString().slice(0, 10) as BusinessDay
/** Monday is 1, Sunday 7; 1970-01-01 was a Thursday. */
export const weekdayOf = (of: BusinessDay): number => ((((dayNumber(of) + 3) % 7) + 7) % 7) + 1
export const addDays = (of: BusinessDay, n: number): BusinessDay => dayOfNumber(dayNumber(of) + n)
/** The same day of a later month, or its last one: 31 January and a month is 28 February. */
export const addMonths = (of: BusinessDay, n: number): BusinessDay =>
  day(Temporal.PlainDate.from(of).add({ months: n }).toString())
export const daysBetween = (from: BusinessDay, to: BusinessDay): number => dayNumber(to) - dayNumber(from)

/**
 * Minutes a zone is ahead of UTC at a moment; looked up once per zone and hour, because zones change on the
 * hour's quarter at most.
 */
const offsets = new Map<string, number>()

function offsetMinutes(ms: number, zone: string): number {
  const quarter = Math.floor(ms / 900_000)
  const key = `${zone} ${quarter}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  const at = Temporal.Instant.fromEpochMilliseconds(quarter * 900_000).toZonedDateTimeISO(zone)
  const minutes = at.offsetNanoseconds / 60_000_000_000
  // A long import sees many quarters; the cache starts again rather than growing for ever.
  if (offsets.size > 100_000) offsets.clear()
  offsets.set(key, minutes)
  return minutes
}

/**
 * The shop's day of a moment: what is sold at 01:30 in a shop that closes its day at 03:00 belongs to the day
 * before.
 */
export function businessDay(at: Instant, zone: string, closingHour: number): BusinessDay {
  if (at === lastDay.at && zone === lastDay.zone && closingHour === lastDay.closingHour) return lastDay.day
  const ms = msOf(at)
  const local = ms + offsetMinutes(ms, zone) * 60_000 - closingHour * 3_600_000
  const found = new Date(local).toISOString().slice(0, 10) as BusinessDay
  lastDay = { at, zone, closingHour, day: found }
  return found
}

/** The last one told: whoever decides a sale asks for its day several times. */
let lastDay = { at: '' as Instant, zone: '', closingHour: 0, day: '' as BusinessDay }

/** The minute of the day on the clocks of a zone, from 0 to 1439. */
export function minuteOfDay(at: Instant, zone: string): number {
  const ms = msOf(at)
  return Math.floor((ms + offsetMinutes(ms, zone) * 60_000) / 60_000) % 1440
}

/** The hour on the clock of a zone at a moment, 0 to 23. */
export const hourIn = (at: Instant, zone: string): number => Math.floor(minuteOfDay(at, zone) / 60)

/** Offsets are at most 14 hours and zones have moved over the date line: 26 hours either way sees any change. */
const NEAR_MS = 26 * 3_600_000

/**
 * Wall-clock text of a branch (`2026-03-01`, `2026-03-01 09:30`, with seconds) as a moment; a time skipped by
 * summer time moves forward.
 */
export function instantFromLocal(text: string, zone: string): Instant | 'not_a_time' {
  const plain = text.trim().replace(' ', 'T')
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?)?$/.test(plain) || !isDay(plain.slice(0, 10)))
    return 'not_a_time'
  const asUtc = Date.parse(plain.length === 10 ? `${plain}T00:00:00Z` : `${plain}Z`)
  if (Number.isNaN(asUtc)) return 'not_a_time'
  // A zone's offset that is the same a good day before and after did not change between: the quick way for long
  // imports.
  const before = offsetMinutes(asUtc - NEAR_MS, zone)
  if (before === offsetMinutes(asUtc + NEAR_MS, zone)) return instantOfMs(asUtc - before * 60_000)
  // Near a change of offset the platform's rules decide, by the standard's "compatible" reading.
  const zoned = Temporal.PlainDateTime.from(plain.length === 10 ? `${plain}T00:00` : plain).toZonedDateTime(
    zone,
  )
  return instantOfMs(zoned.epochMilliseconds)
}

/** The first moment of a day on the clocks of a zone. */
export function startOfDay(of: BusinessDay, zone: string): Instant {
  const at = instantFromLocal(of, zone)
  must(at !== 'not_a_time', 'time: a day begins')
  return at
}

/** Whether the platform knows this IANA zone. */
export function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone)
    return true
  } catch (trouble) {
    if (trouble instanceof RangeError) return false
    throw trouble
  }
}
