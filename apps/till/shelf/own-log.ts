import { must, present } from '#base/must'
import { worthOf } from '#domain/device/model/answer'
import type { Answer } from '#domain/device/model/answer'
import { BODIES } from '#domain/device/model/bodies'
import {
  eventText,
  hashedText,
  MOST_EVENTS,
  readEvent,
  type DeviceEvent,
  type EventKind,
  type Segment,
} from '#domain/device/model/event'
import {
  EMPTY_HEAD,
  heard,
  nextEvent,
  setBack,
  signSegment,
  type LogHead,
} from '#domain/device/model/till-log'
import type { Policy } from '#domain/device/model/policy'
import type { TillClock } from '#domain/device/model/till-clock'
import { newId } from '#ui/call.ts'
import { sha256Hex, signText, type TillKeys } from '../keys.ts'
import { keysName, type Enrolled } from '../shell/enrolling.ts'
import type { BodyOf, Recorded, RecordMore } from '../till-context.ts'
import type { Heap } from '../outbox/sync-state.ts'
import { EMPTY, heapOf, plus } from '../outbox/heaps.ts'
import { forgetOld } from './forget.ts'
import { followsOf } from './projection.ts'
import type { KeptEvent, Shelf } from './shelf.ts'
import { askAgain, write } from './written.ts'

/** The device's log on this till's own tables: written one event after the other, sent in signed segments. */
export type OwnLog = Readonly<{
  record: <K extends EventKind>(
    kind: K,
    body: BodyOf<K>,
    more: RecordMore,
  ) => Promise<Recorded & Readonly<{ heap: Heap }>>
  /** What is sent next, within one request's bounds. */
  segments: () => Promise<readonly Segment[]>
  /** Everything head office has not judged, for a stick. */
  everything: () => Promise<readonly Segment[]>
  /** What an epoch of it is signed by; null for an earlier one whose key is lost. */
  keysOf: (epoch: number) => Promise<TillKeys | null>
  /** What of these waits for its answer. */
  pendingIn: (segments: readonly Segment[]) => Promise<Heap>
  /** Forgets what this answer says every backup has; null where the sums do not prove it. */
  forgetOld: (answer: Answer) => Promise<number | null>
  /** Takes head office's mark; by how much it moved. A lower one is sent again from (X7). */
  answered: (answer: Answer) => Promise<number>
}>

export type Knowing = Readonly<{ clock: TillClock; policy: () => Policy | null }>

/** Segments of one request, and characters in them: a request stays below what head office takes. */
const MOST_SEGMENTS = 8
const MOST_CHARS = 3_000_000
export async function openOwnLog(shelf: Shelf, enrolled: Enrolled, knowing: Knowing): Promise<OwnLog> {
  const { epoch } = enrolled.identity
  const add = adder(shelf, enrolled, {
    ...knowing,
    head: await headOf(shelf, epoch),
    boot: await nextBoot(shelf),
  })
  let last: Promise<unknown> = Promise.resolve()
  return {
    // One after the other: each event names the one before it.
    record: (kind, body, more) => {
      const done = last.then(() => add(kind, body, more))
      last = done.catch(() => undefined)
      return done
    },
    segments: () => unsent(shelf, enrolled, MOST_SEGMENTS),
    everything: () => unsent(shelf, enrolled, Infinity),
    keysOf: keysBy(shelf, enrolled),
    pendingIn: (segments) => pendingIn(shelf, segments),
    forgetOld: async ({ at, oldMarks }) =>
      forgetOld(shelf, { epoch, mark: await markOf(shelf, epoch), at, oldMarks }),
    answered: (answer) => takeMark(shelf, epoch, answer),
  }
}

type Adding = Knowing & Readonly<{ head: LogHead; boot: number }>

