import { must } from '#base/must'
import type { Instant } from '#base/instant'
import { NO_HASH, readEvent, type DeviceEvent, type EventFault, type Segment } from './event.ts'

/** How long after its seal a till's certificate lets it burn; recording never ends (promises §4.5). */
export const CERTIFICATE_DAYS = 30

/** What head office knows of one device's log. One row, locked while a segment of it is received. */
export type DeviceLog = Readonly<{
  chain: string
  device: string
  store: string
  /** `frozen`: two different events were shown under one number; nothing more of it is taken as true. */
  status: 'active' | 'frozen' | 'revoked'
  epoch: number
  /** Everything up to this number of this epoch has been judged, in order. */
  mark: number
  /** Hash of the event at `mark`. */
  head: string
  /** Revoked from here on: later events are put aside. Null where no number was known. */
  revokedAfter: number | null
}>

/** A log that nothing has come from yet. */
export const emptyLog = (of: Pick<DeviceLog, 'chain' | 'device' | 'store'>, epoch: number): DeviceLog => ({
  ...of,
  status: 'active',
  epoch,
  mark: 0,
  head: NO_HASH,
  revokedAfter: null,
})

/** An event as it came, with the hash computed of its text here. */
export type Arrived = Readonly<{ text: string; hash: string }>

export type SegmentFault =
  | EventFault
  | 'signature_wrong'
  | 'segment_range_wrong'
  | 'segment_of_another_device'
  | 'chain_broken'
  | 'epoch_unknown'

/** One event in its place: to be carried out, known already, or put aside for people to look at. */
export type Placed = Readonly<{
  event: DeviceEvent
  text: string
  hash: string
  outcome: 'take' | 'quarantine'
  why: 'in_order' | 'device_revoked' | 'device_frozen' | 'epoch_over'
}>

export type Received =
  /** Nothing of it is believed. */
  | Readonly<{ kind: 'refused'; fault: SegmentFault }>
  /** Earlier events are missing: kept until they come; the till is asked for what is behind `mark`. */
  | Readonly<{ kind: 'gap'; missingFrom: number; missingTo: number }>
  /** The same number with another content: cloned disk, restored image, two writers (O5). */
  | Readonly<{ kind: 'fork'; at: number; log: DeviceLog; placed: readonly Placed[] }>
  | Readonly<{ kind: 'received'; log: DeviceLog; placed: readonly Placed[]; duplicates: number }>

/** What was shown to be true of the segment before it is judged, and what is known of its numbers. */
export type Looked = Readonly<{
  /** Whether the signature over the segment is good for the key of this device and epoch. */
  signed: boolean
  arrived: readonly Arrived[]
  /** Hashes of this epoch that are known, by number: taken before, put aside or waiting behind a gap. */
  known: ReadonlyMap<number, string>
  /** How a text is read, where somebody remembers what the same text said before. */
  read?: typeof readEvent
}>

/**
 * D1–D4: what becomes of a segment. Pure: the same log and the same bytes give the same answer, in the simulator and
 * at head office. Order within a device is its numbers, never time.
 */
export function receive(log: DeviceLog, segment: Segment, looked: Looked): Received {
  const { arrived, signed, known } = looked
  if (!signed) return { kind: 'refused', fault: 'signature_wrong' }
  const events = readAll(log, segment, looked)
  if (typeof events === 'string') return { kind: 'refused', fault: events }
  if (segment.epoch > log.epoch) return { kind: 'refused', fault: 'epoch_unknown' }

  // An epoch that was ended by a new one: what it had sent before counts, what comes now is looked at by people. Two
  // branches of it are no news of the new one, which goes on.
  if (segment.epoch < log.epoch) return ofEpochOver(log, { events, arrived, known })
  const forked = arrived.findIndex(({ hash }, at) => {
    const before = known.get(segment.from + at)
    return before !== undefined && before !== hash
  })
  if (forked >= 0) return fork(log, segment, { events, arrived, known, forked })
  if (segment.from > log.mark + 1)
    return { kind: 'gap', missingFrom: log.mark + 1, missingTo: segment.from - 1 }

  const placed: Placed[] = []
  let { head, mark } = log
  let duplicates = 0
  for (const [at, event] of events.entries()) {
    const one = arrived[at] as Arrived
    if (event.seq <= log.mark) {
      duplicates++
      continue
    }
    if (event.prev !== head) return { kind: 'refused', fault: 'chain_broken' }
    must(event.seq === mark + 1, 'D2: events are judged one by one, in their order')
    placed.push({ event, ...one, ...placeOf(log, event) })
    head = one.hash
    mark = event.seq
  }
  return { kind: 'received', log: { ...log, head, mark }, placed, duplicates }
}

