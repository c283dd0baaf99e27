import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import type { WalletUnit } from '../contract.ts'

export const HOLD_STATES = ['active', 'settled', 'released', 'expired'] as const

const unit = z
  .string()
  .regex(/^(?:points|principal|bonus|(?:pass|coupon):[A-Za-z0-9_-]{1,40})$/)
  .transform((text) => text as WalletUnit)

export const hold = z.object({
  id: z.string(),
  memberId: z.string(),
  unit: z.string(),
  amount: z.int(),
  /** The lot it reserves, as a coupon is reserved; null reserves any. */
  lotId: z.string().nullable(),
  /** By head office's clock alone. */
  state: z.enum(HOLD_STATES),
  placedAt: z.string(),
  expiresAt: z.string(),
  settledAmount: z.int().nullable(),
})

export const placeHold = endpoint({
  name: 'placeHold',
  method: 'POST',
  path: '/members/:memberId/holds',
  can: 'sale.record',
  summary:
    'Reserve value of a member for a sale that is being rung up; it is free again when its time is over.',
  input: z.object({
    memberId: idOf<'member'>(),
    id: idOf<'hold'>(),
    unit,
    amount: z.int().min(1).max(1_000_000_000_00),
    /** A coupon's id, where one coupon in particular is held. */
    lotId: idOf<'lot'>()
      .nullish()
      .transform((id) => id ?? null),
    seconds: z.int().min(1).max(900),
  }),
  output: hold.extend({ replayed: z.boolean() }),
  refusals: ['hold_id_reused', 'member_unknown', 'member_frozen', 'not_enough_value'],
})

export const releaseHold = endpoint({
  name: 'releaseHold',
  method: 'POST',
  path: '/hold-releases',
  can: 'sale.record',
  summary: 'Give back what a hold reserved before its time is over.',
  input: z.object({ id: idOf<'hold-release'>(), holdId: idOf<'hold'>() }),
  output: hold.extend({ replayed: z.boolean() }),
  refusals: ['hold_release_id_reused', 'hold_unknown', 'hold_resolved'],
})

export const showHold = endpoint({
  name: 'hold',
  method: 'GET',
  path: '/holds/:id',
  can: 'wallet.read',
  summary: 'What became of a hold: active, settled, released or expired.',
  input: z.object({ id: idOf<'hold'>() }),
  output: hold,
  refusals: ['hold_unknown'],
})
