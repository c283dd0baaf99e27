import type { Happening } from '#base/happening'

export const surveySaved = (of: { surveyId: string; purpose: string }): Happening => ({
  kind: 'survey.saved',
  subjectId: of.surveyId,
  body: { purpose: of.purpose },
})

export const surveyTurned = (of: { surveyId: string; act: string }): Happening => ({
  kind: `survey.${of.act}`,
  subjectId: of.surveyId,
  body: {},
})

/** V2: a member answered a question, with one tap; audiences ask for it by its code. Words stay in their row. */
export const questionAnswered = (of: {
  id: string
  surveyId: string
  memberId: string
  question: number
  answer: string | null
}): Happening => ({
  kind: 'survey.answered',
  subjectId: of.memberId,
  body: {
    id: of.id,
    surveyId: of.surveyId,
    memberId: of.memberId,
    question: of.question,
    answer: of.answer ?? '',
  },
})

/** V2: what was answered before is answered otherwise now. */
export const answerReplaced = (of: { id: string; memberId: string }): Happening => ({
  kind: 'survey.answer_replaced',
  subjectId: of.memberId,
  body: { id: of.id },
})
