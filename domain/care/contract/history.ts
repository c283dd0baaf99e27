import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { aDay } from '#base/instant'
import { STATES } from '#domain/booking/model/state'
import { OUTCOMES } from '../model/task.ts'
import { DIRECTIONS } from './contact.ts'

export const TOUCH_TYPES = [
  'message',
  'broadcast',
  'reply',
  'notice',
  'gift',
  'call',
  'visit',
  'letter',
  'wechat',
  'event',
  'ticket',
  'post',
  'survey',
  'booking',
  'likes',
  'other',
] as const
export type TouchType = (typeof TOUCH_TYPES)[number]

/** What happened to a booking, or to likes that are collected (which begin, too). */
export const TOUCH_STEPS = [...STATES, 'unlocked'] as const

const types = z
  .union([z.array(z.enum(TOUCH_TYPES)), z.enum(TOUCH_TYPES)])
  .transform((one) => (Array.isArray(one) ? one : [one]))
  .optional()

export const memberHistory = endpoint({
  name: 'memberHistory',
  method: 'GET',
  path: '/members/:memberId/history',
  can: 'member.read',
  summary:
    'Everything that touched a member: messages, broadcasts, replies, gifts, calls, visits, events, tickets, posts, ' +
    'answers, bookings, likes (C45).',
  input: z.object({
    memberId: idOf<'member'>(),
    /** Days in the chain's zone, both included. */
    from: aDay.optional(),
    to: aDay.optional(),
    /** Only these; all when left out. */
    types,
    rows: z.coerce.number().int().min(1).max(200).default(50),
  }),
  output: z.object({
    rows: z.array(
      z.object({
        id: z.string(),
        at: z.string(),
        type: z.enum(TOUCH_TYPES),
        direction: z.enum(DIRECTIONS),
        /** What it came by, of messages, broadcasts and replies. */
        channel: z.string().nullable(),
        /** In the words of whoever wrote it; a gift in both languages. */
        words: z.object({ zh: z.string(), en: z.string() }),
        /** Of a message: what the provider said. */
        delivered: z.boolean().nullable(),
        /** Of a task that was done for the member: what came of it. */
        outcome: z.enum(OUTCOMES).nullable(),
        /** Of a booking or of likes: what happened to it then. */
        step: z.enum(TOUCH_STEPS).nullable(),
        byName: z.string(),
        campaignId: z.string().nullable(),
        /** The broadcast of the content plan, and the account it came from by its name. */
        broadcastId: z.string().nullable(),
        account: z.string().nullable(),
      }),
    ),
    /** Whether there is more, further back. */
    more: z.boolean(),
  }),
  refusals: ['member_unknown', 'span_backwards'],
})
