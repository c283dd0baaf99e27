import type { Instant } from '#base/instant'
import { present } from '#base/must'
import type { Work } from '#db/work'
import type { Span } from '#domain/member/model/span'
import { replyInWords } from './model/document.ts'
import * as answers from './store/answers.ts'
import { surveysById } from './store/surveys.ts'

export type AnswerTouch = Readonly<{ id: string; at: Instant; words: Readonly<{ zh: string; en: string }> }>

/** What members answered in a span, in words, latest first (C45). */
export async function answersIn(work: Work, span: Span): Promise<AnswerTouch[]> {
  const rows = await answers.answersIn(work.tx, span)
  const ids = [...new Set(rows.map((one) => one.surveyId))]
  const surveys = new Map((await surveysById(work.tx, ids)).map((one) => [one.surveyId, one.document]))
  return rows.map((row) => {
    const { title, questions } = present(surveys.get(row.surveyId), 'V2: what was answered is a survey')
    const question = present(questions[row.question - 1], 'V3: an answer is one to a question')
    const reply = replyInWords(question, row)
    const zh = `${title.zh || title.en}：${question.text.zh || question.text.en} ${reply.zh || reply.en}`
    const en = `${title.en || title.zh}: ${question.text.en || question.text.zh} ${reply.en || reply.zh}`
    return { id: row.id, at: row.at, words: { zh, en } }
  })
}
