import { instantOfMs, msOf, type Instant } from '#base/instant'

/** Wrong PINs of one cashier at this till, kept over a reload. */
export type Tries = Readonly<{ wrong: number; waitUntil: Instant | null }>
export const NO_TRIES: Tries = { wrong: 0, waitUntil: null }

/** A slip of the finger costs nothing; guessing 10,000 PINs at five minutes each takes a month. */
const FREE = 3
const FIRST_MS = 5_000
const MOST_MS = 300_000

/** What is known after one more wrong PIN: the pause doubles with each. */
export function afterWrong({ wrong }: Tries, now: Instant): Tries {
  const count = wrong + 1
  if (count < FREE) return { wrong: count, waitUntil: null }
  const pauseMs = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(count - FREE, 20))
  return { wrong: count, waitUntil: instantOfMs(msOf(now) + pauseMs) }
}

/** Seconds still to wait; 0 when a PIN may be tried. A clock that was set back does not lengthen a pause. */
export function secondsLeft({ waitUntil }: Tries, now: Instant): number {
  if (waitUntil === null || waitUntil <= now) return 0
  return Math.ceil(Math.min(MOST_MS, msOf(waitUntil) - msOf(now)) / 1000)
}
