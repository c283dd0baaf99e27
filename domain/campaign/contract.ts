import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { aDay } from '#base/instant'
import { pageOf, paging } from '#base/list'
import { MEDIA, PURPOSES } from '#domain/member/model/consent'
import { SENDING_STATES } from './contract/respect.ts'

/**
 * `sms_file` and `post` are lists that people carry on, `call` is a task for whoever cares for members.
 * `record`: nothing is sent by us (a leaflet, a call round, a past mailing); the control group is held out
 * all the same.
 */
export const CHANNELS = ['email', 'sms', 'wechat', 'sms_file', 'post', 'call', 'record'] as const
export const STATES = ['draft', 'launched'] as const
export const MESSAGE_STATES = ['queued', 'sent', 'failed', 'withheld', 'unreachable', 'exported'] as const
export const ARMS = ['treated', 'control'] as const

const words = {
  name: z.string().trim().min(1).max(80),
  segmentId: idOf<'segment'>(),
  channel: z.enum(CHANNELS),
  /** The provider account that carries it; SMS and WeChat need one. */
  carrierId: idOf<'carrier'>()
    .nullish()
    .transform((v) => v ?? null),
  /** A template of that account; its words are the message then. */
  templateCode: z
    .string()
    .trim()
    .max(80)
    .nullish()
    .transform((v) => v || null),
  /** What it is for; consent is asked for this purpose (G2). */
  purpose: z.enum(PURPOSES).default('marketing'),
  /** Liquid text; variables: member.name, member.number, chain.name; link.preferences by e-mail, SMS, WeChat. */
  subject: z.string().trim().max(200).default(''),
  body: z.string().trim().max(4000).default(''),
  /**
   * Share held out, in hundredths of a per cent; 1000 is 10 %. Null takes the default: 20 % below 20,000
   * members, else 10 %.
   */
  controlShareBps: z
    .int()
    .min(100)
    .max(5000)
    .nullish()
    .transform((v) => v ?? null),
  /** How long sales count after launch; fixed when it launches. */
  windowDays: z.int().min(1).max(366).default(28),
  /** What one message costs, minor units; taken off the result. */
  messageCostMinor: z.int().min(0).max(1_000_000).default(0),
  /** Gross margin of sales in basis points; null judges sales instead of margin. */
  marginBps: z
    .int()
    .min(1)
    .max(10_000)
    .nullish()
    .transform((v) => v ?? null),
}

const campaign = z.object({
  id: z.string(),
  name: z.string(),
  segmentId: z.string(),
  segmentName: z.string(),
  channel: z.enum(CHANNELS),
  subject: z.string(),
  body: z.string(),
  controlShareBps: z.int(),
  windowDays: z.int(),
  messageCostMinor: z.int(),
  marginBps: z.int().nullable(),
  carrierId: z.string().nullable(),
  templateCode: z.string().nullable(),
  purpose: z.enum(PURPOSES),
  state: z.enum(STATES),
  sending: z.enum(SENDING_STATES),
  salt: z.string(),
  createdAt: z.string(),
  launchedAt: z.string().nullable(),
  /** First day whose sales count, and the first that no longer does. */
  startsOn: z.string().nullable(),
  endsOn: z.string().nullable(),
  treated: z.int(),
  control: z.int(),
  messages: z.record(z.enum(MESSAGE_STATES), z.int()),
  /** What providers said: arrived, and not arrived. */
  delivered: z.int(),
  undelivered: z.int(),
})
export type Campaign = z.output<typeof campaign>

export const planCampaign = endpoint({
  name: 'planCampaign',
  method: 'POST',
  path: '/campaigns',
  can: 'campaign.write',
  summary: 'Draft a campaign to a saved segment with a control group held out.',
  input: z.object({ id: idOf<'campaign'>(), ...words }),
  output: campaign,
  refusals: [
    'campaign_id_reused',
    'segment_unknown',
    'name_taken',
    'carrier_missing',
    'carrier_unfit',
    'template_unknown',
    'words_missing',
    'template_broken',
  ],
})

export const listCampaigns = endpoint({
  name: 'listCampaigns',
  method: 'GET',
  path: '/campaigns',
  can: 'campaign.read',
  summary: 'Campaigns, newest first.',
  input: z.object({ segmentId: idOf<'segment'>().optional(), ...paging }),
  output: pageOf(campaign),
  refusals: [],
})

export const showCampaign = endpoint({
  name: 'campaign',
  method: 'GET',
  path: '/campaigns/:id',
  can: 'campaign.read',
  summary: 'One campaign.',
  input: z.object({ id: idOf<'campaign'>() }),
  output: campaign,
  refusals: ['campaign_unknown'],
})

