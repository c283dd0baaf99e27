import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { ClearingKind } from '../model/clearing.ts'

export type RunRow = Readonly<{ afterId: string | null; doneAt: Instant | null }>

/** The run of a day, made where it is not there, and locked: of two that clear at once the second waits. */
export async function openRun(work: Work, kind: ClearingKind, on: BusinessDay): Promise<RunRow> {
  await sql`
    insert into reward.clearing_run (kind, on_day, began_at) values (${kind}, ${on}, ${work.at})
        on conflict do nothing`.execute(work.tx)
  const { rows } = await sql<RunRow>`
    select after_id as "afterId", done_at as "doneAt" from reward.clearing_run
     where kind = ${kind} and on_day = ${on} for update`.execute(work.tx)
  return rows[0] ?? { afterId: null, doneAt: null }
}

export async function keepRun(
  work: Work,
  of: Readonly<{ kind: ClearingKind; on: BusinessDay; afterId: string | null; done: boolean }>,
): Promise<void> {
  await sql`
    update reward.clearing_run
       set after_id = coalesce(${of.afterId}, after_id), done_at = ${of.done ? work.at : null}
     where kind = ${of.kind} and on_day = ${of.on}`.execute(work.tx)
}

export type ClearingRow = Readonly<{
  id: string
  memberId: string
  year: number
  kind: ClearingKind
  on: BusinessDay
  joinedOn: BusinessDay
  cleared: boolean
  reason: 'held_long_enough' | 'too_young'
  points: number
  carried: number
  gift: string | null
  forfeited: number
  programVersion: number
  at: Instant
}>
export type NewClearing = Omit<ClearingRow, 'at'>

/** Which years of these members have been looked at. */
export async function lookedAt(tx: Tx, memberIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ memberId: string; year: number }>`
    select member_id as "memberId", year from reward.clearing where member_id = any(${memberIds}::uuid[])`.execute(
    tx,
  )
  return new Set(rows.map(({ memberId, year }) => `${memberId} ${year}`))
}

export async function insertClearings(work: Work, rows: readonly NewClearing[]): Promise<void> {
  if (rows.length === 0) return
  const column = <K extends keyof NewClearing>(key: K) => rows.map((row) => row[key])
  await sql`
    insert into reward.clearing
           (id, member_id, year, kind, on_day, joined_on, cleared, reason, points, carried, gift, forfeited,
            program_version, at)
    select c.*, ${work.at}
      from unnest(${column('id')}::uuid[], ${column('memberId')}::uuid[], ${column('year')}::int[],
                  ${column('kind')}::text[], ${column('on')}::date[], ${column('joinedOn')}::date[],
                  ${column('cleared')}::bool[], ${column('reason')}::text[], ${column('points')}::bigint[],
                  ${column('carried')}::bigint[], ${column('gift')}::text[], ${column('forfeited')}::int[],
                  ${column('programVersion')}::int[]) as c`.execute(work.tx)
}

export async function clearings(
  tx: Tx,
  of: Readonly<{ year: number | null; memberIds: readonly string[] | null; from: number; most: number }>,
) {
  const { rows } = await sql<ClearingRow & { total: number }>`
    select id, member_id as "memberId", year, kind, on_day as "on", joined_on as "joinedOn", cleared, reason, points,
           carried, gift, forfeited, program_version as "programVersion", at, count(*) over () as total
      from reward.clearing
     where (${of.year}::int is null or year = ${of.year})
       and (${of.memberIds}::uuid[] is null or member_id = any(${of.memberIds}::uuid[]))
     order by on_day desc, member_id limit ${of.most} offset ${of.from}`.execute(tx)
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 }
}

export type Totals = Readonly<{
  cleared: number
  carriedOn: number
  points: number
  carried: number
  forfeited: number
}>

export async function clearingTotals(tx: Tx, year: number | null): Promise<Totals> {
  const { rows } = await sql<Totals>`
    select count(*) filter (where cleared) as cleared, count(*) filter (where not cleared) as "carriedOn",
           coalesce(sum(points), 0)::bigint as points, coalesce(sum(carried), 0)::bigint as carried,
           coalesce(sum(forfeited), 0)::bigint as forfeited
      from reward.clearing where ${year}::int is null or year = ${year}`.execute(tx)
  return rows[0] ?? { cleared: 0, carriedOn: 0, points: 0, carried: 0, forfeited: 0 }
}

/** Members with gifts that wait to be collected, behind one of them, in the order of their ids. */
export async function waitingFor(
  tx: Tx,
  of: Readonly<{ afterId: string | null; most: number; before: Instant }>,
): Promise<Readonly<{ memberId: string; gifts: number }>[]> {
  const { rows } = await sql<{ memberId: string; gifts: number }>`
    select member_id as "memberId", count(*) as gifts from reward.redemption
     where state = 'asked' and sent_by = 'branch' and at < ${of.before}
       and (${of.afterId}::uuid is null or member_id > ${of.afterId}::uuid)
     group by member_id order by member_id limit ${of.most}`.execute(tx)
  return rows
}
