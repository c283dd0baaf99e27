import type { Answer, Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { today } from '#domain/org/index'
import type { listSurveys, showSurvey, Survey } from './contract/survey.ts'
import { stateOn } from './model/state.ts'
import * as answers from './store/answers.ts'
import * as store from './store/surveys.ts'

export async function known(work: Work, surveyId: string): Promise<store.SurveyRow> {
  const row = await store.survey(work.tx, surveyId)
  if (!row) throw new Refusal('survey_unknown')
  return row
}

async function views(work: Work, rows: readonly store.SurveyRow[]): Promise<Survey[]> {
  const day = await today(work)
  const counts = await answers.countsOf(
    work.tx,
    rows.map((row) => row.surveyId),
  )
  return rows.map(({ opened, closed, ...row }) => {
    const { invited = 0, answered = 0 } = counts.find((one) => one.surveyId === row.surveyId) ?? {}
    return { ...row, state: stateOn({ opened, closed, closesOn: row.closesOn }, day), invited, answered }
  })
}

export async function viewOf(work: Work, surveyId: string): Promise<Survey> {
  const [view] = await views(work, [await known(work, surveyId)])
  return present(view, 'V1: one row gives one view')
}

export const show = (work: Work, { surveyId }: Wish<typeof showSurvey>) => viewOf(work, surveyId)

export async function list(work: Work, wish: Wish<typeof listSurveys>): Promise<Answer<typeof listSurveys>> {
  const { rows, total } = await store.surveys(work.tx, {
    first: (wish.page - 1) * wish.rows,
    most: wish.rows,
  })
  return { rows: await views(work, rows), total }
}