export const campaignForecast = endpoint({
  name: 'campaignForecast',
  method: 'GET',
  path: '/campaigns/:id/forecast',
  can: 'campaign.read',
  summary:
    'Before sending: who can be reached, who is held out, and the smallest difference that could be seen at all.',
  input: z.object({ id: idOf<'campaign'>() }),
  output: z.object({
    audience: z.int(),
    reachable: z.int(),
    treated: z.int(),
    control: z.int(),
    costMinor: z.int(),
    /** Share that bought in the same number of days before; null without history. */
    baseRateBps: z.int().nullable(),
    /** Smallest change of that share seen with 80 % power, basis points; null without history. */
    detectableBps: z.int().nullable(),
    /** The same for sales per member, minor units. */
    detectableMinor: z.int().nullable(),
    sample: z.array(
      z.object({ memberId: z.string(), number: z.string(), subject: z.string(), body: z.string() }),
    ),
    warnings: z.array(z.enum(['too_small_to_judge', 'nobody_reachable', 'no_mail_server', 'few_reachable'])),
  }),
  refusals: ['campaign_unknown', 'already_launched'],
})

export const launchCampaign = endpoint({
  name: 'launchCampaign',
  method: 'POST',
  path: '/campaigns/:id/launch',
  can: 'campaign.send',
  summary:
    'Freeze the arms by salted hash and put the messages of the treated into the outbox, in one transaction.',
  input: z.object({
    id: idOf<'campaign'>(),
    /** The day it began, for a past action that is only recorded; today otherwise. */
    startsOn: aDay.optional(),
  }),
  output: campaign,
  refusals: [
    'campaign_unknown',
    'already_launched',
    'starts_before_segment',
    'past_start_for_sending',
    'no_mail_server',
  ],
})

export const listMessages = endpoint({
  name: 'campaignMessages',
  method: 'GET',
  path: '/campaigns/:id/messages',
  can: 'campaign.read',
  summary: 'The outbox of a campaign: every message and what became of it.',
  input: z.object({ id: idOf<'campaign'>(), state: z.enum(MESSAGE_STATES).optional(), ...paging }),
  output: pageOf(
    z.object({
      id: z.string(),
      memberId: z.string(),
      number: z.string(),
      name: z.string(),
      channel: z.enum(CHANNELS),
      state: z.enum(MESSAGE_STATES),
      attempts: z.int(),
      trouble: z.string().nullable(),
      delivered: z.boolean().nullable(),
      at: z.string(),
    }),
  ),
  refusals: ['campaign_unknown'],
})

const interval = z.object({ low: z.number(), high: z.number() })
const difference = z.object({
  treated: z.number(),
  control: z.number(),
  diff: z.number(),
  se: z.number(),
  interval,
})

export const campaignReport = endpoint({
  name: 'campaignReport',
  method: 'GET',
  path: '/campaigns/:id/report',
  can: 'campaign.read',
  summary:
    'What it earned: treated against control with interval, sample-ratio check and a verdict in plain words (C73).',
  input: z.object({ id: idOf<'campaign'>() }),
  output: z.object({
    campaignId: z.string(),
    name: z.string(),
    startsOn: z.string(),
    endsOn: z.string(),
    /** Last day with sales known; the window is complete when it is not before endsOn − 1. */
    salesKnownTo: z.string().nullable(),
    windowComplete: z.boolean(),
    arms: z.array(
      z.object({
        arm: z.enum(ARMS),
        members: z.int(),
        reached: z.int(),
        buyers: z.int(),
        purchases: z.int(),
        spendMinor: z.int(),
        spendBeforeMinor: z.int(),
      }),
    ),
    /** Shares as fractions; null, like every comparison below, when an arm has fewer than two members. */
    buyers: difference.nullable(),
    /** Minor units per member: as sold, capped against outliers, and adjusted by spend before (CUPED). */
    spend: z
      .object({
        raw: difference.extend({ df: z.number() }),
        capped: difference.extend({ df: z.number(), capMinor: z.number() }),
        adjusted: difference
          .extend({ theta: z.number(), correlation: z.number(), varianceRatio: z.number() })
          .nullable(),
        /** Treated over control minus one: 0.1 is a tenth more. */
        relative: interval.extend({ ratio: z.number() }).nullable(),
      })
      .nullable(),
    ladder: z.object({
      treated: z.object({ oneToTwo: z.int(), twoToThree: z.int() }),
      control: z.object({ oneToTwo: z.int(), twoToThree: z.int() }),
    }),
    sampleRatio: z.object({
      chiSquare: z.number(),
      p: z.number(),
      state: z.enum(['fine', 'watch', 'broken']),
    }),
    costMinor: z.int(),
    /** Result for all treated together after cost, in minor units. */
    total: z.object({ low: z.number(), middle: z.number(), high: z.number() }).nullable(),
    verdict: z.object({
      kind: z.enum(['worked', 'cost_money', 'no_sign', 'cannot_judge']),
      soFar: z.boolean(),
      reasons: z.array(z.string()),
      en: z.string(),
      zh: z.string(),
    }),
  }),
  refusals: ['campaign_unknown', 'not_launched'],
})

/** The link in every marketing mail; works without signing in, in one step (RFC 8058), and as often as asked. */
export const unsubscribe = endpoint({
  name: 'unsubscribe',
  method: 'POST',
  path: '/unsubscribe/:token',
  can: 'anyone',
  summary: 'Withdraw consent to marketing on the channel the message came by; the token is the proof.',
  input: z.object({ token: z.string().min(1).max(100) }),
  output: z.object({ withdrawn: z.literal(true), channel: z.enum(MEDIA) }),
  refusals: ['token_unknown'],
})
