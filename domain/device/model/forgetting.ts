import { instantOfMs, msOf, type Instant } from '#base/instant'
import type { OldMark, Outcome } from './answer.ts'

/** No backup that is put back is older than this (X7). */
export const KEEP_DAYS = 30

/** What head office wrote down before this moment is in every backup that it may be restored from. */
export const oldestBackup = (at: Instant): Instant => instantOfMs(msOf(at) - KEEP_DAYS * 86_400_000)

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
  /** Up to which number of an epoch every backup of head office has it. */
  old: ReadonlyMap<number, number>
}>

/**
 * Whether a till may forget an event: head office has booked it, and wrote it down itself so long ago that no backup
 * of it is older (X7). When it was answered says nothing: what was booked then may have been lost, and brought again.
 * What people have still to look at stays, and so does what the drawer is counted by. Receipts are kept apart, so
 * goods still come back by them.
 */
export function mayForget(
  { epoch, seq, outcome }: Pick<Word, 'outcome'> & Readonly<{ epoch: number; seq: number }>,
  of: Standing,
): boolean {
  if (outcome !== 'applied' && outcome !== 'duplicate') return false
  if (seq > (of.old.get(epoch) ?? 0)) return false
  if (epoch === of.epoch && (seq > of.mark || seq >= of.last)) return false
  return of.shift === null || epoch < of.shift.epoch || (epoch === of.shift.epoch && seq < of.shift.seq)
}

/**
 * Of what head office says is old, what is of this very log: under a mark at which it has another event than ours it
 * has another log than ours. Nothing where head office's program does not say it.
 */
export function oldOf(
  marks: readonly OldMark[] | undefined,
  hashAt: (epoch: number, seq: number) => string | null,
): ReadonlyMap<number, number> {
  const own = (marks ?? []).filter(({ epoch, mark, head }) => hashAt(epoch, mark) === head)
  return new Map(own.map(({ epoch, mark }) => [epoch, mark]))
}
