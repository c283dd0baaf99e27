import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'
import { EVENT_KINDS, segmentSchema } from '../model/event.ts'
import { OUTCOMES } from '../model/answer.ts'

export { answerSchema, OUTCOMES, worthOf, worthOfAll, type Answer, type Outcome } from '../model/answer.ts'

/** Segments of one request at most. */
export const MOST_SEGMENTS = 8

/** What head office had to concede, or what people must look at. */
export const EXCEPTION_KINDS = [
  'overspend',
  'burn_on_barred_card',
  'coupon_not_valid',
  'price_differs',
  'product_unknown',
  'member_unknown',
  'version_unknown',
  'device_revoked',
  'device_frozen',
  'epoch_over',
  'body_unknown',
  'refused',
  'fork',
  'possible_duplicate',
  'duplicate_mobile',
  'number_taken',
  'over_card_cap',
  'sale_missing',
  'clock_clamped',
  'reservation_wrong',
  'discount_not_allowed',
] as const
export type ExceptionKind = (typeof EXCEPTION_KINDS)[number]

export const takeSegments = endpoint({
  name: 'takeSegments',
  method: 'POST',
  path: '/device-segments',
  can: 'device.sync',
  summary: 'Take what a till wrote down; sending it again is harmless and answered alike.',
  input: z.object({
    segments: z.array(segmentSchema).max(MOST_SEGMENTS),
    /** What the till has beyond these segments, by its own count (O8). */
    pending: z.int().min(0),
    pendingMinor: z.int().min(0),
    /** Whether the till's program reads `oldMarks`; it gets them from then on, on sticks too, until it says no. */
    readsOldMarks: z.boolean().default(false),
  }),
  /** An `Answer`, as text with head office's signature. */
  output: z.object({ answer: z.object({ text: z.string(), signature: z.string() }) }),
  refusals: ['device_unknown'],
})

const exception = z.object({
  id: z.string(),
  kind: z.enum(EXCEPTION_KINDS),
  deviceId: z.string(),
  deviceName: z.string(),
  branchId: z.string(),
  /** The event it is about, by its own id; null where it is about the device. */
  eventId: z.string().nullable(),
  eventKind: z.enum(EVENT_KINDS).nullable(),
  memberId: z.string().nullable(),
  /** The unit that was short, the code that differs, the number that was taken. */
  subject: z.string().nullable(),
  amount: z.int(),
  /** What it costs the store, in minor units. */
  lossMinor: z.int(),
  /** More than what the owner accepted when opting in. */
  beyondBound: z.boolean(),
  /** What shows it: never changed. */
  evidence: z.record(z.string(), z.unknown()),
  at: z.string(),
  /** Who has looked at it, and what they said. */
  settled: z
    .object({ at: z.string(), byName: z.string(), taken: z.boolean().nullable(), reason: z.string() })
    .nullable(),
})

export const deviceExceptions = endpoint({
  name: 'deviceExceptions',
  method: 'GET',
  path: '/device-exceptions',
  can: 'device.read',
  summary: 'What did not go as it should at tills: losses, prices that differ, possible duplicates.',
  input: z.object({
    deviceId: idOf<'device'>().optional(),
    branchId: idOf<'branch'>().optional(),
    kind: z.enum(EXCEPTION_KINDS).optional(),
    open: z.stringbool().or(z.boolean()).optional(),
    ...paging,
  }),
  output: pageOf(exception).extend({ lossMinor: z.int() }),
  refusals: [],
})

export const settleException = endpoint({
  name: 'settleException',
  method: 'POST',
  path: '/device-exception-settlements',
  can: 'device.manage',
  summary:
    'Say that an exception has been looked at, and what was done; nothing is charged to anybody by it.',
  input: z.object({
    id: idOf<'settlement'>(),
    exceptionId: idOf<'exception'>(),
    reason: z.string().trim().min(1).max(300),
  }),
  output: exception.extend({ replayed: z.boolean() }),
  refusals: ['settlement_id_reused', 'exception_unknown', 'exception_settled'],
})

