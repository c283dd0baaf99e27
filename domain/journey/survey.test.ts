import { expect, test } from 'vitest'
import { announceMailServer } from '#domain/campaign/index'
import { answerSurvey } from '#domain/survey/contract/answers'
import { saveSurvey, turnSurvey } from '#domain/survey/contract/survey'
import { person } from '#test/world/care'
import { sentByMail } from '#test/world/carrier'
import { morningOf, started, turn, walks } from '#test/world/journey'
import { linkIn, openSurvey, QUESTIONS } from '#test/world/survey'
import { world, type TestWorld } from '#test/world/world'
import { changeJourney, saveJourney, showJourney } from './contract.ts'

async function shop(day: string): Promise<TestWorld> {
  const w = await world({ at: `${day}T04:00:00.000Z` })
  await w.work((work) => announceMailServer(work, true))
  return w
}

/** Somebody who may be asked by e-mail. */
const willing = (w: TestWorld, number: string) =>
  person(w, number, {
    email: `${number.toLowerCase()}@example.com`,
    consent: { channels: ['email'], textVersion: 'v1' },
  })

const asking = (id: string, surveyId: string) =>
  ({
    id,
    kind: 'message',
    channel: 'email',
    purpose: 'survey',
    subject: '{{ survey.title }}',
    body: '{{ member.name }}，{{ survey.answers }}',
    surveyId,
  }) as const

const stepOf = async (w: TestWorld, journeyId: string, id: string) =>
  (await w.call(showJourney, { journeyId })).steps.find((one) => one.step === id)

test('C40 a step asks everybody who comes to it, and says how many have answered', async () => {
  const w = await shop('2026-03-02')
  const { surveyId } = await openSurvey(w)
  const steps = [asking('ask', surveyId)]
  const journeyId = await started(w, { trigger: { kind: 'joined' }, steps })
  for (const number of ['A', 'B']) await willing(w, number)
  await person(w, 'C')
  await w.settle()
  const mails = await sentByMail(w)
  expect(mails.map((one) => one.to).toSorted()).toEqual(['a@example.com', 'b@example.com'])
  const { no, token } = linkIn(mails[0]?.text ?? '')
  await w.anonymous.call(answerSurvey, { no, token, replies: [{ question: 1, value: 2 }] })
  expect(await stepOf(w, journeyId, 'ask')).toMatchObject({
    passed: 3,
    messages: { handedOver: 2, unreachable: 1, troubles: [{ trouble: 'no_consent', messages: 1 }] },
    survey: { surveyId, title: QUESTIONS.title, open: true, asked: 2, answered: 1 },
  })
  await w.audit()
})

test('V5 the enquiries of a journey and of another one reach a member once a quarter', async () => {
  const w = await shop('2026-03-02')
  const [cream, tea] = [await openSurvey(w), await openSurvey(w)]
  const trigger = { kind: 'joined' } as const
  await started(w, { trigger, steps: [asking('ask', cream.surveyId)] })
  const other = await started(w, {
    trigger,
    steps: [
      { id: 'w', kind: 'wait', days: 1 },
      asking('march', tea.surveyId),
      { id: 'w2', kind: 'wait', days: 40 },
      asking('april', tea.surveyId),
    ],
  })
  await willing(w, 'A')
  await w.settle()
  expect(await sentByMail(w)).toHaveLength(1)
  await morningOf(w, '2026-03-03')
  expect(await sentByMail(w)).toEqual([])
  expect(await stepOf(w, other, 'march')).toMatchObject({
    messages: { withheld: 1, troubles: [{ trouble: 'asked_this_quarter', messages: 1 }] },
    survey: { asked: 0, answered: 0 },
  })
  await morningOf(w, '2026-04-12')
  expect(await sentByMail(w)).toHaveLength(1)
  expect(await stepOf(w, other, 'april')).toMatchObject({ survey: { asked: 1 } })
})

test('a survey that was closed meanwhile asks nobody: said at the step, and the way goes on (Q1)', async () => {
  const w = await shop('2026-03-02')
  const { surveyId } = await openSurvey(w)
  const steps = [asking('ask', surveyId), { id: 'w', kind: 'wait', days: 5 } as const]
  const journeyId = await started(w, { trigger: { kind: 'joined' }, steps })
  await willing(w, 'A')
  await w.settle()
  await w.call(turnSurvey, { id: w.newId(), surveyId, act: 'closed' })
  await willing(w, 'B')
  await w.settle()
  expect(await sentByMail(w)).toEqual([])
  expect((await walks(w, journeyId)).map((one) => one.passed)).toEqual([
    ['ask: in_outbox', 'w: waits'],
    ['ask: survey_closed', 'w: waits'],
  ])
  expect(await stepOf(w, journeyId, 'ask')).toMatchObject({
    outcomes: [
      { outcome: 'in_outbox', entries: 1 },
      { outcome: 'survey_closed', entries: 1 },
    ],
    messages: { withheld: 1, troubles: [{ trouble: 'survey_closed', messages: 1 }] },
    survey: { open: false, asked: 0 },
  })
  // Held and started again by the version that has its outboxes, it goes on; a new version cannot ask it.
  await turn(w, journeyId, 'paused')
  await turn(w, journeyId, 'running')
  const document = { name: 'J', trigger: { kind: 'joined' } as const, steps }
  const again = await w.ask(saveJourney, { id: w.newId(), journeyId, document })
  expect(again.body).toMatchObject({ code: 'survey_closed' })
})

test('refused like a campaign: by a list, for another purpose, not open, no way to answer', async () => {
  const w = await shop('2026-03-02')
  const { surveyId } = await openSurvey(w)
  const draft = w.newId()
  const words = { purpose: 'wishes' as const, closesOn: '2026-06-30', document: QUESTIONS }
  await w.call(saveSurvey, { id: w.newId(), surveyId: draft, ...words })
  const save = async (wrong: object) => {
    const steps = [{ ...asking('a', draft), body: '请作答', ...wrong }]
    const document = { name: 'J', trigger: { kind: 'joined' } as const, steps }
    return (await w.ask(saveJourney, { id: w.newId(), journeyId: w.newId(), document })).body['code']
  }
  expect(await save({ channel: 'post' })).toBe('survey_unfit')
  expect(await save({ purpose: 'marketing' })).toBe('survey_unfit')
  expect(await save({ surveyId: w.newId() })).toBe('survey_unknown')
  expect(await save({})).toBe('survey_closed')
  expect(await save({ surveyId })).toBe('survey_link_missing')
  expect(await save({ surveyId, body: '{{ survey.link }}' })).toBe(undefined)
})

test('a version whose survey was closed before its first start does not start', async () => {
  const w = await shop('2026-03-02')
  const { surveyId } = await openSurvey(w)
  const document = { name: 'J', trigger: { kind: 'joined' } as const, steps: [asking('a', surveyId)] }
  const journeyId = w.newId()
  await w.call(saveJourney, { id: w.newId(), journeyId, document })
  await w.call(turnSurvey, { id: w.newId(), surveyId, act: 'closed' })
  const start = await w.ask(changeJourney, { id: w.newId(), journeyId, state: 'running' })
  expect(start.body).toMatchObject({ code: 'survey_closed' })
})
