import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'

/** Stored value goes as one, in the proportion of principal and bonus held: gift money never becomes paid money. */
export const TRANSFER_UNITS = ['points', 'stored_value'] as const

export const transfer = z.object({
  id: z.string(),
  memberId: z.string(),
  toMemberId: z.string(),
  unit: z.enum(TRANSFER_UNITS),
  amount: z.int(),
  /** What of a transfer of stored value was bonus. */
  bonus: z.int(),
  note: z.string(),
  at: z.string(),
  byId: z.string().nullable(),
})

export const transferValue = endpoint({
  name: 'transferValue',
  method: 'POST',
  path: '/members/:memberId/transfers',
  can: 'wallet.transfer',
  summary: 'Pass points or stored value on to another member, with the last days they have.',
  input: z.object({
    memberId: idOf<'member'>(),
    id: idOf<'transfer'>(),
    toMemberId: idOf<'member'>(),
    unit: z.enum(TRANSFER_UNITS),
    amount: z.int().min(1).max(1_000_000_000_00),
    note: z.string().trim().max(200).default(''),
  }),
  output: transfer.extend({ replayed: z.boolean() }),
  refusals: [
    'transfer_id_reused',
    'member_unknown',
    'transfer_to_self',
    'transfer_not_allowed',
    'member_frozen',
    'not_enough_value',
    'over_card_cap',
  ],
})

export const memberTransfers = endpoint({
  name: 'memberTransfers',
  method: 'GET',
  path: '/members/:memberId/transfers',
  can: 'wallet.read',
  summary: 'What a member passed on and was given, newest first.',
  input: z.object({ memberId: idOf<'member'>(), ...paging }),
  output: pageOf(transfer),
  refusals: ['member_unknown'],
})
