import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { SurveyDocument, SurveyPurpose } from '../model/document.ts'
import type { SurveyAct } from '../model/state.ts'

/** A survey by its last wording, and how it stands. */
export type SurveyRow = Readonly<{
  surveyId: string
  no: number
  purpose: SurveyPurpose
  document: SurveyDocument
  closesOn: BusinessDay
  opened: boolean
  closed: boolean
  savedAt: Instant
  savedBy: string
}>

const rows = sql`
  select s.id as "surveyId", s.no::int, w.purpose, w.document, w.closes_on as "closesOn",
         exists (select from survey.act a where a.survey_id = s.id and a.act = 'opened') as opened,
         exists (select from survey.act a where a.survey_id = s.id and a.act = 'closed') as closed,
         w.at as "savedAt", w.by_name as "savedBy"
    from survey.survey s
    cross join lateral (select * from survey.wording w where w.survey_id = s.id order by w.nth desc limit 1) w`

export async function survey(tx: Tx, id: string): Promise<SurveyRow | undefined> {
  const { rows: found } = await sql<SurveyRow>`${rows} where s.id = ${id}`.execute(tx)
  return found[0]
}

export async function surveyOfNo(tx: Tx, no: number): Promise<SurveyRow | undefined> {
  const { rows: found } = await sql<SurveyRow>`${rows} where s.no = ${no}`.execute(tx)
  return found[0]
}

export async function surveys(tx: Tx, of: Readonly<{ first: number; most: number }>) {
  const { rows: found } = await sql<SurveyRow>`
    ${rows} order by s.no desc limit ${of.most} offset ${of.first}`.execute(tx)
  const { rows: counted } = await sql<{ total: number }>`
    select count(*)::int as total from survey.survey`.execute(tx)
  return { rows: found, total: counted[0]?.total ?? 0 }
}

/** Surveys by their ids, for titles. */
export async function surveysById(tx: Tx, ids: readonly string[]): Promise<SurveyRow[]> {
  const { rows: found } = await sql<SurveyRow>`${rows} where s.id = any(${ids}::uuid[])`.execute(tx)
  return found
}

/** Held to the end of the work: opening, closing and answering of one survey stand in a row. */
export async function lockSurvey(tx: Tx, id: string, how: 'share' | 'alone'): Promise<void> {
  const mode = how === 'share' ? sql`for share` : sql`for no key update`
  await sql`select from survey.survey where id = ${id} ${mode}`.execute(tx)
}

export async function insertSurvey(work: Work, of: Readonly<{ id: string; fingerprint: string }>) {
  await sql`
    insert into survey.survey (id, fingerprint, at, by_id, by_name)
    values (${of.id}, ${of.fingerprint}, ${work.at}, ${work.by.id}, ${work.by.name})
        on conflict (id) do nothing`.execute(work.tx)
}

export type WordingRow = Readonly<{
  id: string
  fingerprint: string
  surveyId: string
  purpose: SurveyPurpose
  document: SurveyDocument
  closesOn: BusinessDay
}>

export async function wordingById(tx: Tx, id: string): Promise<WordingRow | undefined> {
  const { rows: found } = await sql<WordingRow>`
    select id, fingerprint, survey_id as "surveyId", purpose, document, closes_on as "closesOn"
      from survey.wording where id = ${id}`.execute(tx)
  return found[0]
}

export async function insertWording(work: Work, row: WordingRow): Promise<void> {
  await sql`
    insert into survey.wording (id, fingerprint, survey_id, purpose, document, closes_on, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.surveyId}, ${row.purpose}, ${JSON.stringify(row.document)}::jsonb,
            ${row.closesOn}, ${work.at}, ${work.by.id}, ${work.by.name})`.execute(work.tx)
}

export type ActRow = Readonly<{ id: string; fingerprint: string; surveyId: string; act: SurveyAct }>

export async function actById(tx: Tx, id: string): Promise<ActRow | undefined> {
  const { rows: found } = await sql<ActRow>`
    select id, fingerprint, survey_id as "surveyId", act from survey.act where id = ${id}`.execute(tx)
  return found[0]
}

export async function insertAct(work: Work, row: ActRow): Promise<void> {
  await sql`
    insert into survey.act (id, fingerprint, survey_id, act, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.surveyId}, ${row.act}, ${work.at}, ${work.by.id},
            ${work.by.name})`.execute(work.tx)
}
