import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { MOST_LETTERS, MOST_QUESTIONS, surveyDocument } from '../model/document.ts'

/** A survey by its number, and the member's own link to it. */
const link = {
  no: z.coerce.number().int().min(1).max(1_000_000_000),
  token: z.string().min(1).max(100),
}

const reply = z.object({
  /** From 1. */
  question: z.int().min(1).max(MOST_QUESTIONS),
  /** The number of the choice, or the score. */
  value: z.int().min(0).max(100).nullable().default(null),
  words: z
    .string()
    .trim()
    .max(MOST_LETTERS)
    .nullish()
    .transform((text) => text || null),
})

const asked = z.object({
  chainName: z.string(),
  document: surveyDocument,
  closesOn: z.string(),
  open: z.boolean(),
  /** What this member has answered so far. */
  replies: z.array(z.object({ question: z.int(), value: z.int().nullable(), words: z.string().nullable() })),
})
export type AskedSurvey = z.output<typeof asked>

export const askedSurvey = endpoint({
  name: 'askedSurvey',
  method: 'GET',
  path: '/survey-answers/:no/:token',
  can: 'anyone',
  summary:
    'A survey as the member sees it who was asked; the link is the proof, nobody signs in. Counts nothing.',
  input: z.object(link),
  output: asked,
  refusals: ['survey_link_unknown'],
})

export const answerSurvey = endpoint({
  name: 'answerSurvey',
  method: 'PUT',
  path: '/survey-answers/:no/:token',
  can: 'anyone',
  summary: 'Answer questions, or answer them otherwise until the survey closes (V2). What is left out stays.',
  input: z.object({ ...link, replies: z.array(reply).min(1).max(MOST_QUESTIONS) }),
  output: asked,
  refusals: ['survey_link_unknown', 'survey_closed', 'reply_unfit'],
})
