import { z } from 'zod'
import { endpoint } from '#base/endpoint'

export const CHANNELS = ['counter', 'web', 'hotline'] as const

export const authenticateMember = endpoint({
  name: 'authenticateMember',
  method: 'POST',
  path: '/member-authentications',
  can: 'member.read',
  summary:
    'Whether somebody is served as a member on a channel, by what the program wants to see there (C07).',
  input: z.object({
    number: z.string().trim().min(1).max(40),
    channel: z.enum(CHANNELS),
    cardShown: z.boolean().default(false),
    pin: z.string().max(20).optional(),
  }),
  output: z.object({
    memberId: z.string(),
    membership: z.enum(['active', 'expired', 'none', 'archived']),
    validTo: z.string().nullable(),
    tier: z.string().nullable(),
  }),
  refusals: [
    'member_number_unknown',
    'card_replaced',
    'card_lost',
    'card_inactive',
    'card_not_shown',
    'pin_needed',
    'pin_wrong',
    'pin_locked',
  ],
})
