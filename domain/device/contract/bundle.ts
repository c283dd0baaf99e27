import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { BUNDLE_FAULTS } from '../model/bundle.ts'

/** The body as it came; the host reads it. */
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array)

export const bundleState = z.object({
  id: z.string(),
  deviceId: z.string(),
  deviceName: z.string(),
  epoch: z.int(),
  from: z.int(),
  to: z.int(),
  events: z.int(),
  /** `running`: what is left is carried out segment by segment; asking again shows how far it is. */
  state: z.enum(['running', 'done']),
  segments: z.int(),
  segmentsDone: z.int(),
  applied: z.int(),
  duplicates: z.int(),
  quarantined: z.int(),
  refused: z.int(),
  /** Why one of its segments did not fit the log when its turn came; null when all did. */
  fault: z.string().nullable(),
  /** Held until what is missing comes. */
  waiting: z.int(),
  mark: z.int(),
  missingFrom: z.int().nullable(),
  frozen: z.boolean(),
  importedAt: z.string(),
  byName: z.string(),
})

export const importBundle = endpoint({
  name: 'importBundle',
  method: 'POST',
  path: '/device-bundles',
  can: 'signed-in',
  summary: 'Bring in a till’s log from a stick, at any branch; bringing it twice changes nothing.',
  input: z.object({ id: idOf<'bundle'>(), bytes }),
  output: bundleState.extend({ replayed: z.boolean() }),
  refusals: ['not_allowed', 'bundle_id_reused', ...BUNDLE_FAULTS, 'bundle_segment_wrong'],
  body: 'bytes',
})

export const showBundle = endpoint({
  name: 'bundle',
  method: 'GET',
  path: '/device-bundles/:id',
  can: 'signed-in',
  summary: 'How far a bundle is, and what became of what it brought.',
  input: z.object({ id: idOf<'bundle'>() }),
  output: bundleState,
  refusals: ['not_allowed', 'bundle_unknown'],
})

export const bundleAnswer = endpoint({
  name: 'bundleAnswer',
  method: 'GET',
  path: '/device-bundles/:id/answer',
  can: 'signed-in',
  summary: 'Head office’s answer as a file for the stick: its mark, the policy, leases; sealed to the till.',
  input: z.object({ id: idOf<'bundle'>() }),
  output: z.unknown(),
  refusals: ['not_allowed', 'bundle_unknown', 'bundle_running'],
  reply: 'file',
})
