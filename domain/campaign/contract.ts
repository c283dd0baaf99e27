import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { aDay } from '#base/instant'
import { pageOf, paging } from '#base/list'
import { MEDIA, PURPOSES } from '#domain/member/model/consent'
import { launchAsked, LAUNCH_WAYS } from './contract/approval.ts'
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
  /**
   * Liquid text: member.name, member.number, chain.name; by e-mail, SMS, WeChat link.preferences, link.club and
   * link.own, of a survey survey.answers, survey.link, survey.title, survey.question and survey.choices.
   */
  subject: z.string().trim().max(200).default(''),
  body: z.string().trim().max(4000).default(''),
  /**
   * Share held out, in hundredths of a per cent; 1000 is 10 %. Null takes the default: 20 % below 20,000
   * members, else 10 %. Nought measures nothing, and the report says so.
   */
  controlShareBps: z
    .int()
    .min(0)
    .max(5000)
    .refine((bps) => bps === 0 || bps >= 100, { error: 'share_too_small' })
    .nullish()
    .transform((v) => v ?? null),
  /** How long sales count after launch; fixed when it launches. */
  windowDays: z.int().min(1).max(366).default(28),
  /** What one message costs, minor units; taken off the result. */
  messageCostMinor: z.int().min(0).max(1_000_000).default(0),
  /** What the gift or coupon costs for one member who is reached, minor units; taken off the result, too. */
  giftCostMinor: z.int().min(0).max(100_000_000).default(0),
  /** The coupon of the program whose use the report counts. */
  couponCode: z
    .string()
    .trim()
    .max(40)
    .nullish()
    .transform((v) => v || null),
  /** The tag of the application forms that lead here; who joined by them is new by this campaign (C73). */
  joinTag: z
    .string()
    .trim()
    .max(40)
    .nullish()
    .transform((v) => v || null),
  /** The open survey that the message asks; its words hold a way to answer (C40). */
  surveyId: idOf<'survey'>().optional(),
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
  giftCostMinor: z.int(),
  marginBps: z.int().nullable(),
  carrierId: z.string().nullable(),
  templateCode: z.string().nullable(),
  purpose: z.enum(PURPOSES),
  couponCode: z.string().nullable(),
  joinTag: z.string().nullable(),
  /** The survey that its messages ask (C40). */
  surveyId: z.string().nullable(),
  /** The plan that it was made from (C99). */
  planId: z.string().nullable(),
  /** The arms were drawn elsewhere and told to us. */
  armsTold: z.boolean(),
  state: z.enum(STATES),
  sending: z.enum(SENDING_STATES),
  salt: z.string(),
  createdAt: z.string(),
  launchedAt: z.string().nullable(),
  /** The last time its launch was asked for; null for a draft, and for what was launched before that was kept. */
  launch: launchAsked.nullable(),
  /** First day whose sales count, and the first that no longer does. */
  startsOn: z.string().nullable(),
  endsOn: z.string().nullable(),
  treated: z.int(),
  control: z.int(),
  /** Members of the segment whom the chain held out of everything at the launch. */
  heldOut: z.int(),
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
    'survey_unfit',
    'survey_unknown',
    'survey_closed',
    'carrier_missing',
    'carrier_unfit',
    'template_unknown',
    'words_missing',
    'template_broken',
    'survey_link_missing',
    'coupon_unknown',
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
    /** Without those whom the chain holds out of everything. */
    audience: z.int(),
    reachable: z.int(),
    heldOut: z.int(),
    treated: z.int(),
    control: z.int(),
    /** The most it can cost: messages and gifts. */
    costMinor: z.int(),
    messagesMinor: z.int(),
    giftsMinor: z.int(),
    /** It goes with a coupon whose cost nobody has stated and only the goods would tell; it counts as nothing. */
    couponUnknown: z.boolean(),
    /** How it would go if you launched it now: at once, alone beyond your limit, or by a second person. */
    way: z.enum(LAUNCH_WAYS),
    limitMinor: z.int().nullable(),
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
    'Freeze the arms by salted hash and put the messages of the treated into the outbox, in one transaction; above ' +
    'your limit of cost it waits for a second person.',
  input: z.object({
    id: idOf<'campaign'>(),
    /** The day it began, for a past action that is only recorded; today otherwise. */
    startsOn: aDay.optional(),
    /** For a past action with a draw of its own: the numbers of those who were held out. */
    controlNumbers: z.array(z.string().min(1).max(40)).min(1).max(200_000).optional(),
  }),
  output: campaign,
  refusals: [
    'campaign_unknown',
    'already_launched',
    'launch_waits',
    'arms_of_record_only',
    'control_not_in_segment',
    'starts_before_segment',
    'past_start_for_sending',
    'no_mail_server',
    'plan_budget_spent',
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
