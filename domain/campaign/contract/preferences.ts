import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { MEDIA, PURPOSES } from '#domain/member/model/consent'

const token = z.string().min(1).max(100)
const choice = z.object({ channel: z.enum(MEDIA), purpose: z.enum(PURPOSES), granted: z.boolean() })
const preferences = z.object({
  chainName: z.string(),
  /** Every way the member can be reached by, with what stands for each purpose. */
  choices: z.array(choice),
  noSalesCalls: z.boolean(),
})

export const showPreferences = endpoint({
  name: 'preferences',
  method: 'GET',
  path: '/preferences/:token',
  can: 'anyone',
  summary:
    'What a member is sent and by what way; the link is the proof, nobody signs in. It names no member.',
  input: z.object({ token }),
  output: preferences,
  refusals: ['token_unknown'],
})

export const keepPreferences = endpoint({
  name: 'keepPreferences',
  method: 'PUT',
  path: '/preferences/:token',
  can: 'anyone',
  summary: 'Say what to be sent and by what way; effective at once (G5). What is left out stays.',
  input: z.object({ token, choices: z.array(choice).max(20), noSalesCalls: z.boolean().optional() }),
  output: preferences,
  refusals: ['token_unknown'],
})

export const preferenceLink = endpoint({
  name: 'preferenceLink',
  method: 'GET',
  path: '/members/:memberId/preference-link',
  can: 'member.read',
  summary: 'The path of a member’s own preference page, to hand over in the shop; holds an unguessable part.',
  input: z.object({ memberId: idOf<'member'>() }),
  output: z.object({ path: z.string() }),
  refusals: ['member_unknown'],
})
