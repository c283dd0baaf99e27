import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { FormField } from '../model/forms.ts'
import type { Source } from '../model.ts'

export type NewForm = Readonly<{
  code: string
  version: number
  nameZh: string
  nameEn: string
  source: Source
  branchId: string | null
  prefix: string
  fields: readonly FormField[]
  consentZh: string
  consentEn: string
  consentVersion: string
  screening: boolean
  closedAt: Instant | null
}>
export type FormRow = NewForm &
  Readonly<{ issued: number; returned: number; waiting: number; enrolled: number; rejected: number }>

const words = sql.raw(`
  f.code, f.version, f.name_zh as "nameZh", f.name_en as "nameEn", f.source, f.branch_id as "branchId", f.prefix,
  f.fields, f.consent_zh as "consentZh", f.consent_en as "consentEn", f.consent_version as "consentVersion",
  f.screening, f.closed_at as "closedAt"`)

/** The form alone; locked so that of two who change it one comes second. */
export async function lockForm(tx: Tx, code: string): Promise<NewForm | undefined> {
  const { rows } =
    await sql<NewForm>`select ${words} from member.form f where f.code = ${code} for update`.execute(tx)
  return rows[0]
}

export async function formByCode(tx: Tx, code: string): Promise<NewForm | undefined> {
  const { rows } = await sql<NewForm>`select ${words} from member.form f where f.code = ${code}`.execute(tx)
  return rows[0]
}

/** Forms with what was issued and what came back: one of them, or all. */
export async function forms(tx: Tx, code: string | null): Promise<FormRow[]> {
  const { rows } = await sql<FormRow>`
    select ${words}, coalesce(i.issued, 0)::int as issued, coalesce(s.returned, 0)::int as returned,
           coalesce(s.waiting, 0)::int as waiting, coalesce(s.enrolled, 0)::int as enrolled,
           coalesce(s.rejected, 0)::int as rejected
      from member.form f
      left join (select form_code, sum(quantity) as issued from member.form_issue group by 1) i on i.form_code = f.code
      left join (select form_code, count(*) as returned, count(*) filter (where state = 'screening') as waiting,
                        count(*) filter (where state = 'enrolled') as enrolled,
                        count(*) filter (where state = 'rejected') as rejected
                   from member.submission group by 1) s on s.form_code = f.code
     where ${code}::text is null or f.code = ${code}::text
     order by f.closed_at is not null, f.at desc, f.code`.execute(tx)
  return rows
}

export async function tagsOf(tx: Tx, code: string) {
  const { rows } = await sql<{ tag: string; returned: number; enrolled: number }>`
    select tag, count(*)::int as returned, count(*) filter (where state = 'enrolled')::int as enrolled
      from member.submission where form_code = ${code} group by tag order by returned desc, tag`.execute(tx)
  return rows
}

export async function keepForm(work: Work, row: NewForm): Promise<void> {
  const fields = JSON.stringify(row.fields)
  await sql`
    insert into member.form (code, version, name_zh, name_en, source, branch_id, prefix, fields, consent_zh, consent_en,
                             consent_version, screening, closed_at, at)
    values (${row.code}, ${row.version}, ${row.nameZh}, ${row.nameEn}, ${row.source}, ${row.branchId}, ${row.prefix},
            ${fields}::jsonb, ${row.consentZh}, ${row.consentEn}, ${row.consentVersion}, ${row.screening},
            ${row.closedAt}, ${work.at})
        on conflict (code) do update
       set version = excluded.version, name_zh = excluded.name_zh, name_en = excluded.name_en,
           source = excluded.source, branch_id = excluded.branch_id, prefix = excluded.prefix,
           fields = excluded.fields, consent_zh = excluded.consent_zh, consent_en = excluded.consent_en,
           consent_version = excluded.consent_version, screening = excluded.screening,
           closed_at = excluded.closed_at`.execute(work.tx)
}

export type NewIssue = Readonly<{
  id: string
  fingerprint: string
  code: string
  quantity: number
  note: string
}>

export async function issueById(tx: Tx, id: string) {
  const { rows } = await sql<NewIssue & { at: Instant }>`
    select id, fingerprint, form_code as code, quantity, note, at from member.form_issue where id = ${id}`.execute(
    tx,
  )
  return rows[0]
}

export async function insertIssue(work: Work, row: NewIssue): Promise<void> {
  await sql`
    insert into member.form_issue (id, fingerprint, form_code, quantity, note, at, by_id)
    values (${row.id}, ${row.fingerprint}, ${row.code}, ${row.quantity}, ${row.note}, ${work.at},
            ${work.by.id})`.execute(work.tx)
}
