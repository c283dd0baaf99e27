import { z } from 'zod'

/** What a survey is for (C40). */
export const SURVEY_PURPOSES = ['product_use', 'benefit_preference', 'event_feedback', 'wishes'] as const
export type SurveyPurpose = (typeof SURVEY_PURPOSES)[number]

/** Answered with one tap, but for words. */
export const QUESTION_KINDS = ['choice', 'score', 'text'] as const
export type QuestionKind = (typeof QUESTION_KINDS)[number]

export const HIGHEST_SCORE = 10
export const MOST_QUESTIONS = 8
export const MOST_CHOICES = 10
/** As many letters as somebody types with a thumb. */
export const MOST_LETTERS = 300

/** Words in both languages; a chain that speaks one of them leaves the other empty. */
const said = (most: number) =>
  z
    .object({ zh: z.string().trim().max(most).default(''), en: z.string().trim().max(most).default('') })
    .refine(({ zh, en }) => zh !== '' || en !== '', { error: 'words_needed' })
export type Said = Readonly<{ zh: string; en: string }>

const question = z.object({
  kind: z.enum(QUESTION_KINDS),
  text: said(200),
  /** Of a choice only; numbered from 1 in this order. */
  choices: z.array(said(60)).max(MOST_CHOICES).default([]),
})
export type Question = z.output<typeof question>

const fitted = question.refine(
  ({ kind, choices }) => (kind === 'choice' ? choices.length >= 2 : choices.length === 0),
  { error: 'choices_needed', path: ['choices'] },
)

export const surveyDocument = z.object({
  title: said(80),
  /** A sentence above the questions. */
  intro: z
    .object({ zh: z.string().trim().max(400).default(''), en: z.string().trim().max(400).default('') })
    .default({ zh: '', en: '' }),
  questions: z
    .array(fitted)
    .min(1)
    .max(MOST_QUESTIONS)
    // What stands in a message is tapped, not typed.
    .refine(([first]) => first?.kind !== 'text', { error: 'first_is_tapped' }),
})
export type SurveyDocument = z.output<typeof surveyDocument>

export type SurveyLanguage = 'zh' | 'en'

/** Words in a language, or in the other one where they are not given. */
export const inLanguage = ({ zh, en }: Said, language: SurveyLanguage): string =>
  (language === 'zh' ? zh : en) || zh || en

/** What one question is answered with; words where it asks for them. */
export type Reply = Readonly<{ value: number | null; words: string | null }>

/** Every reply that one tap can give to a question, with its words in both languages. */
export function tapsOf({ kind, choices }: Question): readonly Readonly<{ value: number; said: Said }>[] {
  if (kind === 'choice') return choices.map((one, at) => ({ value: at + 1, said: one }))
  if (kind === 'text') return []
  return Array.from({ length: HIGHEST_SCORE + 1 }, (_, value) => ({
    value,
    said: { zh: String(value), en: String(value) },
  }))
}

/** V3: whether a reply is one of those that the question has. */
export function fits(question: Question, { value, words }: Reply): boolean {
  if (question.kind === 'text') return value === null && words !== null && words !== ''
  return words === null && tapsOf(question).some((one) => one.value === value)
}

/** A reply in words, in both languages. */
export function replyInWords(question: Question, { value, words }: Reply): Said {
  const tapped = tapsOf(question).find((one) => one.value === value)
  return tapped?.said ?? { zh: words ?? '', en: words ?? '' }
}

/** How an answer is called in audiences: survey, question, and choice or score. */
export const answerCode = (of: Readonly<{ no: number; question: number; value: number }>): string =>
  `${of.no}.${of.question}.${of.value}`
