import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { mergeMembers } from '#domain/wallet/contract/merge'
import { withdraw } from '#domain/member/index'
import { countAudience } from '#domain/insight/contract/audience'
import type { Rule } from '#domain/insight/contract/rule'
import { foundBy } from '#test/world/breaks'
import { askable, openSurvey, QUESTIONS, surveyWorld } from '#test/world/survey'
import type { TestWorld } from '#test/world/world'
import { answerSurvey, askedSurvey } from './contract/answers.ts'
import { surveyAnswers, surveyAnswersFile, surveyLink, surveyResults } from './contract/results.ts'
import { listSurveys, saveSurvey, showSurvey, turnSurvey } from './contract/survey.ts'

async function linked(w: TestWorld, surveyId: string, memberId: string) {
  const { path } = await w.call(surveyLink, { surveyId, memberId })
  const [, no = '', token = ''] = path.split('/')
  return { no: Number(no), token }
}

async function asking(members = 1) {
  const w = await surveyWorld()
  const { people, segmentId } = await askable(w, { members })
  const survey = await openSurvey(w)
  const links = []
  for (const one of people) links.push(await linked(w, survey.surveyId, one.id))
  const link = links[0] ?? { no: 0, token: '' }
  return { w, people, segmentId, survey, links, link, me: people[0]?.id ?? '' }
}

describe('V1 what a survey asks', () => {
  test('is worded anew until it is opened, and stays then', async () => {
    const w = await surveyWorld()
    const surveyId = w.newId()
    const words = { surveyId, purpose: 'wishes' as const, closesOn: '2026-03-20', document: QUESTIONS }
    const first = await w.call(saveSurvey, { id: w.newId(), ...words })
    expect([first.state, first.no]).toEqual(['draft', 1])
    const title = { zh: '您的愿望', en: 'Your wishes' }
    const id = w.newId()
    const wish = { id, ...words, document: { ...QUESTIONS, title } }
    const told = await Promise.all([1, 2, 3].map(() => w.call(saveSurvey, wish)))
    expect(told.map((one) => one.document.title)).toEqual([title, title, title])
    await w.call(turnSurvey, { id: w.newId(), surveyId, act: 'opened' })
    const late = await w.ask(saveSurvey, { id: w.newId(), ...words })
    expect(late.body['code']).toBe('survey_opened')
    const reused = await w.ask(saveSurvey, { ...wish, purpose: 'event_feedback' })
    expect(reused.body['code']).toBe('survey_wording_id_reused')
    const { rows } = await w.call(listSurveys, {})
    expect(rows.map((one) => [one.state, one.document.title.zh])).toEqual([['open', '您的愿望']])
    const behind = w.work(({ tx }) =>
      sql`insert into survey.wording (id, fingerprint, survey_id, purpose, document, closes_on, at, by_name)
          values (${w.newId()}, 'x', ${surveyId}, 'wishes', '{}', '2026-03-20', now(), '')`.execute(tx),
    )
    await expect(behind).rejects.toThrow('V1')
  })

  test.each([
    [{ closesOn: '2026-03-01' }, 'survey_over'],
    [{ document: { ...QUESTIONS, questions: QUESTIONS.questions.slice(2) } }, 'invalid'],
    [{ document: { ...QUESTIONS, questions: [] } }, 'invalid'],
    [{ document: { ...QUESTIONS, title: { zh: '', en: '' } } }, 'invalid'],
    [
      {
        document: {
          ...QUESTIONS,
          questions: [{ kind: 'choice' as const, text: { zh: '？', en: '' }, choices: [] }],
        },
      },
      'invalid',
    ],
  ])('that cannot be asked is refused: %#', async (wrong, code) => {
    const w = await surveyWorld()
    const wish = { id: w.newId(), surveyId: w.newId(), purpose: 'wishes' as const, closesOn: '2026-03-20' }
    const no = await w.ask(saveSurvey, { ...wish, document: QUESTIONS, ...wrong })
    expect(no.body['code']).toBe(code)
  })

  test('is opened once and closed once, even at the same moment', async () => {
    const { w, survey } = await asking()
    const { surveyId } = survey
    const again = await w.ask(turnSurvey, { id: w.newId(), surveyId, act: 'opened' })
    expect(again.body['code']).toBe('survey_stands_so')
    const closing = await Promise.all(
      [1, 2, 3].map(() => w.ask(turnSurvey, { id: w.newId(), surveyId, act: 'closed' })),
    )
    expect(closing.map((one) => one.status).toSorted()).toEqual([200, 409, 409])
    expect((await w.call(showSurvey, { surveyId })).state).toBe('closed')
  })
})

