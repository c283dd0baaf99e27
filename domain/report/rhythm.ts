import {
  addDays,
  businessDay,
  instantFromLocal,
  weekdayOf,
  type BusinessDay,
  type Instant,
} from '#base/instant'
import { must } from '#base/must'
import type { RHYTHMS } from './contract.ts'

export type Rhythm = Readonly<{
  rhythm: (typeof RHYTHMS)[number]
  weekday: number | null
  monthDay: number | null
  hour: number
}>

/** Whether a rhythm says everything it needs and nothing else. */
export const isComplete = ({ rhythm, weekday, monthDay }: Rhythm): boolean =>
  (weekday !== null) === (rhythm === 'weekly') && (monthDay !== null) === (rhythm === 'monthly')

/** The last moment up to now at which a rhythm was due, by the clock of a zone. */
export const lastDue = (of: Rhythm, now: Instant, zone: string): Instant => due(of, now, zone, -1)

/** The first moment after now. */
export const nextDue = (of: Rhythm, now: Instant, zone: string): Instant => due(of, now, zone, 1)

/** A month and a day hold one of every rhythm. */
const MOST_DAYS = 33

function due(of: Rhythm, now: Instant, zone: string, way: 1 | -1): Instant {
  const today = businessDay(now, zone, 0)
  for (let step = 0; step <= MOST_DAYS; step += 1) {
    const day = addDays(today, way * step)
    const at = momentOf(day, of.hour, zone)
    if (falls(of, day) && (way > 0 ? at > now : at <= now)) return at
  }
  must(false, 'Z3: every rhythm comes round within a month')
  return now
}

function falls({ rhythm, weekday, monthDay }: Rhythm, day: BusinessDay): boolean {
  if (rhythm === 'daily') return true
  if (rhythm === 'weekly') return weekdayOf(day) === weekday
  const wanted = monthDay ?? 1
  const isLast = addDays(day, 1).slice(8) === '01'
  const on = Number(day.slice(8))
  return on === wanted || (isLast && on < wanted)
}

function momentOf(day: BusinessDay, hour: number, zone: string): Instant {
  const at = instantFromLocal(`${day} ${String(hour).padStart(2, '0')}:00`, zone)
  must(at !== 'not_a_time', 'Z3: an hour of a day is a time')
  return at as Instant
}
