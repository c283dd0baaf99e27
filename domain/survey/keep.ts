import type { Answer, Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { once } from '#db/once'
import type { Work } from '#db/work'
import { today } from '#domain/org/index'
import type { saveSurvey, turnSurvey } from './contract/survey.ts'
import { surveySaved, surveyTurned } from './events.ts'
import { judgeAct } from './model/state.ts'
import { viewOf } from './show.ts'
import * as store from './store/surveys.ts'

/** V1: words are added while nobody was asked; the last ones count. */
export async function save(work: Work, wish: Wish<typeof saveSurvey>): Promise<Answer<typeof saveSurvey>> {
  const { id, surveyId, purpose, document, closesOn } = wish
  // Held: words and the opening of one survey stand in a row.
  await store.lockSurvey(work.tx, surveyId, 'alone')
  return once(work, wish, {
    room: 'survey',
    kind: 'survey_wording',
    find: (of) => store.wordingById(work.tx, of),
    answer: (row) => viewOf(work, row.surveyId),
    admit: async () => {
      const before = await store.survey(work.tx, surveyId)
      if (before?.opened === true) throw new Refusal('survey_opened')
      if (closesOn < (await today(work))) throw new Refusal('survey_over', { path: 'closesOn' })
    },
    decide: async (fingerprint) => {
      await store.insertSurvey(work, { id: surveyId, fingerprint })
      const row = { id, fingerprint, surveyId, purpose, document, closesOn }
      await store.insertWording(work, row)
      work.record(surveySaved(row))
      return row
    },
  })
}

/** V1, V2: opened once and closed once. */
export async function turn(work: Work, wish: Wish<typeof turnSurvey>): Promise<Answer<typeof turnSurvey>> {
  const { id, surveyId, act } = wish
  await store.lockSurvey(work.tx, surveyId, 'alone')
  return once(work, wish, {
    room: 'survey',
    kind: 'survey_act',
    find: (of) => store.actById(work.tx, of),
    answer: (row) => viewOf(work, row.surveyId),
    admit: async () => {
      const stands = await store.survey(work.tx, surveyId)
      if (!stands) throw new Refusal('survey_unknown')
      const no = judgeAct(act, stands, await today(work))
      if (no !== null) throw new Refusal(no)
    },
    decide: async (fingerprint) => {
      await store.insertAct(work, { id, fingerprint, surveyId, act })
      work.record(surveyTurned({ surveyId, act }))
      return present(await store.actById(work.tx, id), 'V1: an act that was written is there')
    },
  })
}
