import { z } from 'zod'
import { pageOf, paging } from '#base/list'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'

export const smsFile = endpoint({
  name: 'campaignSmsFile',
  method: 'POST',
  path: '/campaigns/:id/sms-files',
  can: 'campaign.send',
  summary: "A CSV file (mobile, text) for the shop's SMS provider; consent is checked again at this moment.",
  input: z.object({ id: idOf<'campaign'>() }),
  output: z.unknown(),
  refusals: ['campaign_unknown', 'not_launched', 'not_an_sms_campaign', 'sending_halted'],
  reply: 'file',
})

export const postList = endpoint({
  name: 'campaignPostList',
  method: 'POST',
  path: '/campaigns/:id/post-lists',
  can: 'campaign.send',
  summary:
    'The printed mail list as CSV: number, name, postcode, address, text (C41); consent is checked again now.',
  input: z.object({ id: idOf<'campaign'>() }),
  output: z.unknown(),
  refusals: ['campaign_unknown', 'not_launched', 'not_a_post_campaign', 'sending_halted'],
  reply: 'file',
})

export const LIST_CHANNELS = ['sms_file', 'post'] as const
export type ListChannel = (typeof LIST_CHANNELS)[number]
/** So many messages stand in one list at most, which all fit on labels; what is left waits for the next one. */
export const MOST_LISTED = 10_000

const stepList = z.object({
  id: z.string(),
  channel: z.enum(LIST_CHANNELS),
  /** Of one journey alone; null where it is of all. */
  journeyId: z.string().nullable(),
  at: z.string(),
  byName: z.string(),
  /** Messages in the list, and those that the gate kept back when it was made. */
  messages: z.int(),
  kept: z.int(),
})
export type StepList = z.output<typeof stepList>

export const makeStepList = endpoint({
  name: 'makeJourneyList',
  method: 'POST',
  path: '/journey-lists',
  can: 'campaign.send',
  summary:
    'Hand over what journeys have for a provider or a printer: a list of what waits, each message once (K23). ' +
    'Consent and everything else the gate looks at is looked at again at this moment.',
  input: z.object({
    id: idOf<'step_list'>(),
    channel: z.enum(LIST_CHANNELS),
    journeyId: idOf<'journey'>().optional(),
  }),
  output: stepList.extend({ replayed: z.boolean() }),
  refusals: ['step_list_id_reused', 'sending_halted', 'nothing_waits'],
})

export const showStepLists = endpoint({
  name: 'journeyLists',
  method: 'GET',
  path: '/journey-lists',
  can: 'campaign.read',
  summary: 'What of journeys waits for a list, by step, and the lists that were made, newest first.',
  input: z.object({ ...paging }),
  output: pageOf(stepList).extend({
    waiting: z.array(
      z.object({
        channel: z.enum(LIST_CHANNELS),
        journeyId: z.string(),
        /** Of the journey and the step. */
        name: z.string(),
        messages: z.int(),
        /** When the oldest was written. */
        since: z.string(),
        /** The journey is held: these stand in no list before it goes on. */
        held: z.boolean(),
      }),
    ),
  }),
  refusals: [],
})

export const stepListFile = endpoint({
  name: 'journeyListFile',
  method: 'POST',
  path: '/journey-lists/:id/files',
  can: 'campaign.send',
  summary: 'A list as CSV, again and again: as it was made, less whoever may not be told any more.',
  input: z.object({ id: idOf<'step_list'>() }),
  output: z.unknown(),
  refusals: ['step_list_unknown', 'sending_halted'],
  reply: 'file',
})