describe('V2 an answer', () => {
  test('is kept once for a member and a question, and may be said otherwise until the survey closes', async () => {
    const { w, survey, link } = await asking()
    const say = (value: number) =>
      w.anonymous.call(answerSurvey, { ...link, replies: [{ question: 1, value }] })
    await Promise.all([1, 1, 1].map(say))
    expect((await say(2)).replies).toEqual([{ question: 1, value: 2, words: null }])
    const more = [
      { question: 2, value: 9 },
      { question: 3, words: '  很好用  ' },
    ]
    const all = await w.anonymous.call(answerSurvey, { ...link, replies: more })
    expect(all.replies.map((one) => one.value ?? one.words)).toEqual([2, 9, '很好用'])
    const { rows } = await w.call(surveyAnswers, { surveyId: survey.surveyId })
    expect(rows.map((one) => one.said.zh).toSorted()).toEqual(['9', '偶尔', '很好用'])

    w.clock.set('2026-07-01T02:00:00.000Z')
    const late = await w.anonymous.ask(answerSurvey, { ...link, replies: [{ question: 1, value: 3 }] })
    expect(late.body['code']).toBe('survey_closed')
    expect((await w.anonymous.call(askedSurvey, link)).open).toBe(false)
    const forced = w.work(({ tx }) => sql`delete from survey.answer`.execute(tx))
    await expect(forced).rejects.toThrow('V2')
  })

  test('comes too late once somebody has closed the survey, also behind our back', async () => {
    const { w, survey, link } = await asking()
    await w.anonymous.call(answerSurvey, { ...link, replies: [{ question: 1, value: 1 }] })
    await w.call(turnSurvey, { id: w.newId(), surveyId: survey.surveyId, act: 'closed' })
    const no = await w.anonymous.ask(answerSurvey, { ...link, replies: [{ question: 1, value: 2 }] })
    expect(no.body['code']).toBe('survey_closed')
    const forced = w.work(({ tx }) => sql`update survey.answer set value = 2`.execute(tx))
    await expect(forced).rejects.toThrow('V2')
  })

  test('V3 is one that the question has', async () => {
    const { w, link } = await asking()
    const wrong = [
      { question: 1, value: 0 },
      { question: 1, value: 4 },
      { question: 1, words: '每天' },
      { question: 2, value: 11 },
      { question: 3, value: 1 },
      { question: 4, value: 1 },
    ]
    for (const one of wrong) {
      const no = await w.anonymous.ask(answerSurvey, { ...link, replies: [{ question: 2, value: 5 }, one] })
      expect([one, no.body['code']]).toEqual([one, 'reply_unfit'])
    }
    expect((await w.anonymous.call(askedSurvey, link)).replies).toEqual([])
    await w.anonymous.call(answerSurvey, { ...link, replies: [{ question: 1, value: 3 }] })
    const found = await foundBy(w, 'survey.audit', 'update survey.answer set value = 7')
    expect(found).toEqual(['V3 an answer fits its question'])
  })

  test('comes by the link of the member and the survey alone', async () => {
    const { w, survey, link, me } = await asking()
    const other = await openSurvey(w, { purpose: 'wishes' })
    const changed = `${link.token.slice(0, -2)}${link.token.endsWith('AA') ? 'BB' : 'AA'}`
    const wrong = [
      { ...link, token: changed },
      { ...link, no: other.no },
      { ...link, no: 99 },
    ]
    for (const one of wrong) {
      expect((await w.anonymous.ask(askedSurvey, one)).body['code']).toBe('survey_link_unknown')
      const replies = [{ question: 1, value: 1 }]
      const no = await w.anonymous.ask(answerSurvey, { ...one, replies })
      expect(no.body['code']).toBe('survey_link_unknown')
    }
    await w.work((work) => withdraw(work, [me], '本人要求'))
    expect((await w.anonymous.ask(askedSurvey, link)).body['code']).toBe('survey_link_unknown')
    const draft = w.newId()
    const words = { surveyId: draft, purpose: 'wishes' as const, closesOn: '2026-04-01', document: QUESTIONS }
    await w.call(saveSurvey, { id: w.newId(), ...words })
    const ask = await w.ask(surveyLink, { surveyId: draft, memberId: survey.surveyId })
    expect(ask.body['code']).toBe('member_unknown')
  })

  test('of two who have become one member is the later one', async () => {
    const { w, people, survey, links } = await asking(2)
    const [first, second] = links
    if (!first || !second) throw new Error('test: two members have two links')
    await w.anonymous.call(answerSurvey, { ...first, replies: [{ question: 1, value: 1 }] })
    w.clock.advance(60_000)
    await w.anonymous.call(answerSurvey, { ...second, replies: [{ question: 1, value: 3 }] })
    const [keepId = '', goneId = ''] = people.map((one) => one.id)
    await w.call(mergeMembers, { id: w.newId(), keepId, goneId, reason: '重复办卡' })
    const { replies } = await w.anonymous.call(askedSurvey, second)
    expect(replies.map((one) => one.value)).toEqual([3])
    const { groups } = await w.call(surveyResults, { surveyId: survey.surveyId })
    expect(groups[0]?.questions[0]?.answers).toBe(1)
    // Said otherwise, what both said before is gone.
    w.clock.advance(60_000)
    await w.anonymous.call(answerSurvey, { ...first, replies: [{ question: 1, value: 2 }] })
    const { rows } = await w.call(surveyAnswers, { surveyId: survey.surveyId })
    expect(rows.map((one) => [one.memberId, one.value])).toEqual([[keepId, 2]])
    await w.settle()
    expect(await audience(w, `${survey.no}.1.3`)).toBe(0)
    expect(await audience(w, `${survey.no}.1.2`)).toBe(1)
  })
})

