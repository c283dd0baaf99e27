import type { Answer, Wish } from '#base/endpoint'
import { must } from '#base/must'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { membersById } from '#domain/member/index'
import { chain, today } from '#domain/org/index'
import type { answerSurvey, askedSurvey } from './contract/answers.ts'
import type { surveyLink } from './contract/results.ts'
import { answerReplaced, questionAnswered } from './events.ts'
import { answerCode, fits, type Reply } from './model/document.ts'
import { stateOn } from './model/state.ts'
import { askedOf, surveyPath, type Asked } from './person.ts'
import { known } from './show.ts'
import * as answers from './store/answers.ts'
import * as store from './store/surveys.ts'

/** By its number; a survey that nobody was asked yet is not there for members. */
async function openedOf(work: Work, no: number): Promise<store.SurveyRow> {
  const row = await store.surveyOfNo(work.tx, no)
  if (!row?.opened) throw new Refusal('survey_link_unknown')
  return row
}

/** V4: looking at it counts nothing, so that a scanner of mails answers nothing. */
export async function look(work: Work, { no, token }: Wish<typeof askedSurvey>) {
  const row = await openedOf(work, no)
  const person = await askedOf(work, { surveyId: row.surveyId, token, answering: false })
  return shown(work, row, person)
}

async function shown(work: Work, row: store.SurveyRow, person: Asked): Promise<Answer<typeof askedSurvey>> {
  const { surveyId, document, closesOn } = row
  const replies = await answers.answersOf(work.tx, { surveyId, memberIds: person.ids })
  // Of two who have become one the later word counts; rows come oldest first.
  const last = new Map(replies.map(({ question, value, words }) => [question, { question, value, words }]))
  return {
    chainName: person.chainName,
    document,
    closesOn,
    open: stateOn(row, await today(work)) === 'open',
    replies: [...last.values()].toSorted((a, b) => a.question - b.question),
  }
}

/** V2, V3: one answer for a member and a question, which may be said otherwise until the survey closes. */
export async function answer(work: Work, { no, token, replies }: Wish<typeof answerSurvey>) {
  const { surveyId } = await openedOf(work, no)
  const person = await askedOf(work, { surveyId, token, answering: true })
  // Shared: many answer at once, and a closing waits for them or comes before them.
  await store.lockSurvey(work.tx, surveyId, 'share')
  const row = await known(work, surveyId)
  if (stateOn(row, await today(work)) !== 'open') throw new Refusal('survey_closed')
  const asked = replies.map(({ question, ...reply }) => ({
    question,
    reply,
    of: row.document.questions[question - 1],
  }))
  const unfit = asked.find(({ of, reply }) => of === undefined || !fits(of, reply))
  if (unfit) throw new Refusal('reply_unfit', { question: unfit.question })
  const wished = new Map(asked.map(({ question, reply }) => [question, reply]))
  await keep(work, { row, person, wished })
  return shown(work, row, person)
}

type Kept = Readonly<{ row: store.SurveyRow; person: Asked; wished: ReadonlyMap<number, Reply> }>

async function keep(work: Work, { row, person, wished }: Kept): Promise<void> {
  const { surveyId, no } = row
  const before = await answers.answersOf(work.tx, { surveyId, memberIds: person.ids })
  const changed = [...wished].flatMap(([question, reply]) => {
    const stands = before.findLast((one) => one.question === question)
    const same = stands?.value === reply.value && stands?.words === reply.words
    return same ? [] : [{ id: work.newId(), surveyId, memberId: person.id, question, ...reply }]
  })
  if (changed.length === 0) return
  await answers.keepAnswers(work, changed)
  for (const one of changed) {
    const { question, value } = one
    // Of whoever has gone into the member as well: somebody answers a question once.
    for (const stood of before.filter((of) => of.question === question))
      work.record(answerReplaced({ id: stood.id, memberId: stood.memberId }))
    const answered = value === null ? null : answerCode({ no, question, value })
    work.record(questionAnswered({ ...one, answer: answered }))
  }
  const after = await answers.answersOf(work.tx, { surveyId, memberIds: [person.id] })
  must(
    changed.every((one) => after.some(({ id }) => id === one.id)),
    'V2: what was answered is kept, once for the member and question',
  )
}

export async function linkOf(work: Work, { surveyId, memberId }: Wish<typeof surveyLink>) {
  const row = await known(work, surveyId)
  if ((await membersById(work, [memberId])).length === 0) throw new Refusal('member_unknown')
  if (stateOn(row, await today(work)) !== 'open') throw new Refusal('survey_closed')
  const { salt } = await chain(work)
  return { path: surveyPath(salt, { surveyId, no: row.no, memberId }) }
}
