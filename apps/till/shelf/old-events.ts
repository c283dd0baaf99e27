import { instantOfMs, msOf, type Instant } from '#base/instant'
import { KEEP_DAYS } from '#domain/device/model/till-log'
import { EMPTY, OUTCOMES, plus } from '../outbox/heaps.ts'
import type { Heap } from '../outbox/sync-state.ts'
import type { Outcome } from '../till-context.ts'
import type { KeptEvent } from './shelf.ts'

/** What was answered, by answer: of what lies on the disk, of what was forgotten, or of both together. */
export type Answered = Readonly<Record<Outcome, Heap>>
export const NONE_ANSWERED: Answered = {
  applied: EMPTY,
  duplicate: EMPTY,
  quarantined: EMPTY,
  refused: EMPTY,
}

/** Where the log stands, and since when it has to be whole. */
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

type Row = Pick<KeptEvent, 'epoch' | 'seq' | 'outcome' | 'answeredAt'>

/**
 * Whether an event may be forgotten: head office has booked it, and said so so long ago by its own time that no backup
 * of it is older (X7). What people have still to look at stays, and so does what the drawer is counted by. Receipts are
 * kept apart, so goods still come back by them.
 */
export function mayForget({ epoch, seq, outcome, answeredAt }: Row, of: Standing): boolean {
  if (outcome !== 'applied' && outcome !== 'duplicate') return false
  if (answeredAt === null || answeredAt >= oldest(of.anchor)) return false
  if (epoch === of.epoch && (seq > of.mark || seq >= of.last)) return false
  return of.shift === null || epoch < of.shift.epoch || (epoch === of.shift.epoch && seq < of.shift.seq)
}

const oldest = (anchor: Instant): Instant => instantOfMs(msOf(anchor) - KEEP_DAYS * 86_400_000)

export const withRow = (heaps: Answered, row: Pick<KeptEvent, 'outcome' | 'minor' | 'points'>): Answered => {
  const { outcome, minor, points } = row
  return outcome === 'pending'
    ? heaps
    : { ...heaps, [outcome]: plus(heaps[outcome], { events: 1, minor, points }) }
}

/** O8: what is on the disk and what was forgotten come to what was answered, in count and in both amounts. */
export const isProven = (
  answered: Answered,
  { onDisk, forgotten }: Readonly<{ onDisk: Answered; forgotten: Answered }>,
): boolean =>
  OUTCOMES.every((one) => {
    const { events, minor, points } = plus(onDisk[one], forgotten[one])
    const said = answered[one]
    return said.events === events && said.minor === minor && said.points === points
  })
