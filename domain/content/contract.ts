import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { anInstant } from '#base/instant'
import { pageOf, paging } from '#base/list'
import {
  BROADCAST_ACTS,
  BROADCAST_STATES,
  MOST_AUTHOR,
  MOST_BODY,
  MOST_DIGEST,
  MOST_TITLE,
} from './model/broadcast.ts'

const broadcastId = idOf<'broadcast'>()
const seen = /^[^\p{Cc}\p{Cf}]*$/u
const line = (least: number, most: number) => z.string().trim().min(least).max(most).regex(seen)

const words = {
  title: line(1, MOST_TITLE),
  /** Below the title in the list of posts; where it is empty the platform takes the first words. */
  digest: line(0, MOST_DIGEST).default(''),
  author: line(0, MOST_AUTHOR).default(''),
  /** Plain text; an empty line begins a paragraph. */
  body: z
    .string()
    .transform((text) => text.replaceAll('\r\n', '\n').trim())
    .pipe(z.string().min(1).max(MOST_BODY)),
  /** Where “read the original” leads; empty leads nowhere. */
  sourceUrl: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500)]).default(''),
}

const RECIPIENT_STATES = ['waiting', 'sent', 'withheld', 'unreachable', 'failed'] as const

const broadcast = z.object({
  id: z.string(),
  state: z.enum(BROADCAST_STATES),
  title: z.string(),
  digest: z.string(),
  author: z.string(),
  body: z.string(),
  sourceUrl: z.string(),
  pictureId: z.string(),
  /** Null is every follower that we know. */
  segmentId: z.string().nullable(),
  segmentName: z.string().nullable(),
  carrierId: z.string(),
  carrierName: z.string(),
  dueAt: z.string(),
  /** Whom it is for and what became of it for them; all nought before its moment. */
  counts: z.object({
    waiting: z.int(),
    sent: z.int(),
    withheld: z.int(),
    unreachable: z.int(),
    failed: z.int(),
  }),
  /** What went wrong, in a word of ours or the platform’s; null when nothing did. */
  trouble: z.string().nullable(),
  savedAt: z.string(),
  savedBy: z.string(),
})
export type Broadcast = z.output<typeof broadcast>

export const listBroadcasts = endpoint({
  name: 'broadcasts',
  method: 'GET',
  path: '/broadcasts',
  can: 'campaign.read',
  summary:
    'The content plan of the official account (内容计划, C44): broadcasts by their moment, latest first.',
  input: z.object({ from: anInstant.optional(), before: anInstant.optional(), ...paging }),
  output: pageOf(broadcast),
  refusals: [],
})

export const showBroadcast = endpoint({
  name: 'broadcast',
  method: 'GET',
  path: '/broadcasts/:broadcastId',
  can: 'campaign.read',
  summary: 'One broadcast with every call of the platform and what it said.',
  input: z.object({ broadcastId }),
  output: broadcast.extend({
    calls: z.array(
      z.object({
        nth: z.int(),
        state: z.enum(['queued', 'sent', 'failed']),
        members: z.int(),
        attempts: z.int(),
        trouble: z.string().nullable(),
        /** The platform’s name for it. */
        ref: z.string().nullable(),
        /** What it said afterwards; null as long as it says nothing. */
        finish: z
          .object({
            status: z.string(),
            total: z.int(),
            filtered: z.int(),
            sent: z.int(),
            failed: z.int(),
          })
          .nullable(),
      }),
    ),
    /** Why it did not go to some of whom it is for. */
    kept: z.array(z.object({ state: z.enum(RECIPIENT_STATES), trouble: z.string(), members: z.int() })),
    /** Other broadcasts of the same account planned or sent in the month of its moment. */
    othersInMonth: z.int(),
  }),
  refusals: ['broadcast_unknown'],
})

export const saveBroadcast = endpoint({
  name: 'saveBroadcast',
  method: 'POST',
  path: '/broadcasts/:broadcastId/wordings',
  can: 'campaign.write',
  summary: 'Word a broadcast, with its picture, moment, account and followers; a draft may be worded anew.',
  input: z.object({
    id: idOf<'wording'>(),
    broadcastId,
    ...words,
    pictureId: idOf<'broadcast-picture'>(),
    segmentId: idOf<'segment'>()
      .nullish()
      .transform((value) => value ?? null),
    carrierId: idOf<'carrier'>(),
    dueAt: anInstant,
  }),
  output: broadcast.extend({ replayed: z.boolean() }),
  refusals: [
    'broadcast_wording_id_reused',
    'broadcast_fixed',
    'picture_unknown',
    'segment_unknown',
    'account_unknown',
  ],
})

export const turnBroadcast = endpoint({
  name: 'turnBroadcast',
  method: 'POST',
  path: '/broadcasts/:broadcastId/acts',
  can: 'campaign.send',
  summary: 'Plan a broadcast, take it back to be worded anew, or give it up for ever.',
  input: z.object({
    id: idOf<'broadcast-act'>(),
    broadcastId,
    act: z.enum(BROADCAST_ACTS),
    /** That it is the fifth of the month for some followers, who will not get it, is known (P5). */
    fifthKnown: z.boolean().default(false),
  }),
  output: broadcast.extend({ replayed: z.boolean() }),
  refusals: [
    'broadcast_unknown',
    'broadcast_act_id_reused',
    'broadcast_stands_so',
    'broadcast_past',
    'broadcast_in_quiet_hours',
    'account_off',
    'broadcast_fifth',
  ],
})

export const addBroadcastPicture = endpoint({
  name: 'addBroadcastPicture',
  method: 'POST',
  path: '/broadcast-pictures',
  can: 'campaign.write',
  summary: 'Bring a picture for a broadcast (JPEG or PNG, at most 1 MB); the answer names it.',
  input: z.object({ bytes: z.instanceof(Uint8Array) }),
  output: z.object({ id: z.string(), type: z.string() }),
  refusals: ['picture_too_large', 'picture_unfit'],
  body: 'bytes',
})

export const broadcastPicture = endpoint({
  name: 'broadcastPicture',
  method: 'GET',
  path: '/broadcast-pictures/:id',
  can: 'campaign.read',
  summary: 'A picture of a broadcast, as it was brought.',
  input: z.object({ id: idOf<'broadcast-picture'>() }),
  output: z.string(),
  reply: 'file',
  refusals: ['picture_unknown'],
})
