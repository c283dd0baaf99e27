import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'

export type NewJoining = Readonly<{
  id: string
  fingerprint: string
  ownerId: string
  memberId: string
  relation: string
  monthMostMinor: number | null
}>
export type JoiningRow = NewJoining & Readonly<{ at: Instant }>

const columns = sql.raw(`
  j.id, j.fingerprint, j.owner_id as "ownerId", j.person_id as "memberId", j.relation,
  j.month_most_minor as "monthMostMinor", j.at`)

export async function joiningById(tx: Tx, id: string): Promise<JoiningRow | undefined> {
  const { rows } =
    await sql<JoiningRow>`select ${columns} from member.household_joining j where j.id = ${id}`.execute(tx)
  return rows[0]
}

/** Joinings that stand, of these persons. */
export async function standingOf(tx: Tx, personIds: readonly string[]): Promise<JoiningRow[]> {
  const { rows } = await sql<JoiningRow>`
    select ${columns} from member.household_joining j
     where j.person_id = any(${personIds}::uuid[]) and j.left_by_id is null`.execute(tx)
  return rows
}

/** Who shares the account of this owner, in the order they came. */
export async function standingUnder(tx: Tx, ownerIds: readonly string[]): Promise<JoiningRow[]> {
  const { rows } = await sql<JoiningRow>`
    select ${columns} from member.household_joining j
     where j.owner_id = any(${ownerIds}::uuid[]) and j.left_by_id is null order by j.at, j.id`.execute(tx)
  return rows
}

export async function insertJoining(work: Work, row: NewJoining): Promise<void> {
  await sql`
    insert into member.household_joining (id, fingerprint, owner_id, person_id, relation, month_most_minor, at, by_id)
    values (${row.id}, ${row.fingerprint}, ${row.ownerId}, ${row.memberId}, ${row.relation}, ${row.monthMostMinor},
            ${work.at}, ${work.by.id})`.execute(work.tx)
}

export async function keepQuota(tx: Tx, id: string, monthMostMinor: number | null): Promise<void> {
  await sql`update member.household_joining set month_most_minor = ${monthMostMinor} where id = ${id}`.execute(
    tx,
  )
}

export type NewLeaving = Readonly<{ id: string; fingerprint: string; joiningId: string; reason: string }>

export async function leavingById(tx: Tx, id: string) {
  const { rows } = await sql<NewLeaving & { memberId: string; at: Instant }>`
    select l.id, l.fingerprint, l.joining_id as "joiningId", j.person_id as "memberId", l.reason, l.at
      from member.household_leaving l join member.household_joining j on j.id = l.joining_id
     where l.id = ${id}`.execute(tx)
  return rows[0]
}

export async function insertLeaving(work: Work, row: NewLeaving): Promise<void> {
  await sql`
    insert into member.household_leaving (id, fingerprint, joining_id, reason, at, by_id)
    values (${row.id}, ${row.fingerprint}, ${row.joiningId}, ${row.reason}, ${work.at}, ${work.by.id})`.execute(
    work.tx,
  )
  await sql`update member.household_joining set left_by_id = ${row.id} where id = ${row.joiningId}`.execute(
    work.tx,
  )
}
