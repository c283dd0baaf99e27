import type { Answer, Wish } from '#base/endpoint'
import { present } from '#base/must'
import type { Work } from '#db/work'
import { segment } from '#domain/insight/index'
import { survivorsOf } from '#domain/member/index'
import { liveProgram } from '#domain/program/index'
import { standingsOf } from '#domain/standing/index'
import type { ResultGroup, surveyResults } from './contract/results.ts'
import { FEWEST_ANSWERS, resultOf, shareOf } from './model/results.ts'
import { known } from './show.ts'
import * as store from './store/answers.ts'
import type { SurveyRow } from './store/surveys.ts'

type Members = ReadonlySet<string>
type Found = Readonly<{
  row: SurveyRow
  /** Whoever stayed, by those whom a message asked. */
  invited: Members
  answers: readonly store.AnswerRow[]
  segments: ReadonlyMap<string, Members>
}>

/** V7: shares come with intervals, and not at all from too few answers. Of two who have become one it is one answer. */
export async function results(
  work: Work,
  { surveyId }: Wish<typeof surveyResults>,
): Promise<Answer<typeof surveyResults>> {
  const found = await findings(work, await known(work, surveyId))
  const all = { by: 'all', code: null, nameZh: '', nameEn: '' } as const
  const answerers = new Set(found.answers.map((one) => one.memberId))
  const everybody = groupOf(found, all, { invited: found.invited, among: () => true })
  const groups = [everybody, ...(await byTier(work, found)), ...(await bySegment(work, found))]
  const uninvited = [...answerers].filter((id) => !found.invited.has(id)).length
  return { surveyId, fewest: FEWEST_ANSWERS, groups, uninvited }
}

async function findings(work: Work, row: SurveyRow): Promise<Found> {
  const asked = await store.askedBy(work.tx, row.surveyId)
  const answers = await latest(work, row.surveyId)
  const stayed = await survivorsOf(work, [...new Set(asked.map((one) => one.memberId))])
  const of = (id: string): string => stayed.get(id) ?? id
  const segments = new Map<string, Set<string>>()
  for (const { memberId, segmentId } of asked) {
    if (segmentId === null) continue
    segments.set(segmentId, (segments.get(segmentId) ?? new Set()).add(of(memberId)))
  }
  return { row, invited: new Set(asked.map((one) => of(one.memberId))), answers, segments }
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
type Of = Readonly<{ invited: Members; among: (memberId: string) => boolean }>

function groupOf({ row, answers }: Found, head: Head, { invited, among }: Of): ResultGroup {
  const own = answers.filter((one) => among(one.memberId))
  const answered = new Set(own.flatMap((one) => (invited.has(one.memberId) ? [one.memberId] : []))).size
  const questions = row.document.questions.map((question, index) => {
    const at = index + 1
    const result = resultOf(
      question,
      at,
      own.filter((one) => one.question === at),
    )
    return { ...result, taps: result.taps.map((one) => ({ ...one })) }
  })
  const rate = invited.size < FEWEST_ANSWERS ? null : shareOf(answered, invited.size)
  return { ...head, invited: invited.size, answered, rate, questions }
}

/** By the tier that members have today, from the lowest; whoever has none stands last. */
async function byTier(work: Work, found: Found): Promise<ResultGroup[]> {
  const { document } = await liveProgram(work)
  const ids = new Set([...found.invited, ...found.answers.map((one) => one.memberId)])
  const standings = await standingsOf(work, [...ids], document)
  const tierOf = (id: string): string | null => standings.get(id)?.tier ?? null
  const tiers = document.tiers.list.map(({ code, nameZh, nameEn }) => ({ code, nameZh, nameEn }))
  return tiers.flatMap((tier) => {
    const among = (id: string): boolean => tierOf(id) === tier.code
    if (![...ids].some(among)) return []
    const invited = new Set([...found.invited].filter(among))
    return [groupOf(found, { by: 'tier', ...tier }, { invited, among })]
  })
}

/** By the segments that were asked; somebody may be in several. */
async function bySegment(work: Work, found: Found): Promise<ResultGroup[]> {
  const groups: ResultGroup[] = []
  for (const [id, invited] of found.segments) {
    const { name } = present(await segment(work, id), 'V4: who is asked is asked by a saved segment')
    const head = { by: 'segment', code: id, nameZh: name, nameEn: name } as const
    groups.push(groupOf(found, head, { invited, among: (one) => invited.has(one) }))
  }
  return groups
}
