import { instantOfMs, msOf, type Instant } from '#base/instant'
import type { Outcome } from './answer.ts'

/** What head office has booked is kept this long after its word: it may be restored to an older point (X7). */
export const KEEP_DAYS = 30

/** What a till has of head office's word on one of its events: `answeredAt` is by head office's own clock. */
export type Word = Readonly<{ outcome: Outcome | 'pending'; answeredAt: Instant | null }>
export const NO_WORD: Word = { outcome: 'pending', answeredAt: null }

/** Where a log stands, and since when it has to be whole. */
export type Standing = Readonly<{
  epoch: number
  /** Up to here head office has judged this epoch. */
  mark: number
  /** Number of the last event of this epoch: the next one follows it. */
  last: number
  /** The event that opened the last shift: its figures are counted from there on. */
  shift: Readonly<{ epoch: number; seq: number }> | null
  /** The latest moment that head office signed; the till's own clock has no say in this. */
  anchor: Instant
}>

/**
 * Whether a till may forget an event: head office has booked it, and said so so long ago by its own time that no backup
 * of it is older (X7). What people have still to look at stays, and so does what the drawer is counted by. Receipts are
 * kept apart, so goods still come back by them.
 */
export function mayForget(
  { epoch, seq, outcome, answeredAt }: Word & Readonly<{ epoch: number; seq: number }>,
  of: Standing,
): boolean {
  if (outcome !== 'applied' && outcome !== 'duplicate') return false
  if (answeredAt === null || answeredAt >= oldest(of.anchor)) return false
  if (epoch === of.epoch && (seq > of.mark || seq >= of.last)) return false
  return of.shift === null || epoch < of.shift.epoch || (epoch === of.shift.epoch && seq < of.shift.seq)
}

const oldest = (anchor: Instant): Instant => instantOfMs(msOf(anchor) - KEEP_DAYS * 86_400_000)
