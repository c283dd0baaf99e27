import { z } from 'zod'
import { anInstant } from '#base/instant'

/** What became of one event at head office. */
export const OUTCOMES = ['applied', 'refused', 'quarantined', 'waiting'] as const

/**
 * Head office's word on a device's log: how far it has judged, when it said so, and what became of each event it was
 * sent. Signed; the same whether it goes back by the line or on a stick. `at` is the device's new anchor (O6); `mark` may
 * be lower than before when head office was restored: then the device sends again from there (X7).
 */
export const answerSchema = z.strictObject({
  v: z.literal(1),
  t: z.literal('answer'),
  chain: z.guid(),
  device: z.guid(),
  epoch: z.int().min(1),
  mark: z.int().min(0),
  /** Hash of the event at `mark`, so that a device sees when its own log is another one. */
  head: z.string(),
  at: anInstant,
  status: z.enum(['active', 'frozen', 'revoked', 'epoch_over']),
  /** Numbers that are missing before what was sent; null when nothing is. */
  missing: z.strictObject({ from: z.int(), to: z.int() }).nullable(),
  /** Why nothing of a segment was believed, by the first number of the segment. */
  faults: z.array(z.strictObject({ from: z.int(), fault: z.string() })),
  events: z.array(
    z.strictObject({
      seq: z.int(),
      id: z.string(),
      outcome: z.enum(OUTCOMES),
      /** Why it was refused or put aside; null when it was applied. */
      code: z.string().nullable(),
      /** Points a sale came to at head office; null for what earns none. */
      points: z.int().nullable(),
      /** The number a new member got where the till's own was taken. */
      memberNumber: z.string().nullable(),
    }),
  ),
  /** O8: of everything this device ever sent, in count and in the money of its sales and top-ups. */
  counts: z.strictObject({
    applied: z.int(),
    refused: z.int(),
    quarantined: z.int(),
    waiting: z.int(),
    duplicates: z.int(),
    appliedMinor: z.int(),
    refusedMinor: z.int(),
    quarantinedMinor: z.int(),
    waitingMinor: z.int(),
  }),
  policyVersion: z.int().min(0),
})
export type DeviceAnswer = z.output<typeof answerSchema>
export type EventAnswer = DeviceAnswer['events'][number]