/** Adds one event behind the last; a clock that was set back is written down before it. */
function adder(
  shelf: Shelf,
  { identity }: Enrolled,
  { clock, policy, head: first, boot }: Adding,
): OwnLog['record'] {
  const { device, chain, store, epoch } = identity
  let head = first
  const add: OwnLog['record'] = async (kind, body, more) => {
    const event = nextEvent({ chain, store, device, epoch }, head, {
      id: more.id ?? newId(),
      kind,
      // What the schema made of it: head office reads by the same one and finds the same words.
      body: BODIES[kind].parse(body) as Record<string, unknown>,
      wall: clock.wall(),
      mono: clock.mono(),
      boot,
      anchor: clock.anchor(),
      policy: policy()?.version ?? 0,
      reservation: more.reservation ?? null,
    })
    const row = await rowOf(event)
    const happened = { ...event, at: clock.now(), words: more.receipt ?? {}, ...storeOf(policy()) }
    await write(shelf, row, followsOf(happened))
    head = { seq: row.seq, hash: row.hash, wall: event.wall, mono: event.mono }
    return { id: row.id, seq: row.seq, at: happened.at, heap: heapOf(row) }
  }
  return async (kind, body, more) => {
    const toWall = clock.wall()
    const fromWall = setBack(head, { wall: toWall, mono: clock.mono() })
    if (fromWall !== null) await add('mark', { what: 'clock_set', fromWall, toWall }, {})
    return add(kind, body, more)
  }
}

const storeOf = (policy: Policy | null) => ({
  zone: policy?.zone ?? 'UTC',
  closingHour: policy?.closingHour ?? 0,
  program: policy?.program ?? null,
})

async function rowOf(event: DeviceEvent): Promise<KeptEvent> {
  const text = eventText(event)
  must(typeof readEvent(text) !== 'string', 'till: what is written down can be read back')
  const { seq, epoch, id, kind } = event
  const hash = await sha256Hex(hashedText(text))
  return {
    seq,
    epoch,
    id,
    kind,
    text,
    hash,
    ...worthOf(event),
    outcome: 'pending',
    code: null,
    answeredAt: null,
  }
}

/** Where the log stands after a start; how long the till was off nobody knows, so the clocks begin anew. */
async function headOf(shelf: Shelf, epoch: number): Promise<LogHead> {
  const row = await ofEpoch(shelf, epoch).last()
  return row ? { seq: row.seq, hash: row.hash, wall: null, mono: 0 } : EMPTY_HEAD
}

const LAST = Number.MAX_SAFE_INTEGER
const ofEpoch = (shelf: Shelf, epoch: number, after = 0) =>
  shelf.events.where('[epoch+seq]').between([epoch, after + 1], [epoch, LAST], true, true)

const nextBoot = (shelf: Shelf): Promise<number> =>
  shelf.transaction('rw', shelf.kept, async () => {
    const before = (await shelf.kept.get('boot'))?.value
    const boot = (typeof before === 'number' ? before : 0) + 1
    await shelf.kept.put({ key: 'boot', value: boot })
    return boot
  })

const markKey = (epoch: number): string => `mark of epoch ${epoch}`
async function markOf(shelf: Shelf, epoch: number): Promise<number> {
  const mark = (await shelf.kept.get(markKey(epoch)))?.value
  return typeof mark === 'number' ? mark : 0
}

/** In one transaction: whoever was cut off between a lower mark and asking again would never ask again. */
const takeMark = (shelf: Shelf, epoch: number, answer: Answer): Promise<number> =>
  shelf.transaction('rw', [shelf.events, shelf.kept], () => moveMark(shelf, epoch, answer))

async function moveMark(shelf: Shelf, epoch: number, answer: Answer): Promise<number> {
  const before = await markOf(shelf, epoch)
  const own = await shelf.events.where('[epoch+seq]').equals([epoch, answer.mark]).first()
  const state = { mark: before, anchor: answer.at, highest: 0 }
  const first = await ofEpoch(shelf, epoch).first()
  const forgotten = (first?.seq ?? 1) - 1
  // A mark of somebody else's log acknowledges nothing of this one: it is sent again, whole (O5).
  const { mark } = heard(state, epoch, { answer, hashAt: () => own?.hash ?? null, forgotten }).state
  if (mark !== before) await shelf.kept.put({ key: markKey(epoch), value: mark })
  // Head office was restored: what it forgot of this life it may have forgotten of earlier ones.
  if (mark < before) await askAgain(shelf, { epoch, mark })
  return Math.abs(mark - before)
}

