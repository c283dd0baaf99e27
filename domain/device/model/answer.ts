import { z } from 'zod'
import { anInstant } from '#base/instant'
import { BODIES, type GiftBody, type SaleBody, type TopUpBody } from './bodies.ts'
import type { DeviceEvent } from './event.ts'

/**
 * What became of an event at head office. `applied`: carried out, whatever had to be conceded is an exception of its
 * own. `duplicate`: what happened was known under its id already, from another epoch or another way. `quarantined`:
 * genuine and put aside for people. `refused`: a room could not carry it out; kept with the code, for people too.
 */
export const OUTCOMES = ['applied', 'duplicate', 'quarantined', 'refused'] as const
export type Outcome = (typeof OUTCOMES)[number]

const tally = z.strictObject({ count: z.int().min(0), minor: z.int().min(0) })
export type Tally = z.output<typeof tally>

/** D8 as head office sees it, over all epochs: created is the sum of the others. `refused` is among quarantined. */
const counts = z.strictObject({
  created: tally,
  applied: tally,
  duplicate: tally,
  quarantined: tally,
  /** Held behind a gap, and refunds that wait for their sale. */
  pending: tally,
})
export type Counts = z.output<typeof counts>

const told = z.strictObject({
  seq: z.int().min(1),
  id: z.guid(),
  outcome: z.enum(OUTCOMES),
  /** Why it was put aside or refused; null when it was carried out. */
  code: z.string().nullable(),
  /** Points the event earned for good; null where it earns none. */
  points: z.int().nullable(),
  /** Of an enrolment: the member's number at head office, which differs from the till's when that one was taken. */
  memberNumber: z.string().nullable(),
  /** Of an enrolment: who the member is at head office, which is another where the mobile was known. */
  memberId: z.guid().nullable(),
})
export type Told = z.output<typeof told>

/** `head`: hash of the event at `mark`, by which a till sees that it is the same log. */
const oldMark = z.object({ epoch: z.int().min(1), mark: z.int().min(1), head: z.string() })
export type OldMark = z.output<typeof oldMark>

/**
 * What head office says of a device's log; signed under `answer` (`sealedText`). Words of a later head office that are
 * not known here are left out.
 */
export const answerSchema = z.object({
  v: z.literal(1),
  t: z.literal('answer'),
  chain: z.guid(),
  device: z.guid(),
  /** The epoch head office expects. */
  epoch: z.int().min(1),
  /** Everything up to this number of this epoch has been judged; lower than before after a restore (X7). */
  mark: z.int().min(0),
  /** Hash of the event at `mark`: a till sees by it whether head office has the same log. */
  head: z.string(),
  /** Head office's clock: the till's new anchor. */
  at: anInstant,
  /** Of the segments that were asked about, in their order; every event of theirs that has been judged. */
  events: z.array(told),
  counts,
  policyVersion: z.int().min(0),
  /** The first number head office waits for, where later ones have come already; null without a gap. */
  missingFrom: z.int().nullable(),
  /** Two branches were seen: this log is not believed until the device is enrolled anew. */
  frozen: z.boolean(),
  revoked: z.boolean(),
  /** Why a segment was not believed, by its place among those asked; nothing of it had any effect. */
  refused: z.array(z.strictObject({ at: z.int().min(0), fault: z.string() })),
  /**
   * X7: by epoch, up to which number head office's rows are more than `KEEP_DAYS` old by when it wrote them down
   * itself. Once true it stays so. Only for a till that reads it: an older program takes no answer with it.
   */
  oldMarks: z.array(oldMark).optional(),
})
export type Answer = z.output<typeof answerSchema>

export type Worth = Readonly<{ minor: number; points: number }>

/**
 * What an event is worth when events are counted in amounts (D8): money that changed hands, in minor units without
 * sign, and points burned. A body nobody can read is worth nothing that can be said.
 */
export function worthOf({ kind, body }: Pick<DeviceEvent, 'kind' | 'body'>): Worth {
  if (kind !== 'sale' && kind !== 'top_up' && kind !== 'gift') return NO_WORTH
  const read = BODIES[kind].safeParse(body)
  return read.success ? worthOfRead(kind, read.data) : NO_WORTH
}

/** The same of a body that its schema has taken. */
export function worthOfRead(kind: DeviceEvent['kind'], body: unknown): Worth {
  if (kind === 'sale') {
    const { totalMinor, burned } = body as SaleBody
    return { minor: totalMinor, points: burned.points }
  }
  if (kind === 'top_up') return { minor: (body as TopUpBody).paidMinor, points: 0 }
  return kind === 'gift' ? { minor: 0, points: (body as GiftBody).points } : NO_WORTH
}

const NO_WORTH: Worth = { minor: 0, points: 0 }

/** The sum over many. */
export const worthOfAll = (events: readonly Pick<DeviceEvent, 'kind' | 'body'>[]): Worth =>
  events.map(worthOf).reduce((a, b) => ({ minor: a.minor + b.minor, points: a.points + b.points }), NO_WORTH)