function placeOf(log: DeviceLog, event: DeviceEvent): Pick<Placed, 'outcome' | 'why'> {
  if (log.status === 'frozen') return { outcome: 'quarantine', why: 'device_frozen' }
  if (log.status === 'revoked' && event.seq > (log.revokedAfter ?? 0))
    return { outcome: 'quarantine', why: 'device_revoked' }
  return { outcome: 'take', why: 'in_order' }
}

/** Every event is what it says and follows the one before it. */
function readAll(
  log: DeviceLog,
  segment: Segment,
  { arrived, read = readEvent }: Pick<Looked, 'arrived' | 'read'>,
): DeviceEvent[] | SegmentFault {
  const { from, to, device, epoch, head } = segment
  if (device !== log.device) return 'segment_of_another_device'
  if (to < from || arrived.length !== to - from + 1) return 'segment_range_wrong'
  const events: DeviceEvent[] = []
  let before: string | null = null
  for (const [at, one] of arrived.entries()) {
    const event = read(one.text)
    if (typeof event === 'string') return event
    const own = event.device === device && event.chain === log.chain && event.store === log.store
    if (!own || event.epoch !== epoch) return 'segment_of_another_device'
    if (event.seq !== from + at) return 'segment_range_wrong'
    if (before !== null && event.prev !== before) return 'chain_broken'
    if (event.seq === 1 && event.prev !== NO_HASH) return 'chain_broken'
    before = one.hash
    events.push(event)
  }
  return before === head ? events : 'chain_broken'
}

type Read = Readonly<{
  events: readonly DeviceEvent[]
  arrived: readonly Arrived[]
  known: ReadonlyMap<number, string>
}>

/**
 * Both branches are kept: what was taken stays taken, what is new of either is put aside. A fork of an epoch that is
 * over is evidence of it alone: whoever holds an old image cannot stop the till that was enrolled after it.
 */
function fork(
  log: DeviceLog,
  segment: Segment,
  { events, arrived, known, forked }: Read & { forked: number },
): Received {
  const over = segment.epoch < log.epoch
  const placed = asideOf({ events, arrived, known }, over ? 'epoch_over' : 'device_frozen')
  const status = over || log.status === 'revoked' ? log.status : 'frozen'
  return { kind: 'fork', at: segment.from + forked, log: { ...log, status }, placed }
}

function ofEpochOver(log: DeviceLog, read: Read): Received {
  const placed = asideOf(read, 'epoch_over')
  return { kind: 'received', log, placed, duplicates: read.events.length - placed.length }
}

const asideOf = ({ events, arrived, known }: Read, why: Placed['why']): Placed[] =>
  events.flatMap((event, at) => {
    const one = arrived[at] as Arrived
    return known.get(event.seq) === one.hash ? [] : [{ event, ...one, outcome: 'quarantine' as const, why }]
  })

/**
 * O6: when it happened, as far as anybody can believe it: not before what head office had signed, not after it came.
 */
export function happenedAt(
  event: Pick<DeviceEvent, 'wall' | 'anchor'>,
  receivedAt: Instant,
): Readonly<{ at: Instant; clamped: boolean }> {
  const anchor = event.anchor > receivedAt ? receivedAt : event.anchor
  if (event.wall < anchor) return { at: anchor, clamped: true }
  if (event.wall > receivedAt) return { at: receivedAt, clamped: true }
  return { at: event.wall, clamped: false }
}
