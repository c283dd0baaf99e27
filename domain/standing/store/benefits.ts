import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import { COUNTED, type UseState } from '../model/benefit.ts'

export type NewUse = Readonly<{
  id: string
  fingerprint: string
  memberId: string
  benefitCode: string
  tier: string | null
  branchId: string
  day: BusinessDay
  periodFrom: BusinessDay
  periodTo: BusinessDay
  most: number | null
  minutes: number | null
  costMinor: number
  note: string
  state: UseState
  programVersion: number
}>
export type UseRow = NewUse & Readonly<{ at: Instant; byName: string }>

const columns = sql.raw(`
  u.id, u.fingerprint, u.member_id as "memberId", u.benefit as "benefitCode", u.tier, u.branch_id as "branchId", u.day,
  u.period_from as "periodFrom", u.period_to as "periodTo", u.most, u.minutes, u.cost_minor as "costMinor", u.note,
  u.state, u.program_version as "programVersion", u.at, u.by_name as "byName"`)

export async function useById(tx: Tx, id: string): Promise<UseRow | undefined> {
  const { rows } =
    await sql<UseRow>`select ${columns} from standing.benefit_use u where u.id = ${id}`.execute(tx)
  return rows[0]
}

/** Locked to the end of the work: two who answer one use queue here. */
export async function lockUse(tx: Tx, id: string): Promise<void> {
  await sql`select from standing.benefit_use where id = ${id} for update`.execute(tx)
}

export type Used = Readonly<{ benefitCode: string; periodFrom: BusinessDay; used: number }>

/** How often a member has used each benefit, period by period, of those that are not over on a day. */
export async function usedBy(tx: Tx, memberId: string, on: BusinessDay): Promise<Used[]> {
  const { rows } = await sql<Used>`
    select benefit as "benefitCode", period_from as "periodFrom", count(*)::int as used
      from standing.benefit_use
     where member_id = ${memberId} and ${on} between period_from and period_to and state = any(${COUNTED}::text[])
     group by benefit, period_from`.execute(tx)
  return rows
}

export async function insertUse(work: Work, row: NewUse): Promise<void> {
  await sql`
    insert into standing.benefit_use (id, fingerprint, member_id, origin_id, benefit, tier, branch_id, day, period_from,
                                      period_to, most, minutes, cost_minor, note, state, program_version, at, by_id,
                                      by_name)
    values (${row.id}, ${row.fingerprint}, ${row.memberId}, ${row.memberId}, ${row.benefitCode}, ${row.tier},
            ${row.branchId}, ${row.day}, ${row.periodFrom}, ${row.periodTo}, ${row.most}, ${row.minutes},
            ${row.costMinor}, ${row.note}, ${row.state}, ${row.programVersion}, ${work.at}, ${work.by.id},
            ${work.by.name})`.execute(work.tx)
}

export type NewChange = Readonly<{
  id: string
  fingerprint: string
  useId: string
  state: UseState
  reason: string
}>
export type ChangeRow = NewChange & Readonly<{ at: Instant; byName: string }>

export async function changeById(tx: Tx, id: string): Promise<ChangeRow | undefined> {
  const { rows } = await sql<ChangeRow>`
    select id, fingerprint, use_id as "useId", state, reason, at, by_name as "byName"
      from standing.benefit_use_change where id = ${id}`.execute(tx)
  return rows[0]
}

export async function insertChange(work: Work, row: NewChange): Promise<void> {
  await sql`
    insert into standing.benefit_use_change (id, fingerprint, use_id, state, reason, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.useId}, ${row.state}, ${row.reason}, ${work.at}, ${work.by.id},
            ${work.by.name})`.execute(work.tx)
  await sql`update standing.benefit_use set state = ${row.state} where id = ${row.useId}`.execute(work.tx)
}

export type UseQuestion = Readonly<{
  memberId?: string | undefined
  branchId?: string | undefined
  benefitCode?: string | undefined
  state?: UseState | undefined
  from?: string | undefined
  to?: string | undefined
  /** The branches the asker may see; null is all. */
  scope: readonly string[] | null
}>

export async function uses(tx: Tx, asked: UseQuestion, page: Readonly<{ from: number; most: number }>) {
  const { rows } = await sql<UseRow & { total: number }>`
    select ${columns}, count(*) over ()::int as total from standing.benefit_use u
     where (${asked.scope}::uuid[] is null or u.branch_id = any(${asked.scope}::uuid[]))
       and (${asked.memberId ?? null}::uuid is null or u.member_id = ${asked.memberId ?? null})
       and (${asked.branchId ?? null}::uuid is null or u.branch_id = ${asked.branchId ?? null})
       and (${asked.benefitCode ?? null}::text is null or u.benefit = ${asked.benefitCode ?? null})
       and (${asked.state ?? null}::text is null or u.state = ${asked.state ?? null})
       and (${asked.from ?? null}::date is null or u.day >= ${asked.from ?? null})
       and (${asked.to ?? null}::date is null or u.day <= ${asked.to ?? null})
     order by u.day desc, u.id desc limit ${page.most} offset ${page.from}`.execute(tx)
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}

export type UsedInAll = Readonly<{ benefitCode: string; used: number; asked: number; costMinor: number }>

/** Uses of every benefit in the periods that a day lies in. */
export async function usedOn(tx: Tx, on: BusinessDay): Promise<UsedInAll[]> {
  const { rows } = await sql<UsedInAll>`
    select benefit as "benefitCode", count(*)::int as used, count(*) filter (where state = 'asked')::int as asked,
           sum(cost_minor)::bigint as "costMinor"
      from standing.benefit_use
     where ${on} between period_from and period_to and state = any(${COUNTED}::text[]) group by benefit`.execute(
    tx,
  )
  return rows
}

/** Living members with a membership on a day, by tier; `since` null where everybody enrolled has one. */
export async function activeByTier(tx: Tx, on: BusinessDay, since: BusinessDay | null) {
  const { rows } = await sql<{ tier: string | null; members: number }>`
    select m.tier, count(*)::int as members from standing.member m
     where m.left_on is null and m.archived_on is null and m.joined_on is not null
       and (${since}::date is null or m.joined_on < ${since} or exists (
            select from standing.membership p
             where p.member_id = m.member_id and p.from_on <= ${on} and (p.to_on is null or p.to_on >= ${on})
               and not exists (select from standing.membership_voiding v where v.cause_id = p.cause_id)))
     group by m.tier`.execute(tx)
  return rows
}

/** What benefits that were given cost the chain by month. */
export async function benefitCosts(
  tx: Tx,
  of: Readonly<{ from: BusinessDay; to: BusinessDay }>,
): Promise<Readonly<{ month: string; minor: number }>[]> {
  const { rows } = await sql<{ month: string; minor: number }>`
    select to_char(day, 'YYYY-MM') as month, sum(cost_minor)::bigint as minor
      from standing.benefit_use
     where day between ${of.from} and ${of.to} and state = 'done'
     group by 1 order by 1`.execute(tx)
  return rows
}
