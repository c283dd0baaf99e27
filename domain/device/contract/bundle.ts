import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'

/** A file from a stick at most, in bytes (promises §4.4). */
export const MOST_BUNDLE_BYTES = 64 * 1024 * 1024

export const importBundle = endpoint({
  name: 'importBundle',
  method: 'POST',
  path: '/device-bundles',
  can: 'sale.record',
  summary:
    'Read a till’s file from a stick, at any branch, as often as you like: everything counts once (C91, X6).',
  input: z.object({ bytes: z.instanceof(Uint8Array) }),
  output: z.object({
    id: z.string(),
    deviceId: z.string(),
    deviceName: z.string(),
    branchId: z.string(),
    epoch: z.int(),
    from: z.int(),
    to: z.int(),
    /** Of this file: carried out, known already, put aside, refused by our rules, waiting for what is before them. */
    applied: z.int(),
    duplicates: z.int(),
    quarantined: z.int(),
    refused: z.int(),
    waiting: z.int(),
    missing: z.object({ from: z.int(), to: z.int() }).nullable(),
    exceptions: z.int(),
    status: z.enum(['active', 'frozen', 'revoked', 'epoch_over']),
  }),
  refusals: [
    'bundle_too_large',
    'bundle_unreadable',
    'bundle_device_unknown',
    'bundle_signature_wrong',
    'bundle_not_for_us',
    'bundle_broken',
  ],
  body: 'bytes',
})

export const bundleAnswer = endpoint({
  name: 'bundleAnswer',
  method: 'GET',
  path: '/device-answers/:deviceId',
  can: 'device.read',
  summary:
    'Head office’s answer to a till that has no line, as a file for the stick: mark, policy, leases, prices, members.',
  input: z.object({ deviceId: idOf<'device'>() }),
  output: z.string(),
  reply: 'file',
  refusals: ['device_unknown'],
})
