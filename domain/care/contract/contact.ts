import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { anInstant } from '#base/instant'

export const CONTACT_KINDS = ['call', 'visit', 'letter', 'wechat', 'event', 'other'] as const
export const DIRECTIONS = ['in', 'out'] as const

export const noteContact = endpoint({
  name: 'noteContact',
  method: 'POST',
  path: '/members/:memberId/contacts',
  can: 'care.write',
  summary: 'Write down a call, a visit, a letter or a talk with a member (C45).',
  input: z.object({
    id: idOf<'contact'>(),
    memberId: idOf<'member'>(),
    kind: z.enum(CONTACT_KINDS),
    direction: z.enum(DIRECTIONS),
    happenedAt: anInstant,
    note: z.string().trim().min(1).max(2000),
  }),
  output: z.object({
    id: z.string(),
    memberId: z.string(),
    kind: z.enum(CONTACT_KINDS),
    direction: z.enum(DIRECTIONS),
    happenedAt: z.string(),
    note: z.string(),
    at: z.string(),
    byName: z.string(),
    replayed: z.boolean(),
  }),
  refusals: ['care_contact_id_reused', 'member_unknown', 'contact_in_future'],
})
