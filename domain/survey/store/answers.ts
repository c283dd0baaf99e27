import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { Span } from '#domain/member/model/span'

export type AnswerRow = Readonly<{
  id: string
  surveyId: string
  memberId: string
  question: number
  value: number | null
  words: string | null
  at: Instant
}>

const columns = sql.raw(
  `a.id, a.survey_id as "surveyId", a.member_id as "memberId", a.question, a.value, a.words, a.at`,
)

/** What these members answered; of a member and whoever has gone into it, each with their own. */
export async function answersOf(
  tx: Tx,
  of: Readonly<{ surveyId: string; memberIds: readonly string[] }>,
): Promise<AnswerRow[]> {
  const { rows } = await sql<AnswerRow>`
    select ${columns} from survey.answer a
     where a.survey_id = ${of.surveyId} and a.member_id = any(${of.memberIds}::uuid[])
     order by a.at, a.id`.execute(tx)
  return rows
}

/** Every answer of a survey, oldest first. */
export async function answersTo(tx: Tx, surveyId: string): Promise<AnswerRow[]> {
  const { rows } = await sql<AnswerRow>`
    select ${columns} from survey.answer a where a.survey_id = ${surveyId} order by a.at, a.id`.execute(tx)
  return rows
}

/** V2: one row for a member and a question; who says otherwise changes it. */
export async function keepAnswers(work: Work, rows: readonly Omit<AnswerRow, 'at'>[]): Promise<void> {
  const of = <K extends keyof Omit<AnswerRow, 'at'>>(key: K) => rows.map((row) => row[key])
  await sql`
    insert into survey.answer (survey_id, member_id, question, id, value, words, first_at, at)
    select s, m, q, i, v, w, ${work.at}, ${work.at}
      from unnest(${of('surveyId')}::uuid[], ${of('memberId')}::uuid[], ${of('question')}::smallint[],
                  ${of('id')}::uuid[], ${of('value')}::smallint[], ${of('words')}::text[]) as n (s, m, q, i, v, w)
        on conflict (survey_id, member_id, question) do update
       set id = excluded.id, value = excluded.value, words = excluded.words, at = excluded.at`.execute(
    work.tx,
  )
}

/** What members answered in a span, latest first: for the contact history (C45). */
export async function answersIn(tx: Tx, of: Span): Promise<AnswerRow[]> {
  const { rows } = await sql<AnswerRow>`
    select ${columns} from survey.answer a
     where a.member_id = any(${of.memberIds}::uuid[])
       and (${of.from}::timestamptz is null or a.at >= ${of.from})
       and (${of.before}::timestamptz is null or a.at < ${of.before})
     order by a.at desc, a.id desc limit ${of.most}`.execute(tx)
  return rows
}

export type Counts = Readonly<{ surveyId: string; invited: number; answered: number }>

export async function countsOf(tx: Tx, ids: readonly string[]): Promise<Counts[]> {
  const { rows } = await sql<Counts>`
    select s.id as "surveyId",
           (select count(distinct member_id)::int from survey.invitation i
             where i.survey_id = s.id and not i.undone) as invited,
           (select count(distinct member_id)::int from survey.answer a where a.survey_id = s.id) as answered
      from survey.survey s where s.id = any(${ids}::uuid[])`.execute(tx)
  return rows
}
