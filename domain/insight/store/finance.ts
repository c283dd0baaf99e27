import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { Told } from '../model/household.ts'

export type ProfileRow = Told &
  Readonly<{
    id: string
    fingerprint: string
    memberId: string
    version: number
    day: BusinessDay
    note: string
    at: Instant
    byName: string
  }>

const columns = sql.raw(`
  id, fingerprint, member_id as "memberId", version, day, income_minor as "incomeMinor",
  expense_minor as "expenseMinor", repayment_minor as "repaymentMinor", assets_minor as "assetsMinor",
  debts_minor as "debtsMinor", liquid_minor as "liquidMinor", investments_minor as "investmentsMinor", note, at,
  by_name as "byName"`)

/** Versions of one member are written one after another. */
export async function lockProfiles(tx: Tx, memberId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`insight.finance ${memberId}`}, 0))`.execute(tx)
}

export async function profile(tx: Tx, id: string): Promise<ProfileRow | undefined> {
  const { rows } = await sql<ProfileRow>`
    select ${columns} from insight.finance_profile where id = ${id}`.execute(tx)
  return rows[0]
}

/** Of a member and of whoever has gone into it, what was told last first. */
export async function profilesOf(tx: Tx, memberId: string): Promise<ProfileRow[]> {
  const { rows } = await sql<ProfileRow>`
    select ${columns} from insight.finance_profile
     where member_id = ${memberId}
        or member_id in (select gone_id from insight.survivor where keep_id = ${memberId})
     order by at desc, version desc, id`.execute(tx)
  return rows
}

export async function lastVersion(tx: Tx, memberId: string): Promise<number> {
  const { rows } = await sql<{ version: number | null }>`
    select max(version) as version from insight.finance_profile where member_id = ${memberId}`.execute(tx)
  return rows[0]?.version ?? 0
}

export async function insertProfile(work: Work, row: Omit<ProfileRow, 'at' | 'byName'>): Promise<void> {
  await sql`
    insert into insight.finance_profile (id, fingerprint, member_id, version, day, income_minor, expense_minor,
                                         repayment_minor, assets_minor, debts_minor, liquid_minor, investments_minor,
                                         note, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.memberId}, ${row.version}, ${row.day}, ${row.incomeMinor},
            ${row.expenseMinor}, ${row.repaymentMinor}, ${row.assetsMinor}, ${row.debtsMinor}, ${row.liquidMinor},
            ${row.investmentsMinor}, ${row.note}, ${work.at}, ${work.by.id}, ${work.by.name})`.execute(
    work.tx,
  )
}

/** Whoever leaves takes what they told along. */
export async function forgetProfiles(tx: Tx, memberIds: readonly string[]): Promise<void> {
  if (memberIds.length === 0) return
  await sql`delete from insight.finance_profile where member_id = any(${memberIds}::uuid[])`.execute(tx)
}
