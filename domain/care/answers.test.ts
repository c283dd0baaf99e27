import { expect, test } from 'vitest'
import { answerSurvey } from '#domain/survey/contract/answers'
import { surveyLink } from '#domain/survey/contract/results'
import { askable, openSurvey, surveyWorld } from '#test/world/survey'
import { memberHistory } from './contract/history.ts'

test('what a member answers to a survey stands in the contact history, in words (C40, C45)', async () => {
  const w = await surveyWorld()
  const { people } = await askable(w, { members: 1 })
  const { surveyId } = await openSurvey(w)
  const memberId = people[0]?.id ?? ''
  const { path } = await w.call(surveyLink, { surveyId, memberId })
  const [, no = '', token = ''] = path.split('/')
  await w.anonymous.call(answerSurvey, { no: Number(no), token, replies: [{ question: 1, value: 1 }] })
  const { rows } = await w.call(memberHistory, { memberId, types: ['survey'] })
  expect(rows.map((one) => [one.direction, one.words.zh, one.words.en])).toEqual([
    ['in', '面霜用得怎么样：您多久用一次？ 每天', 'How is the cream: How often do you use it? Every day'],
  ])
})
