import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { pageOf, paging } from '#base/list'

const span = z.object({ shareBps: z.int(), lowBps: z.int(), highBps: z.int() })
const question = z.object({
  /** From 1. */
  question: z.int(),
  answers: z.int(),
  /** Too few to tell shares; only the counts are told. */
  tooFew: z.boolean(),
  /** Every choice or score; with its share and 95 % interval where there are enough answers. */
  taps: z.array(z.object({ value: z.int(), count: z.int(), ...span.partial().shape })),
  /** Of scores, in hundredths, with its 95 % interval. */
  mean: z.object({ hundredths: z.int(), low: z.int(), high: z.int() }).nullable(),
})

const group = z.object({
  by: z.enum(['all', 'tier', 'segment']),
  /** Code of the tier or id of the segment; null without one. */
  code: z.string().nullable(),
  nameZh: z.string(),
  nameEn: z.string(),
  invited: z.int(),
  /** Of those who were invited. */
  answered: z.int(),
  /** Response rate; null below the fewest invited. */
  rate: span.nullable(),
  questions: z.array(question),
})
export type ResultGroup = z.output<typeof group>

export const surveyResults = endpoint({
  name: 'surveyResults',
  method: 'GET',
  path: '/surveys/:surveyId/results',
  can: 'campaign.read',
  summary: 'What a survey was answered with: of all, by tier and by segment, with intervals (C40, V7).',
  input: z.object({ surveyId: idOf<'survey'>() }),
  output: z.object({
    surveyId: z.string(),
    /** Fewer answers than this tell no share. */
    fewest: z.int(),
    /** Everybody first. */
    groups: z.array(group),
    /** Who answered by a link that was handed over in another way than by a message that left. */
    uninvited: z.int(),
  }),
  refusals: ['survey_unknown'],
})

export const surveyAnswers = endpoint({
  name: 'surveyAnswers',
  method: 'GET',
  path: '/surveys/:surveyId/answers',
  can: 'campaign.read',
  summary: 'What members answered, latest first: one row for a member and a question.',
  input: z.object({
    surveyId: idOf<'survey'>(),
    question: z.coerce.number().int().min(1).max(100).optional(),
    ...paging,
  }),
  output: pageOf(
    z.object({
      memberId: z.string(),
      number: z.string(),
      name: z.string(),
      question: z.int(),
      value: z.int().nullable(),
      /** In words, as the member read or wrote it. */
      said: z.object({ zh: z.string(), en: z.string() }),
      at: z.string(),
    }),
  ),
  refusals: ['survey_unknown'],
})

export const surveyAnswersFile = endpoint({
  name: 'surveyAnswersFile',
  method: 'GET',
  path: '/surveys/:surveyId/answers.csv',
  can: 'member.export',
  summary: 'Every answer of a survey as CSV, a row for a member and a question.',
  input: z.object({ surveyId: idOf<'survey'>(), language: z.enum(['zh-CN', 'en']).default('zh-CN') }),
  output: z.string(),
  reply: 'file',
  refusals: ['survey_unknown'],
})

export const surveyLink = endpoint({
  name: 'surveyLink',
  method: 'GET',
  path: '/surveys/:surveyId/links/:memberId',
  can: 'member.read',
  summary: 'The path of a member’s own page of an open survey, to hand over in the shop.',
  input: z.object({ surveyId: idOf<'survey'>(), memberId: idOf<'member'>() }),
  output: z.object({ path: z.string() }),
  refusals: ['survey_unknown', 'member_unknown', 'survey_closed'],
})
