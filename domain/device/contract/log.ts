import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'
import { segmentSchema } from '../model/event.ts'
import { sealedSchema } from '../model/policy.ts'

/** Segments in one request: about two thousand events. */
export const MOST_SEGMENTS = 8

export const takeSegments = endpoint({
  name: 'takeSegments',
  method: 'POST',
  path: '/device-segments',
  can: 'device.sync',
  summary:
    'Send the tail of a till’s log; the signed answer says how far head office is and what became of each.',
  input: z.object({
    segments: z.array(segmentSchema).max(MOST_SEGMENTS),
    /** What the till still has to send after these, so that both sides show the same (O8). */
    pending: z.int().min(0),
    pendingMinor: z.int(),
  }),
  output: z.object({ answer: sealedSchema }),
  refusals: ['device_unknown'],
})

/** Why something at a till needs a person’s eye. */
export const EXCEPTION_KINDS = [
  'overspend',
  'burn_on_barred_card',
  'coupon_not_valid',
  'price_differs',
  'product_unknown',
  'member_unknown',
  'version_unknown',
  'refused',
  'body_unknown',
  'refund_without_sale',
  'possible_duplicate',
  'over_card_cap',
  'duplicate_mobile',
  'number_taken',
  'clock_clamped',
  'fork',
  'reservation_returned',
] as const

export const exception = z.object({
  id: z.string(),
  kind: z.enum(EXCEPTION_KINDS),
  deviceId: z.string(),
  deviceName: z.string(),
  branchId: z.string(),
  eventId: z.string().nullable(),
  memberId: z.string().nullable(),
  memberNumber: z.string().nullable(),
  subject: z.string().nullable(),
  amountMinor: z.int(),
  lossMinor: z.int(),
  happenedAt: z.string(),
  recordedAt: z.string(),
  cashier: z.string().nullable(),
  /** The event as it was written at the till, whatever it says. */
  evidence: z.unknown(),
  settledAt: z.string().nullable(),
  settledBy: z.string().nullable(),
  settledNote: z.string().nullable(),
})

export const listExceptions = endpoint({
  name: 'deviceExceptions',
  method: 'GET',
  path: '/device-exceptions',
  can: 'device.read',
  summary: 'What did not go as it should at tills without a network, with its evidence (T17, A4).',
  input: z.object({
    branchId: idOf<'branch'>().optional(),
    deviceId: idOf<'device'>().optional(),
    kind: z.enum(EXCEPTION_KINDS).optional(),
    open: z.stringbool().default(true),
    ...paging,
  }),
  output: pageOf(exception),
  refusals: [],
})

export const settleException = endpoint({
  name: 'settleException',
  method: 'POST',
  path: '/exception-settlements',
  can: 'device.manage',
  summary: 'Say how an exception was dealt with; nothing is ever charged to a cashier by it (A4).',
  input: z.object({
    id: idOf<'exception-settlement'>(),
    exceptionId: idOf<'exception'>(),
    note: z.string().trim().min(1).max(500),
  }),
  output: exception,
  refusals: ['exception_settlement_id_reused', 'exception_unknown', 'exception_settled'],
})

const aside = z.object({
  id: z.string(),
  deviceId: z.string(),
  deviceName: z.string(),
  branchId: z.string(),
  epoch: z.int(),
  seq: z.int(),
  kind: z.string(),
  why: z.string(),
  totalMinor: z.int(),
  wall: z.string(),
  receivedAt: z.string(),
  event: z.unknown(),
})

export const listQuarantine = endpoint({
  name: 'quarantine',
  method: 'GET',
  path: '/device-quarantine',
  can: 'device.read',
  summary: 'Genuine events that are not believed by themselves, with their amounts (O4).',
  input: z.object({
    deviceId: idOf<'device'>().optional(),
    branchId: idOf<'branch'>().optional(),
    ...paging,
  }),
  output: pageOf(aside),
  refusals: [],
})

export const decideQuarantine = endpoint({
  name: 'decideQuarantine',
  method: 'POST',
  path: '/quarantine-decisions',
  can: 'device.manage',
  summary: 'Take one event that was put aside as true, or leave it for good; each by itself (O4).',
  input: z.object({
    id: idOf<'quarantine-decision'>(),
    eventId: idOf<'device-event'>(),
    take: z.boolean(),
    reason: z.string().trim().min(1).max(500),
  }),
  output: z.object({
    id: z.string(),
    eventId: z.string(),
    take: z.boolean(),
    outcome: z.enum(['applied', 'refused', 'left']),
    code: z.string().nullable(),
    replayed: z.boolean(),
  }),
  refusals: ['quarantine_decision_id_reused', 'event_not_in_quarantine'],
})
