import { stringify } from 'csv-stringify/sync'
import type { Answer, FileReply, Wish } from '#base/endpoint'
import type { Work } from '#db/work'
import { harmless, membersById } from '#domain/member/index'
import type { surveyAnswers, surveyAnswersFile } from './contract/results.ts'
import { inLanguage, replyInWords } from './model/document.ts'
import { latest } from './results.ts'
import { known } from './show.ts'
import type { AnswerRow } from './store/answers.ts'
import type { SurveyRow } from './store/surveys.ts'

/** What every member answered, in words and by name as they stand now. */
export async function list(
  work: Work,
  { surveyId, question, page, rows: most }: Wish<typeof surveyAnswers>,
): Promise<Answer<typeof surveyAnswers>> {
  const survey = await known(work, surveyId)
  const all = await latest(work, surveyId)
  const wanted = question === undefined ? all : all.filter((one) => one.question === question)
  const shown = wanted.slice((page - 1) * most, page * most)
  return { rows: await named(work, survey, shown), total: wanted.length }
}

async function named(work: Work, { document }: SurveyRow, rows: readonly AnswerRow[]) {
  const ids = [...new Set(rows.map((one) => one.memberId))]
  const people = new Map((await membersById(work, ids)).map((one) => [one.id, one]))
  return rows.map((row) => {
    const { memberId, question, value, at } = row
    const member = people.get(memberId)
    const of = document.questions[question - 1]
    const said = of === undefined ? { zh: '', en: '' } : replyInWords(of, row)
    return { memberId, number: member?.number ?? '', name: member?.name ?? '', question, value, said, at }
  })
}

const HEADS = {
  'zh-CN': ['会员号', '姓名', '题号', '题目', '回答', '选项号或分数', '回答时间'],
  en: ['Number', 'Name', 'Question no.', 'Question', 'Answer', 'Choice no. or score', 'Answered at'],
} as const

/** Every answer as CSV; cells that a spreadsheet would compute are made harmless. */
export async function exported(
  work: Work,
  { surveyId, language }: Wish<typeof surveyAnswersFile>,
): Promise<FileReply> {
  const survey = await known(work, surveyId)
  const shortLanguage = language === 'en' ? 'en' : 'zh'
  const rows = (await named(work, survey, await latest(work, surveyId))).toReversed()
  const lines = rows.map(({ number, name, question, said, value, at }) => {
    const of = survey.document.questions[question - 1]
    const asked = of === undefined ? '' : inLanguage(of.text, shortLanguage)
    const words = [number, name, String(question), asked, inLanguage(said, shortLanguage)]
    return [...words.map(harmless), value === null ? '' : String(value), at]
  })
  return {
    name: `survey-${survey.no}.csv`,
    type: 'text/csv; charset=utf-8',
    content: `\uFEFF${stringify([[...HEADS[language]], ...lines], { record_delimiter: '\r\n' })}`,
  }
}
