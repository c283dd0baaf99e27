import type { Answer, Wish } from '#base/endpoint'
import { present } from '#base/must'
import type { Work } from '#db/work'
import { memberTiers, segment } from '#domain/insight/index'
import { everySurvivor, survivorsOf } from '#domain/member/index'
import { liveProgram } from '#domain/program/index'
import type { ResultGroup, surveyResults } from './contract/results.ts'
import { FEWEST_ANSWERS, resultOf, shareOf, type Reply } from './model/results.ts'
import { known } from './show.ts'
import * as store from './store/answers.ts'
import * as counted from './store/counted.ts'
import type { SurveyRow } from './store/surveys.ts'

type Tally = counted.Tally

/**
 * V7: shares come with intervals, and not at all from too few answers. Of two who have become one it is one answer.
 * Members are counted where they are kept, so that a million of them are read by nobody.
 */
export async function results(
  work: Work,
  { surveyId }: Wish<typeof surveyResults>,
): Promise<Answer<typeof surveyResults>> {
  const survey = await known(work, surveyId)
  const of = { surveyId, survivors: await everySurvivor(work) }
  const tiers = await counted.byTier(work.tx, of, memberTiers)
  const all = together(tiers)
  const groups = [
    groupOf(survey, { by: 'all', code: null, nameZh: '', nameEn: '' }, all),
    ...(await byTier(work, survey, tiers)),
    ...(await bySegment(work, survey, await counted.bySegment(work.tx, of))),
  ]
  return { surveyId, fewest: FEWEST_ANSWERS, groups, uninvited: all.answerers - all.answered }
}

/** Everybody, whatever their tier. */
function together(tallies: readonly Tally[]): Tally {
  const sum = (key: 'invited' | 'answered' | 'answerers') => tallies.reduce((n, one) => n + one[key], 0)
  const counts = new Map<string, Tally['replies'][number]>()
  for (const { question, value, count } of tallies.flatMap((one) => one.replies)) {
    const key = `${question} ${value}`
    counts.set(key, { question, value, count: count + (counts.get(key)?.count ?? 0) })
  }
  return {
    code: null,
    invited: sum('invited'),
    answered: sum('answered'),
    answerers: sum('answerers'),
    replies: [...counts.values()],
  }
}

/** The last answer of every member and question, under whoever stayed; latest first. */
export async function latest(work: Work, surveyId: string): Promise<store.AnswerRow[]> {
  const rows = await store.answersTo(work.tx, surveyId)
  const stayed = await survivorsOf(work, [...new Set(rows.map((one) => one.memberId))])
  const last = new Map<string, store.AnswerRow>()
  for (const row of rows) {
    const memberId = stayed.get(row.memberId) ?? row.memberId
    const key = `${memberId} ${row.question}`
    // Put anew, so that the order is that of the last words.
    last.delete(key)
    last.set(key, { ...row, memberId })
  }
  return [...last.values()].toReversed()
}

type Head = Pick<ResultGroup, 'by' | 'code' | 'nameZh' | 'nameEn'>

function groupOf({ document }: SurveyRow, head: Head, { invited, answered, replies }: Tally): ResultGroup {
  const questions = document.questions.map((question, index) => {
    const at = index + 1
    const own: Reply[] = replies.filter((one) => one.question === at)
    const result = resultOf(question, at, own)
    return { ...result, taps: result.taps.map((one) => ({ ...one })) }
  })
  const rate = invited < FEWEST_ANSWERS ? null : shareOf(answered, invited)
  return { ...head, invited, answered, rate, questions }
}

/** By the tier that members have today, from the lowest; whoever has none is in no such group. */
async function byTier(work: Work, survey: SurveyRow, tallies: readonly Tally[]): Promise<ResultGroup[]> {
  const { document } = await liveProgram(work)
  const found = new Map(tallies.map((one) => [one.code, one]))
  return document.tiers.list.flatMap(({ code, nameZh, nameEn }) => {
    const tally = found.get(code)
    return tally === undefined ? [] : [groupOf(survey, { by: 'tier', code, nameZh, nameEn }, tally)]
  })
}

/** By the segments that were asked; somebody may be in several. */
async function bySegment(work: Work, survey: SurveyRow, tallies: readonly Tally[]): Promise<ResultGroup[]> {
  const groups: ResultGroup[] = []
  for (const tally of tallies) {
    const id = present(tally.code, 'V4: a group of a segment has one')
    const { name } = present(await segment(work, id), 'V4: who is asked is asked by a saved segment')
    groups.push(groupOf(survey, { by: 'segment', code: id, nameZh: name, nameEn: name }, tally))
  }
  return groups
}
