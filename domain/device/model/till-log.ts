import { instantOfMs, msOf, type Instant } from '#base/instant'
import {
  MOST_EVENTS,
  NO_HASH,
  readEvent,
  segmentText,
  type DeviceEvent,
  type EventKind,
  type Segment,
} from './event.ts'
import type { LimitUse } from './offline.ts'
import type { Spent } from './reservation.ts'

/** Acknowledged events are kept this long: head office may be restored to an older point (X7). */
export const KEEP_DAYS = 30
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

/**
 * What a till's disk holds, one record a line: events, and now and then how far head office is. A record that was being
 * written when the power went is torn: it was never answered to anybody, so it is dropped.
 */
export type LogState = Readonly<{
  /** Up to here head office has judged this epoch's log. */
  mark: number
  /** The latest moment head office has signed. */
  anchor: Instant
  /** The highest policy ever seen. */
  highest: number
}>

export const eventRecord = (of: Pick<Logged, 'text' | 'hash'>): string =>
  JSON.stringify({ e: of.text, h: of.hash })
export const stateRecord = (of: LogState, epoch: number): string => JSON.stringify({ s: of, n: epoch })

export type Recovered = Readonly<{
  events: readonly Logged[]
  state: LogState | null
  /** The last record was cut off. */
  torn: boolean
  /** A record in the middle is not what was written: everything behind it is not believed. */
  broken: boolean
}>

/** Reads a disk back and proves the chain again; says what it found, silently repairs nothing. */
export function recover(
  records: readonly string[],
  epoch: number,
  hashOf: (text: string) => string,
  read: typeof readEvent = readEvent,
): Recovered {
  const events: Logged[] = []
  let state: LogState | null = null
  for (const [at, record] of records.entries()) {
    const isLast = at === records.length - 1
    const found = readRecord(record, { hashOf, read })
    if (found === null) return { events, state, torn: isLast, broken: !isLast }
    if ('state' in found) {
      // A mark is of its epoch; what head office has signed, and the highest policy, outlive it.
      state = found.epoch === epoch ? found.state : { ...found.state, mark: 0 }
      continue
    }
    if (found.event.epoch !== epoch) continue
    const before = events.at(-1)
    const follows = before === undefined || (found.seq === before.seq + 1 && found.event.prev === before.hash)
    if (!follows) return { events, state, torn: false, broken: true }
    events.push(found)
  }
  return { events, state, torn: false, broken: false }
}

type StateRead = Readonly<{ state: LogState; epoch: number }>

/** How texts are hashed and read; whoever reads the same ones often may remember what they said. */
type Reading = Readonly<{ hashOf: (text: string) => string; read: typeof readEvent }>

function readRecord(record: string, { hashOf, read }: Reading): Logged | StateRead | null {
  try {
    const value = JSON.parse(record) as { e?: string; h?: string; s?: LogState; n?: number }
    if (value.s !== undefined) return { state: value.s, epoch: value.n ?? 0 }
    const event = read(value.e ?? '')
    if (typeof event === 'string' || value.e === undefined || value.h !== hashOf(value.e)) return null
    return { seq: event.seq, text: value.e, hash: value.h, event }
  } catch {
    return null
  }
}

/** The tail behind head office's mark, cut into what one signature covers; unsigned yet. */
export function cutTail(events: readonly Logged[], mark: number, most: number): Omit<Segment, 'signature'>[] {
  const tail = events.filter((one) => one.seq > mark)
  const segments: Omit<Segment, 'signature'>[] = []
  for (let at = 0; at < tail.length && segments.length < most; at += MOST_EVENTS) {
    const part = tail.slice(at, at + MOST_EVENTS)
    const [first, last] = [part[0], part.at(-1)]
    if (!first || !last) break
    const { device, epoch } = first.event
    const texts = part.map((one) => one.text)
    segments.push({ device, epoch, from: first.seq, to: last.seq, head: last.hash, events: texts })
  }
  return segments
}

/** Signed by whoever holds the key. */
export const signSegment = async (
  chain: string,
  of: Omit<Segment, 'signature'>,
  sign: (text: string) => string | Promise<string>,
): Promise<Segment> => ({ ...of, signature: await sign(segmentText(chain, of)) })

export type HeardOf = Readonly<{ epoch: number; mark: number; head: string; at: Instant }>

/** `other_log`: head office has another event under that number; this disk is a copy, or one that was put back. */
export type Heard = Readonly<{ state: LogState; standing: 'ours' | 'other_log' | 'other_epoch' }>

/**
 * What head office's word changes. A lower mark is taken as it is: head office was restored, and what it no longer has
 * is sent again (X7). Its moments only move forward (O6). A mark under which it has another event than ours
 * acknowledges nothing of ours, nor did any before it: both branches must reach it whole (O5). Of a life that is over
 * it tells no mark any more, so none that it told before says what it still has: all of it is sent again (X7).
 */
export function heard(
  state: LogState,
  epoch: number,
  { answer, hashAt }: Readonly<{ answer: HeardOf; hashAt: (seq: number) => string | null }>,
): Heard {
  const anchor = answer.at > state.anchor ? answer.at : state.anchor
  if (answer.epoch !== epoch) {
    const mark = answer.epoch > epoch ? 0 : state.mark
    return { state: { ...state, anchor, mark }, standing: 'other_epoch' }
  }
  // What was forgotten long ago was acknowledged by then, and is ours.
  const own =
    answer.mark === 0 ? NO_HASH : (hashAt(answer.mark) ?? (answer.mark <= state.mark ? answer.head : null))
  if (own !== answer.head) return { state: { ...state, anchor, mark: 0 }, standing: 'other_log' }
  return { state: { ...state, anchor, mark: answer.mark }, standing: 'ours' }
}

/**
 * Events that may be forgotten, from the first on: acknowledged, and so old by head office's own time that no backup of
 * it is older (X7). The till's clock has no say in it beyond keeping longer, and the last event always stays: the next
 * one follows it.
 */
export function forgettable(events: readonly Logged[], { mark, anchor }: LogState): readonly Logged[] {
  const young = events.findIndex(({ seq, event }, at) => {
    const written = event.wall > event.anchor ? event.wall : event.anchor
    const old = seq <= mark && msOf(anchor) - msOf(written) > KEEP_DAYS * 86_400_000
    return !old || at === events.length - 1
  })
  return events.slice(0, Math.max(0, young))
}

/** What an event of this log burned, and how; nothing for those that burn nothing. */
export type Burning = Readonly<{
  memberId: string | null
  minor: number
  points: number
  way: 'voucher' | 'lease' | 'limit' | null
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
  return burns.reduce<Spent>(
    (sum, one) => ({ minor: sum.minor + one.minor, points: sum.points + one.points, times: sum.times + 1 }),
    { minor: 0, points: 0, times: 0 },
  )
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
  const burns = events
    .filter((one) => one.seq > of.mark)
    .map((one) => burningOf(one.event))
    .filter((one) => one.way === 'limit')
  const total = (some: readonly Burning[]) => some.reduce((sum, one) => sum + one.minor, 0)
  return { cardMinor: total(burns.filter((one) => one.memberId === of.memberId)), storeMinor: total(burns) }
}

/** What writes records down: `append` may be lost or torn until `sync` has come back. */
export type LogDisk = Readonly<{
  append: (record: string) => void | Promise<void>
  sync: () => void | Promise<void>
}>

/** O1: comes back only when the record is safe; whoever prints a receipt, or answers anybody, waits for it. */
export async function writeDown(disk: LogDisk, record: string): Promise<void> {
  await disk.append(record)
  await disk.sync()
}