/** How many members an audience finds by what they answered. */
async function audience(w: TestWorld, answer: string): Promise<number> {
  const conditions: Rule = { is: 'deed', deed: 'survey', among: [answer], within: {} }
  return (await w.call(countAudience, { conditions, asOf: '2026-03-02' })).members
}

describe('where an answer shows', () => {
  test('in audiences by the answer that stands, never by one that was said before', async () => {
    const { w, link, survey } = await asking()
    const say = (value: number) =>
      w.anonymous.call(answerSurvey, {
        ...link,
        replies: [
          { question: 1, value },
          { question: 3, words: '好' },
        ],
      })
    await say(1)
    await w.settle()
    expect(await audience(w, `${survey.no}.1.1`)).toBe(1)
    await say(2)
    await w.settle()
    expect([await audience(w, `${survey.no}.1.1`), await audience(w, `${survey.no}.1.2`)]).toEqual([0, 1])
  })

  test('in a file, in words, with nothing that a spreadsheet would compute', async () => {
    const { w, link, survey } = await asking()
    const replies = [
      { question: 1, value: 1 },
      { question: 3, words: '=1+1' },
    ]
    await w.anonymous.call(answerSurvey, { ...link, replies })
    const file = await w.ask(surveyAnswersFile, { surveyId: survey.surveyId, language: 'zh-CN' })
    const lines = file.text.replace('\uFEFF', '').trim().split('\r\n')
    expect(lines[0]).toBe('会员号,姓名,题号,题目,回答,选项号或分数,回答时间')
    expect(lines.slice(1).map((line) => line.split(',').slice(0, 6).join(','))).toEqual([
      'C1000,会员0,1,您多久用一次？,每天,1',
      "C1000,会员0,3,想对我们说什么？,'=1+1,",
    ])
  })
})