/**
 * What is to be sent, in segments in a row, each under its own signature. Over a line also what head office has judged
 * and not answered: goods that came back before their sale was there.
 */
async function unsent(shelf: Shelf, enrolled: Enrolled, most: number): Promise<readonly Segment[]> {
  const { identity } = enrolled
  const { epoch } = identity
  const keysOf = keysBy(shelf, enrolled)
  const mark = await markOf(shelf, epoch)
  const behind = ofEpoch(shelf, epoch, mark)
  const tail = await (most === Infinity ? behind : behind.limit(most * MOST_EVENTS)).toArray()
  const pending = await shelf.events.where('outcome').equals('pending').toArray()
  const segments: Segment[] = []
  for (const group of inTurn({ pending, tail }, { epoch, mark: most === Infinity ? 0 : mark })) {
    if (segments.length >= most) break
    const own = await keysOf(group[0]?.epoch ?? 0)
    // Without the key of that time nothing can be proven of it; it stays here, counted as pending.
    if (own !== null) segments.push(await signed(group, { identity, keys: own }))
  }
  return most === Infinity ? segments : withinBounds(segments)
}

type ToSend = Readonly<{ pending: readonly KeptEvent[]; tail: readonly KeptEvent[] }>

/**
 * In which order it goes: what an earlier life of this till wrote and people will judge, then the tail behind the mark,
 * and last what the mark has passed and nothing was said of.
 */
export function inTurn(
  { pending, tail }: ToSend,
  { epoch, mark }: Readonly<{ epoch: number; mark: number }>,
): KeptEvent[][] {
  const rows = pending.toSorted((a, b) => a.epoch - b.epoch || a.seq - b.seq)
  const earlier = rows.filter((row) => row.epoch < epoch)
  const passed = rows.filter((row) => row.epoch === epoch && row.seq <= mark)
  return [earlier, tail, passed].flatMap(grouped)
}

function signed(
  group: readonly KeptEvent[],
  { identity, keys }: Pick<Enrolled, 'identity' | 'keys'>,
): Promise<Segment> {
  const first = present(group[0], 'till: a segment has events')
  const last = present(group.at(-1), 'till: a segment has events')
  const words = {
    device: identity.device,
    epoch: first.epoch,
    from: first.seq,
    to: last.seq,
    head: last.hash,
  }
  const events = group.map(({ text }) => text)
  return signSegment(identity.chain, { ...words, events }, (text) => signText(keys.sign, text))
}

const keysBy =
  (shelf: Shelf, { identity, keys }: Enrolled) =>
  async (epoch: number): Promise<TillKeys | null> => {
    if (epoch === identity.epoch) return keys
    return ((await shelf.kept.get(keysName(identity.device, epoch)))?.value ?? null) as TillKeys | null
  }

/** Up to so many events together, without gaps. */
export function grouped(rows: readonly KeptEvent[]): KeptEvent[][] {
  const groups: KeptEvent[][] = []
  for (const row of rows) {
    const group = groups.at(-1)
    const before = group?.at(-1)
    const follows = before && before.epoch === row.epoch && before.seq + 1 === row.seq
    if (group && follows && group.length < MOST_EVENTS) group.push(row)
    else groups.push([row])
  }
  return groups
}

function withinBounds(segments: readonly Segment[]): Segment[] {
  const taken: Segment[] = []
  let chars = 0
  for (const segment of segments) {
    chars += segment.events.reduce((sum, text) => sum + text.length, 0)
    if (taken.length > 0 && chars > MOST_CHARS) break
    taken.push(segment)
  }
  return taken
}

/**
 * By what was counted when it was written: reading two thousand texts again would hold up the cashier. A till that was
 * cut off after it took the outcomes and before it moved its mark sends again what is pending no longer.
 */
async function pendingIn(shelf: Shelf, segments: readonly Segment[]): Promise<Heap> {
  let heap = EMPTY
  for (const { epoch, from, to } of segments) {
    const rows = shelf.events.where('[epoch+seq]').between([epoch, from], [epoch, to], true, true)
    await rows.each((row) => {
      if (row.outcome === 'pending') heap = plus(heap, heapOf(row))
    })
  }
  return heap
}
