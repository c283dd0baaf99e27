import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'
import { journeyDocument } from './contract/document.ts'
import { ARMS, ENDS, STATES } from './model/entry.ts'

const counts = z.object({
  /** How often somebody has entered, by arm. */
  treated: z.int(),
  control: z.int(),
  walking: z.int(),
  ended: z.record(z.enum(ENDS), z.int()),
})

const journey = z.object({
  journeyId: z.string(),
  /** The version that is shown: the last one that was saved. */
  version: z.int(),
  document: journeyDocument,
  savedAt: z.string(),
  savedBy: z.string(),
  state: z.enum(STATES),
  /** The version by which members enter; null before the first start. */
  runningVersion: z.int().nullable(),
  entries: counts,
})
export type Journey = z.output<typeof journey>

export const saveJourney = endpoint({
  name: 'saveJourney',
  method: 'POST',
  path: '/journeys',
  can: 'campaign.write',
  summary:
    'Say what happens to members after something has happened (C99): a new journey or a new version of one. ' +
    'It starts when it is told to.',
  input: z.object({
    id: idOf<'journey_version'>(),
    journeyId: idOf<'journey'>(),
    document: journeyDocument,
  }),
  output: journey.extend({ replayed: z.boolean() }),
  refusals: [
    'journey_version_id_reused',
    'journey_stopped',
    'step_twice',
    'tier_unknown',
    'branch_unknown',
    'segment_unknown',
    'gift_empty',
    'coupon_unknown',
    'survey_unfit',
    'survey_unknown',
    'survey_closed',
    'carrier_missing',
    'carrier_unfit',
    'template_unknown',
    'words_missing',
    'template_broken',
    'survey_link_missing',
  ],
})

export const listJourneys = endpoint({
  name: 'journeys',
  method: 'GET',
  path: '/journeys',
  can: 'campaign.read',
  summary: 'Journeys as they stand, the running ones first.',
  input: z.object({}),
  output: z.object({ rows: z.array(journey) }),
  refusals: [],
})

export const showJourney = endpoint({
  name: 'journey',
  method: 'GET',
  path: '/journeys/:journeyId',
  can: 'campaign.read',
  summary: 'One journey with what happened at every step of the version that members enter by.',
  input: z.object({ journeyId: idOf<'journey'>() }),
  output: journey.extend({
    /** Of a journey that follows bookings that were given up: who may still choose a time, and who did not enter. */
    givenUp: z
      .object({
        waiting: z.int(),
        /** Chose a time again within the minutes. */
        cameBack: z.int(),
        /** Not meant by the journey, on their way in it, or held out of everything. */
        passedOver: z.int(),
      })
      .nullable(),
    steps: z.array(
      z.object({
        step: z.string(),
        /** Who stands before it at this moment. */
        waiting: z.int(),
        passed: z.int(),
        outcomes: z.array(z.object({ outcome: z.string(), entries: z.int() })),
        /** What became of its messages; null for a step that sends none. */
        messages: z
          .object({
            waiting: z.int(),
            handedOver: z.int(),
            delivered: z.int(),
            withheld: z.int(),
            unreachable: z.int(),
            failed: z.int(),
            /** Why messages did not leave, or wait: by their trouble, the most frequent first. */
            troubles: z.array(z.object({ trouble: z.string(), messages: z.int() })),
          })
          .nullable(),
        /** The survey that its messages ask, and what came of it; null for a step that asks none. */
        survey: z
          .object({
            surveyId: z.string(),
            title: z.object({ zh: z.string(), en: z.string() }),
            /** Whether it is answered today; nobody is asked by a step whose survey is closed. */
            open: z.boolean(),
            asked: z.int(),
            answered: z.int(),
          })
          .nullable(),
      }),
    ),
  }),
  refusals: ['journey_unknown'],
})

export const changeJourney = endpoint({
  name: 'changeJourney',
  method: 'POST',
  path: '/journeys/:journeyId/changes',
  can: 'campaign.send',
  summary:
    'Start a journey by its last version, hold it, or end it for ever. Whoever has entered goes on by the version ' +
    'of that day.',
  input: z.object({
    id: idOf<'journey_change'>(),
    journeyId: idOf<'journey'>(),
    state: z.enum(['running', 'paused', 'stopped']),
  }),
  output: journey.extend({ replayed: z.boolean() }),
  refusals: [
    'journey_change_id_reused',
    'journey_unknown',
    'journey_stopped',
    'no_mail_server',
    'survey_closed',
    'carrier_unfit',
    'template_unknown',
    'template_broken',
    'survey_link_missing',
  ],
})

export const journeyEntries = endpoint({
  name: 'journeyEntries',
  method: 'GET',
  path: '/journeys/:journeyId/entries',
  can: 'campaign.read',
  summary: 'Who has entered a journey, the newest first, where they stand and what they have passed.',
  input: z.object({
    journeyId: idOf<'journey'>(),
    step: z.string().max(40).optional(),
    arm: z.enum(ARMS).optional(),
    ...paging,
  }),
  output: pageOf(
    z.object({
      id: z.string(),
      memberId: z.string(),
      number: z.string(),
      name: z.string(),
      arm: z.enum(ARMS),
      version: z.int(),
      enteredOn: z.string(),
      step: z.string().nullable(),
      dueOn: z.string().nullable(),
      ended: z.enum(ENDS).nullable(),
      passed: z.array(z.object({ step: z.string(), outcome: z.string(), at: z.string() })),
    }),
  ),
  refusals: ['journey_unknown'],
})

const interval = z.object({ low: z.number(), high: z.number() })
const arm = z.object({ members: z.int(), buyers: z.int(), spendMinor: z.int() })

export const journeyReport = endpoint({
  name: 'journeyReport',
  method: 'GET',
  path: '/journeys/:journeyId/report',
  can: 'campaign.read',
  summary:
    'What a journey earned (C73): everybody who entered against everybody held out, by what they bought in the ' +
    'days after entering.',
  input: z.object({ journeyId: idOf<'journey'>() }),
  output: z.object({
    journeyId: z.string(),
    name: z.string(),
    windowDays: z.int(),
    /** Members whose window since their first entry is over; reached or not, what counts is whom we meant to walk. */
    treated: arm,
    control: arm,
    /** Entries whose window is still open. */
    open: z.int(),
    /** Treated minus control, of the share that bought; null when an arm has fewer than two members. */
    buyers: z.object({ diff: z.number(), interval }).nullable(),
    /** The same of sales per member, minor units. */
    spend: z.object({ diff: z.number(), interval }).nullable(),
    costMinor: z.int(),
    /** For all treated together after cost, minor units. */
    total: z.object({ low: z.number(), middle: z.number(), high: z.number() }).nullable(),
    verdict: z.object({
      kind: z.enum(['worked', 'cost_money', 'no_sign', 'cannot_judge']),
      reasons: z.array(z.string()),
      en: z.string(),
      zh: z.string(),
    }),
  }),
  refusals: ['journey_unknown'],
})
