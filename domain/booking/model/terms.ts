import { z } from 'zod'
import { aDay } from '#base/instant'

/** Times stand on a grid of so many minutes: zones differ by quarters of an hour, and nobody books by the minute. */
export const GRID_MINUTES = 5
/** No booking is longer than half a day. */
export const MOST_MINUTES = 720

const onGrid = (most: number) =>
  z
    .int()
    .min(GRID_MINUTES)
    .max(most)
    .refine((minutes) => minutes % GRID_MINUTES === 0, { error: 'five_minutes' })

/** Minutes since midnight of `09:30`; 1440 of `24:00`. */
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

const time = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, { error: 'time_of_day' })
  .refine((text) => minutesOf(text) % GRID_MINUTES === 0, { error: 'five_minutes' })

const opening = z
  .object({
    /** Monday is 1, Sunday 7. */
    weekday: z.int().min(1).max(7),
    /** On the clocks of the branch. */
    from: time,
    to: time,
  })
  .refine(({ from, to }) => from < to, { error: 'hours_backwards', path: ['to'] })
export type Opening = z.output<typeof opening>

const overlap = (hours: readonly Opening[]): number =>
  hours.findIndex((one, at) =>
    hours.slice(0, at).some((b) => b.weekday === one.weekday && b.from < one.to && one.from < b.to),
  )

/** What holds for something that can be booked at a branch. */
export const bookingTerms = z.object({
  /** False takes it out of what members see; what was booked stays booked. */
  open: z.boolean(),
  /** How long one booking is. */
  minutes: onGrid(MOST_MINUTES),
  /** Times begin so many minutes after one another, counted from each opening. */
  stepMinutes: onGrid(MOST_MINUTES),
  /** How many at the same time: chairs, rooms, people who serve. */
  places: z.int().min(1).max(200),
  /** How many days ahead of today may be booked; 0 is today alone. */
  daysAhead: z.int().min(0).max(180),
  /** How long a chosen time is held for whoever has not confirmed it yet. */
  holdMinutes: z.int().min(1).max(120),
  /** A member cancels until so many hours before. */
  cancelHours: z.int().min(0).max(336),
  /** How many of these a member may have before them at once. */
  mostOpen: z.int().min(1).max(50),
  hours: z
    .array(opening)
    .min(1)
    .max(42)
    .superRefine((hours, at) => {
      const found = overlap(hours)
      if (found >= 0) at.addIssue({ code: 'custom', message: 'hours_overlap', path: [found, 'from'] })
    }),
  /** Days on which nothing can be booked whatever the weekday. */
  closedOn: z.array(aDay).max(100),
})
export type Terms = z.output<typeof bookingTerms>

/** What most shops begin with. */
export const USUAL_TERMS: Terms = {
  open: true,
  minutes: 60,
  stepMinutes: 30,
  places: 1,
  daysAhead: 14,
  holdMinutes: 15,
  cancelHours: 24,
  mostOpen: 3,
  hours: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '10:00', to: '20:00' })),
  closedOn: [],
}
