import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { aDay } from '#base/instant'
import { pageOf, paging } from '#base/list'
import { SURVEY_PURPOSES, surveyDocument } from '../model/document.ts'
import { SURVEY_ACTS, SURVEY_STATES } from '../model/state.ts'

const survey = z.object({
  surveyId: z.string(),
  /** Short; it stands in the links of a message and in what audiences ask for. */
  no: z.int(),
  state: z.enum(SURVEY_STATES),
  purpose: z.enum(SURVEY_PURPOSES),
  document: surveyDocument,
  /** The last day on which it is answered. */
  closesOn: z.string(),
  /** Members who were asked by a message that left, and members who answered at least one question. */
  invited: z.int(),
  answered: z.int(),
  savedAt: z.string(),
  savedBy: z.string(),
})
export type Survey = z.output<typeof survey>

export const saveSurvey = endpoint({
  name: 'saveSurvey',
  method: 'POST',
  path: '/surveys',
  can: 'campaign.write',
  summary: 'Write a survey, or word one otherwise that was not opened yet (C40, V1).',
  input: z.object({
    id: idOf<'survey_wording'>(),
    surveyId: idOf<'survey'>(),
    purpose: z.enum(SURVEY_PURPOSES),
    closesOn: aDay,
    document: surveyDocument,
  }),
  output: survey.extend({ replayed: z.boolean() }),
  refusals: ['survey_wording_id_reused', 'survey_opened', 'survey_over'],
})

export const listSurveys = endpoint({
  name: 'surveys',
  method: 'GET',
  path: '/surveys',
  can: 'campaign.read',
  summary: 'Surveys, newest first (C40).',
  input: z.object({ ...paging }),
  output: pageOf(survey),
  refusals: [],
})

export const showSurvey = endpoint({
  name: 'survey',
  method: 'GET',
  path: '/surveys/:surveyId',
  can: 'campaign.read',
  summary: 'One survey with its questions.',
  input: z.object({ surveyId: idOf<'survey'>() }),
  output: survey,
  refusals: ['survey_unknown'],
})

export const turnSurvey = endpoint({
  name: 'turnSurvey',
  method: 'POST',
  path: '/surveys/:surveyId/acts',
  can: 'campaign.write',
  summary: 'Open a survey, after which it stays as it is worded, or close it before its last day (V1, V2).',
  input: z.object({ id: idOf<'survey_act'>(), surveyId: idOf<'survey'>(), act: z.enum(SURVEY_ACTS) }),
  output: survey.extend({ replayed: z.boolean() }),
  refusals: ['survey_act_id_reused', 'survey_unknown', 'survey_stands_so', 'survey_over'],
})
