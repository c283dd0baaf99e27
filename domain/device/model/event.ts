import { z } from 'zod'
import { canonical } from '#base/fingerprint'
import { anInstant } from '#base/instant'

/**
 * What a till writes down: one event per thing that happened at it, in one chain per device and epoch (promises §4.4).
 * An event is canonical text; its hash covers the text and, by `prev`, everything before it.
 */
export const EVENT_KINDS = ['enrolment', 'sale', 'top_up', 'gift', 'shift', 'mark'] as const
export type EventKind = (typeof EVENT_KINDS)[number]

/** The text of one event at most, in characters: a receipt of 2,000 lines fits. */
export const MOST_EVENT_CHARS = 1_000_000
/** Events under one signature at most: verifying costs more than hashing. */
export const MOST_EVENTS = 256
/** What the first event of an epoch names as the one before it. */
export const NO_HASH = '0'.repeat(64)

const hex = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.int().min(0)
const name = z.guid()

const deviceEvent = z.strictObject({
  v: z.literal(1),
  chain: name,
  store: name,
  device: name,
  /** Begins with 1; a reinstalled or restored till gets the next one from head office, never makes one itself. */
  epoch: z.int().min(1),
  /** Without gaps from 1 within an epoch. */
  seq: z.int().min(1),
  prev: hex,
  /** UUIDv7 of what happened, made and kept at the till before it is first sent (X1). */
  id: name,
  kind: z.enum(EVENT_KINDS),
  body: z.record(z.string(), z.unknown()),
  /** The till's own clock, which may be wrong by years (O6). */
  wall: anInstant,
  /** Milliseconds since the till's program started, and which start that was: they tell a clock that was set. */
  mono: count,
  boot: count,
  /** The latest moment head office had signed when this was written; no clock of the till can be before it. */
  anchor: anInstant,
  /** The version of the policy the till went by. */
  policy: count,
  /** The voucher or lease this burns, if any. */
  reservation: name.nullable(),
})
export type DeviceEvent = z.output<typeof deviceEvent>

/** The one text of an event; what is hashed, kept and sent. */
export const eventText = (event: DeviceEvent): string => canonical(event)

/** What the hash of an event is taken over: the text under a name of its own, so that no other text hashes alike. */
export const hashedText = (text: string): string => `zhiji event 1\n${text}`

export type EventFault = 'event_too_long' | 'event_unreadable' | 'event_not_canonical' | 'event_malformed'

/**
 * Reads an event back. Only the one canonical text is taken: a key written twice, a space, a number written in another
 * way are all refused by writing it again and comparing.
 */
export function readEvent(text: string): DeviceEvent | EventFault {
  if (text.length > MOST_EVENT_CHARS) return 'event_too_long'
  if (deeperThan(text, MOST_DEPTH)) return 'event_unreadable'
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return 'event_unreadable'
  }
  if (canonical(value) !== text) return 'event_not_canonical'
  const read = deviceEvent.safeParse(value)
  return read.success ? read.data : 'event_malformed'
}

/** Deep nesting costs whoever walks it; no event of ours goes deeper. */
const MOST_DEPTH = 16

function deeperThan(text: string, most: number): boolean {
  let depth = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    const c = text.charCodeAt(at)
    if (quoted) {
      if (c === 92) at++
      else if (c === 34) quoted = false
    } else if (c === 34) quoted = true
    else if (c === 123 || c === 91) {
      if (++depth > most) return true
    } else if (c === 125 || c === 93) depth--
  }
  return false
}

/**
 * Events in a row under one signature. The signature covers the range and the hash of the last event, and with it, by
 * the chain, every one before.
 */
export type Segment = Readonly<{
  device: string
  epoch: number
  from: number
  to: number
  /** Hash of the event at `to`. */
  head: string
  /** Canonical texts, `from` to `to`. */
  events: readonly string[]
  /** Base64 of an Ed25519 signature over `segmentText`. */
  signature: string
}>

export function segmentText(chain: string, of: Omit<Segment, 'events' | 'signature'>): string {
  const { device, epoch, from, to, head } = of
  return `zhiji segment 1\n${canonical({ chain, device, epoch, from, to, head })}`
}

export const segmentSchema = z.strictObject({
  device: name,
  epoch: z.int().min(1),
  from: z.int().min(1),
  to: z.int().min(1),
  head: hex,
  events: z.array(z.string().max(MOST_EVENT_CHARS)).min(1).max(MOST_EVENTS),
  signature: z.string().max(200),
})
