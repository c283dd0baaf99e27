import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'

export type PeriodRow = Readonly<{
  id: string
  memberId: string
  from: BusinessDay
  to: BusinessDay | null
  way: string
  causeId: string
  at: Instant
}>
const columns = sql.raw(
  `p.id, p.member_id as "memberId", p.from_on as "from", p.to_on as "to", p.way, p.cause_id as "causeId", p.at`,
)
const unlessVoid = sql.raw(
  `not exists (select from standing.membership_voiding v where v.cause_id = p.cause_id)`,
)

/** Periods that stand, oldest first. */
export async function periodsOf(tx: Tx, memberIds: readonly string[]): Promise<PeriodRow[]> {
  const { rows } = await sql<PeriodRow>`/* prepared */
    select ${columns} from standing.membership p
     where p.member_id = any(${memberIds}::uuid[]) and ${unlessVoid} order by p.from_on, p.id`.execute(tx)
  return rows
}

/** Whose membership begins or ends between two days, the second included: nothing happens on such a day (T8). */
export async function turningBetween(
  tx: Tx,
  of: Readonly<{ after: BusinessDay; to: BusinessDay; most: number }>,
): Promise<string[]> {
  const { rows } = await sql<{ memberId: string }>`
    select distinct p.member_id as "memberId" from standing.membership p
     where (p.from_on > ${of.after}::date and p.from_on <= ${of.to}::date)
        or (p.to_on >= ${of.after}::date and p.to_on < ${of.to}::date)
     limit ${of.most}`.execute(tx)
  return rows.map((row) => row.memberId)
}

/** What a cause began, void or not. */
export async function periodBy(
  tx: Tx,
  causeId: string,
): Promise<(PeriodRow & { voided: boolean }) | undefined> {
  const { rows } = await sql<PeriodRow & { voided: boolean }>`
    select ${columns}, not ${unlessVoid} as voided from standing.membership p where p.cause_id = ${causeId}`.execute(
    tx,
  )
  return rows[0]
}

export async function insertPeriod(work: Work, row: Omit<PeriodRow, 'at'>): Promise<void> {
  await sql`
    insert into standing.membership (id, member_id, origin_id, from_on, to_on, way, cause_id, at, by_id)
    values (${row.id}, ${row.memberId}, ${row.memberId}, ${row.from}, ${row.to}, ${row.way}, ${row.causeId},
            ${work.at}, ${work.by.id})`.execute(work.tx)
}

export async function voidPeriod(
  work: Work,
  { causeId, reason }: Readonly<{ causeId: string; reason: string }>,
): Promise<void> {
  await sql`
    insert into standing.membership_voiding (cause_id, reason, at, by_id)
    values (${causeId}, ${reason}, ${work.at}, ${work.by.id})`.execute(work.tx)
}

/** A member's row, made where it is not there, and locked to the end of the work: for works about one member. */
export async function lockStand(tx: Tx, memberId: string): Promise<void> {
  await sql`
    insert into standing.member (member_id) values (${memberId}) on conflict (member_id) do nothing`.execute(
    tx,
  )
  await sql`select from standing.member where member_id = ${memberId} for update`.execute(tx)
}
