import { instantOfMs, msOf, type Instant } from '#base/instant'
import { trustedNow } from './offline.ts'

/** A clock that lags more than this is told; less is drift. */
const LAG_MS = 5 * 60_000

/** What the till takes for now, from a clock that may be wrong and from what head office signed (O6). */
export type TillClock = Readonly<{
  now: () => Instant
  wall: () => Instant
  /** The latest moment head office signed. */
  anchor: () => Instant
  /** Milliseconds since this start, by a clock nobody sets. */
  mono: () => number
  /** Takes a moment head office signed; an older one changes nothing. Answers whether it did. */
  sign: (at: Instant) => boolean
  /** Whether this device's clock is behind what is certain. */
  behind: () => boolean
}>

export type Readings = Readonly<{ wallMs: () => number; monoMs: () => number }>

export function tillClock(first: Instant, { wallMs, monoMs }: Readings): TillClock {
  const beganMs = monoMs()
  let anchor = first
  // What was certain at one moment of this start; how long the till was off before it nobody knows.
  let known: Readonly<{ at: Instant; monoMs: number }> = { at: first, monoMs: 0 }
  const mono = () => Math.max(0, Math.round(monoMs() - beganMs))
  const wall = () => instantOfMs(wallMs())
  const least = () => instantOfMs(msOf(known.at) + mono() - known.monoMs)
  const certain = () => ({ wall: wall(), least: least() })
  return {
    wall,
    mono,
    anchor: () => anchor,
    now: () => trustedNow(certain()),
    sign: (at) => {
      if (at <= anchor) return false
      anchor = at
      // What was long on its way, as on a stick, says less than the time that has passed here since the last.
      if (at > least()) known = { at, monoMs: mono() }
      return true
    },
    behind: () => msOf(trustedNow(certain())) - wallMs() > LAG_MS,
  }
}
