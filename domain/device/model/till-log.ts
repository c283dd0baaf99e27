import { instantOfMs, msOf, type Instant } from '#base/instant'
import { MOST_EVENTS, NO_HASH, segmentText, type DeviceEvent, type EventKind, type Segment } from './event.ts'
import type { LimitUse } from './offline.ts'
import { NOTHING_SPENT, summedPasses, type PassCounts, type Spent } from './reservation.ts'

/** A clock set back by more than this is written down (promises §4.4). */
export const SET_BACK_MS = 5 * 60_000

/** Who a till is while this epoch lasts. */
export type LogIdentity = Readonly<{ chain: string; store: string; device: string; epoch: number }>

/** One event as a till keeps it: its text, the hash of it, and what is looked for often. */
export type Logged = Readonly<{ seq: number; text: string; hash: string; event: DeviceEvent }>

/** Where a log stands: the number and hash the next event follows, and how the clocks stood then. */
export type LogHead = Readonly<{ seq: number; hash: string; wall: Instant | null; mono: number }>
export const EMPTY_HEAD: LogHead = { seq: 0, hash: NO_HASH, wall: null, mono: 0 }

export type Words = Readonly<{
  id: string
  kind: EventKind
  body: Record<string, unknown>
  wall: Instant
  mono: number
  boot: number
  anchor: Instant
  policy: number
  reservation: string | null
}>

/** The event that follows; its text is what is hashed, kept and sent. */
export function nextEvent(identity: LogIdentity, head: LogHead, words: Words): DeviceEvent {
  return { v: 1, ...identity, ...words, seq: head.seq + 1, prev: head.hash }
}

/** What the wall clock should have shown at least, where it was set back far enough to be written down; else null. */
export function setBack(head: LogHead, clock: Readonly<{ wall: Instant; mono: number }>): Instant | null {
  if (head.wall === null) return null
  const dueMs = msOf(head.wall) + Math.max(0, clock.mono - head.mono)
  return dueMs - msOf(clock.wall) > SET_BACK_MS ? instantOfMs(dueMs) : null
}

/** How far head office is, as a till knows it. */
export type LogState = Readonly<{
  /** Up to here head office has judged this epoch's log. */
  mark: number
  /** The latest moment head office has signed. */
  anchor: Instant
  /** The highest policy ever seen. */
  highest: number
}>

/** What is to be sent, cut into what one signature covers: in a row, and not too many; unsigned yet. */
export function cutTail(events: readonly Logged[], most: number): Omit<Segment, 'signature'>[] {
  const groups: Logged[][] = []
  for (const one of events) {
    const group = groups.at(-1)
    if (group && group.at(-1)?.seq === one.seq - 1 && group.length < MOST_EVENTS) group.push(one)
    else if (groups.length < most) groups.push([one])
    else break
  }
  return groups.flatMap((group) => {
    const [first, last] = [group[0], group.at(-1)]
    if (!first || !last) return []
    const { device, epoch } = first.event
    const texts = group.map((one) => one.text)
    return [{ device, epoch, from: first.seq, to: last.seq, head: last.hash, events: texts }]
  })
}

/** Signed by whoever holds the key. */
export const signSegment = async (
  chain: string,
  of: Omit<Segment, 'signature'>,
  sign: (text: string) => string | Promise<string>,
): Promise<Segment> => ({ ...of, signature: await sign(segmentText(chain, of)) })

/**
 * An answer, and what the log has: the hash under a number, null where there is no event or it was forgotten, and up to
 * which number nothing is left.
 */
export type Hearing = Readonly<{
  answer: HeardOf
  hashAt: (seq: number) => string | null
  forgotten: number
}>

export type HeardOf = Readonly<{ epoch: number; mark: number; head: string; at: Instant }>

/** `other_log`: head office has another event under that number; this disk is a copy, or one that was put back. */
export type Heard = Readonly<{ state: LogState; standing: 'ours' | 'other_log' | 'other_epoch' }>

/**
 * What head office's word changes. A lower mark is taken as it is: head office was restored, and what it no longer has
 * is sent again (X7). Its moments only move forward (O6). A mark under which it has another event than ours
 * acknowledges nothing of ours, nor did any before it: both branches must reach it whole (O5). Of a life that is over
 * it tells no mark any more, so none that it told before says what it still has: all of it is sent again (X7). Of what
 * was forgotten no lower mark is believed: every backup has it, so whoever says that is an old answer, as of a stick.
 */
export function heard(state: LogState, epoch: number, { answer, hashAt, forgotten }: Hearing): Heard {
  const anchor = answer.at > state.anchor ? answer.at : state.anchor
  if (answer.epoch !== epoch) {
    const mark = answer.epoch > epoch ? 0 : state.mark
    return { state: { ...state, anchor, mark }, standing: 'other_epoch' }
  }
  // What was forgotten long ago was acknowledged by then, and is ours.
  const gone = Math.max(state.mark, forgotten)
  const own =
    answer.mark === 0 ? NO_HASH : (hashAt(answer.mark) ?? (answer.mark <= gone ? answer.head : null))
  if (own !== answer.head) return { state: { ...state, anchor, mark: 0 }, standing: 'other_log' }
  return { state: { ...state, anchor, mark: Math.max(answer.mark, forgotten) }, standing: 'ours' }
}

/** What an event of this log burned, and how; nothing for those that burn nothing. */
export type Burning = Readonly<{
  memberId: string | null
  minor: number
  points: number
  way: 'voucher' | 'lease' | 'limit' | null
  passes?: PassCounts
  /** What went on account: nothing can be set aside of a debt, so it counts against limits as a burn on one does. */
  accountMinor?: number
}>

/** Rebuilt from the log at every start, so that no crash forgets a burn. */
export function spentOf(
  events: readonly Logged[],
  reservation: string,
  burningOf: (event: DeviceEvent) => Burning,
): Spent {
  const burns = events
    .filter((one) => one.event.reservation === reservation)
    .map((one) => burningOf(one.event))
  const spent = burns.reduce<Spent>(
    (sum, one) => ({ minor: sum.minor + one.minor, points: sum.points + one.points, times: sum.times + 1 }),
    NOTHING_SPENT,
  )
  const passes = summedPasses(...burns.map((one) => one.passes ?? []))
  return passes.length === 0 ? spent : { ...spent, passes }
}

/**
 * What was burned on the till's own limit and head office has not judged yet: an answer that has not seen a burn does
 * not free its share of the limit.
 */
export function limitUseOf(
  events: readonly Logged[],
  of: Readonly<{ memberId: string; mark: number }>,
  burningOf: (event: DeviceEvent) => Burning,
): LimitUse {
  const burns = events.filter((one) => one.seq > of.mark).map((one) => burningOf(one.event))
  const byLimit = ({ way, minor, accountMinor = 0 }: Burning) => (way === 'limit' ? minor : 0) + accountMinor
  const total = (some: readonly Burning[]) => some.reduce((sum, one) => sum + byLimit(one), 0)
  return { cardMinor: total(burns.filter((one) => one.memberId === of.memberId)), storeMinor: total(burns) }
}