const logEvent = z.object({
  eventId: z.string(),
  hash: z.string(),
  deviceId: z.string(),
  epoch: z.int(),
  seq: z.int(),
  kind: z.enum(EVENT_KINDS),
  outcome: z.enum([...OUTCOMES, 'waiting']),
  code: z.string().nullable(),
  minor: z.int(),
  points: z.int(),
  wall: z.string(),
  /** When it happened as far as anybody can believe it (O6). */
  happenedAt: z.string(),
  receivedAt: z.string(),
  body: z.record(z.string(), z.unknown()),
  decided: z.object({ at: z.string(), byName: z.string(), take: z.boolean(), reason: z.string() }).nullable(),
})

export const deviceEvents = endpoint({
  name: 'deviceEvents',
  method: 'GET',
  path: '/device-events',
  can: 'device.read',
  summary: 'What tills wrote down and what became of it; what is put aside shows its amounts.',
  input: z.object({
    deviceId: idOf<'device'>().optional(),
    outcome: z.enum([...OUTCOMES, 'waiting']).optional(),
    kind: z.enum(EVENT_KINDS).optional(),
    /** Only what still waits for a decision. */
    undecided: z.stringbool().or(z.boolean()).optional(),
    ...paging,
  }),
  output: pageOf(logEvent).extend({ minor: z.int() }),
  refusals: [],
})

const tally = z.object({ count: z.int(), minor: z.int() })

export const deviceLog = endpoint({
  name: 'deviceLog',
  method: 'GET',
  path: '/devices/:id/log',
  can: 'device.read',
  summary: 'Where a till’s log stands: created = applied + duplicate + quarantined + pending (O8).',
  input: z.object({ id: idOf<'device'>() }),
  output: z.object({
    deviceId: z.string(),
    status: z.enum(['active', 'frozen', 'revoked']),
    epoch: z.int(),
    mark: z.int(),
    head: z.string(),
    missingFrom: z.int().nullable(),
    created: tally,
    applied: tally,
    duplicate: tally,
    quarantined: tally,
    pending: tally,
    /** By the till's last word: what it had not sent yet. */
    atTill: z.object({ count: z.int(), minor: z.int(), at: z.string().nullable() }),
    lastEventAt: z.string().nullable(),
    lastAnchor: z.string().nullable(),
    forks: z.array(
      z.object({ epoch: z.int(), seq: z.int(), hash: z.string(), otherHash: z.string(), at: z.string() }),
    ),
  }),
  refusals: ['device_unknown'],
})

export const listShifts = endpoint({
  name: 'deviceShifts',
  method: 'GET',
  path: '/device-shifts',
  can: 'device.read',
  summary: 'Shifts of tills with what was counted and what should have been there.',
  input: z.object({
    branchId: idOf<'branch'>().optional(),
    deviceId: idOf<'device'>().optional(),
    ...paging,
  }),
  output: pageOf(
    z.object({
      id: z.string(),
      deviceId: z.string(),
      deviceName: z.string(),
      branchId: z.string(),
      openedAt: z.string(),
      closedAt: z.string().nullable(),
      floatMinor: z.int(),
      cashInMinor: z.int(),
      cashOutMinor: z.int(),
      countedMinor: z.int().nullable(),
      expectedMinor: z.int().nullable(),
      /** Counted less expected: shown to both sides, charged to nobody. */
      differenceMinor: z.int().nullable(),
      receipts: z.int().nullable(),
      figures: z.record(z.string(), z.unknown()).nullable(),
      cashierName: z.string(),
    }),
  ),
  refusals: [],
})

export const decideQuarantine = endpoint({
  name: 'decideQuarantine',
  method: 'POST',
  path: '/quarantine-decisions',
  can: 'device.manage',
  summary: 'Take one event that was put aside, which carries it out now, or leave it; decided once for ever.',
  input: z.object({
    id: idOf<'quarantine-decision'>(),
    eventId: idOf<'event'>(),
    /** Needed only where two branches of a log share an id. */
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
    take: z.boolean(),
    reason: z.string().trim().min(1).max(300),
  }),
  output: z.object({
    id: z.string(),
    eventId: z.string(),
    take: z.boolean(),
    /** What became of it when it was taken; `quarantined` when it was left. */
    outcome: z.enum(OUTCOMES),
    code: z.string().nullable(),
    replayed: z.boolean(),
  }),
  refusals: [
    'quarantine_decision_id_reused',
    'device_event_unknown',
    'event_in_two_branches',
    'event_not_quarantined',
    'quarantine_decided',
  ],
})
