import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { SubmissionState, Verdict } from '../model/forms.ts'

export type NewSubmission = Readonly<{
  id: string
  fingerprint: string
  formCode: string
  formVersion: number
  tag: string
  state: SubmissionState
  /** The words of the applicant; null once it is decided. */
  profile: unknown
  channels: readonly string[]
  consentVersion: string
  memberId: string | null
}>
export type SubmissionRow = NewSubmission & Readonly<{ at: Instant }>

const columns = sql.raw(`
  s.id, s.fingerprint, s.form_code as "formCode", s.form_version as "formVersion", s.tag, s.state, s.profile,
  s.channels, s.consent_version as "consentVersion", s.member_id as "memberId", s.at`)

export async function submissionById(tx: Tx, id: string): Promise<SubmissionRow | undefined> {
  const { rows } =
    await sql<SubmissionRow>`select ${columns} from member.submission s where s.id = ${id}`.execute(tx)
  return rows[0]
}

export async function lockSubmission(tx: Tx, id: string): Promise<SubmissionRow | undefined> {
  const { rows } =
    await sql<SubmissionRow>`select ${columns} from member.submission s where s.id = ${id} for update`.execute(
      tx,
    )
  return rows[0]
}

export async function insertSubmission(work: Work, row: NewSubmission): Promise<void> {
  const profile = row.profile === null ? null : JSON.stringify(row.profile)
  await sql`
    insert into member.submission (id, fingerprint, form_code, form_version, tag, state, profile, channels,
                                   consent_version, at, member_id)
    values (${row.id}, ${row.fingerprint}, ${row.formCode}, ${row.formVersion}, ${row.tag}, ${row.state},
            ${profile}::jsonb, ${row.channels}::text[], ${row.consentVersion}, ${work.at},
            ${row.memberId})`.execute(work.tx)
}

export type NewDecision = Readonly<{
  id: string
  fingerprint: string
  submissionId: string
  verdict: Verdict
  reason: string
}>
export type DecisionRow = NewDecision &
  Readonly<{ at: Instant; byId: string | null; memberId: string | null }>

export async function decisions(
  tx: Tx,
  of: Readonly<{ ids?: readonly string[]; submissionIds?: readonly string[] }>,
): Promise<DecisionRow[]> {
  const { rows } = await sql<DecisionRow>`
    select d.id, d.fingerprint, d.submission_id as "submissionId", d.verdict, d.reason, d.at, d.by_id as "byId",
           s.member_id as "memberId"
      from member.submission_decision d join member.submission s on s.id = d.submission_id
     where d.id = any(${of.ids ?? []}::uuid[]) or d.submission_id = any(${of.submissionIds ?? []}::uuid[])`.execute(
    tx,
  )
  return rows
}

/** N14: the words go with the decision; the submission is locked by the caller. */
export async function insertDecision(
  work: Work,
  row: NewDecision & Readonly<{ memberId: string | null }>,
): Promise<void> {
  await sql`
    insert into member.submission_decision (id, fingerprint, submission_id, verdict, reason, at, by_id)
    values (${row.id}, ${row.fingerprint}, ${row.submissionId}, ${row.verdict}, ${row.reason}, ${work.at},
            ${work.by.id})`.execute(work.tx)
  const state: SubmissionState = row.verdict === 'approved' ? 'enrolled' : 'rejected'
  await sql`
    update member.submission set state = ${state}, profile = null, member_id = ${row.memberId}
     where id = ${row.submissionId}`.execute(work.tx)
}

export async function submissions(
  tx: Tx,
  of: Readonly<{
    state: SubmissionState
    formCode: string | null
    branchIds: readonly string[] | null
    from: number
    most: number
  }>,
): Promise<{ rows: SubmissionRow[]; total: number }> {
  const order = of.state === 'screening' ? sql`s.at, s.id` : sql`s.at desc, s.id desc`
  const source = sql`member.submission s join member.form f on f.code = s.form_code`
  const where = sql`s.state = ${of.state} and (${of.formCode}::text is null or s.form_code = ${of.formCode}::text)
    and (${of.branchIds}::uuid[] is null or f.branch_id is null or f.branch_id = any(${of.branchIds}::uuid[]))`
  const { rows } = await sql<SubmissionRow>`
    select ${columns} from ${source} where ${where}
     order by ${order} limit ${of.most} offset ${of.from}`.execute(tx)
  const { rows: counts } = await sql<{ total: number }>`
    select count(*)::int as total from ${source} where ${where}`.execute(tx)
  return { rows, total: counts[0]?.total ?? 0 }
}
