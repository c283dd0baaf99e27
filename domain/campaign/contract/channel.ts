import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'
import { MEDIA, PURPOSES } from '#domain/member/model/consent'
import { CHANNELS, MESSAGE_STATES } from '../contract.ts'

/** A way messages leave by: a provider account, or without one the mail server, a list, a call task. */
const way = { channel: z.enum(CHANNELS), carrierId: z.string().nullable() }

export const channelStates = endpoint({
  name: 'channelStates',
  method: 'GET',
  path: '/message-channels',
  can: 'campaign.read',
  summary: 'How every way messages leave by has done in the last days, what waits, and what it has cost.',
  input: z.object({ days: z.coerce.number().int().min(1).max(366).default(30) }),
  output: z.object({
    /** Whether letters have a way out, and from whom they come. */
    mailServer: z.boolean(),
    /** Marketing to anybody younger needs a guardian (G7). */
    guardedUnder: z.int(),
    rows: z.array(
      z.object({
        ...way,
        handed: z.int(),
        failed: z.int(),
        waiting: z.int(),
        /** What providers said: arrived, and not arrived. */
        arrived: z.int(),
        lost: z.int(),
        /** Of what was handed over, rounded up to the minor unit. */
        costs: z.array(z.object({ currency: z.string(), costMinor: z.int() })),
        lastAt: z.string().nullable(),
        /** Why the last that failed or waits again did; null where nothing did. */
        lastTrouble: z.string().nullable(),
      }),
    ),
  }),
  refusals: [],
})

export const lastHandOffs = endpoint({
  name: 'lastHandOffs',
  method: 'GET',
  path: '/hand-offs',
  can: 'campaign.read',
  summary: 'The last messages that were offered to one way, and what became of them.',
  input: z.object({
    channel: z.enum(CHANNELS),
    carrierId: idOf<'carrier'>().optional(),
    rows: z.coerce.number().int().min(1).max(100).default(20),
  }),
  output: z.object({
    rows: z.array(
      z.object({
        id: z.string(),
        campaignId: z.string(),
        campaignName: z.string(),
        memberId: z.string(),
        number: z.string(),
        state: z.enum(MESSAGE_STATES),
        attempts: z.int(),
        trouble: z.string().nullable(),
        delivered: z.boolean().nullable(),
        /** What the provider said last, as it wrote it. */
        receiptCode: z.string().nullable(),
        at: z.string(),
      }),
    ),
  }),
  refusals: [],
})

/** A test letter is tried at once and once, outside the outbox; it needs no consent, because it goes to ourselves. */
export const testMail = endpoint({
  name: 'testMail',
  method: 'POST',
  path: '/mail-tests',
  can: 'org.manage',
  summary: 'Send one test letter by the mail server to an address of your own and say what it answered.',
  input: z.object({
    testId: idOf<'message'>(),
    to: z.email().max(200),
    text: z.string().trim().min(1).max(500),
  }),
  output: z.object({ outcome: z.enum(['taken', 'refused', 'later']), trouble: z.string().nullable() }),
  refusals: ['no_mail_server'],
})

export const stopList = endpoint({
  name: 'stopList',
  method: 'GET',
  path: '/stop-list',
  can: 'campaign.read',
  summary: 'Who said no, to what and by what way, the latest first; whoever said yes again is not on it.',
  input: z.object({ channel: z.enum(MEDIA).optional(), ...paging }),
  output: pageOf(
    z.object({
      id: z.string(),
      memberId: z.string(),
      number: z.string(),
      name: z.string(),
      channel: z.enum(MEDIA),
      purpose: z.enum(PURPOSES),
      /** By a reply, by the member on a page, by staff, by a merge. */
      source: z.string(),
      textVersion: z.string(),
      at: z.string(),
    }),
  ),
  refusals: [],
})
