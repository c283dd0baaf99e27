import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx } from '#db/work'

/** What a till shows of a member, or that they have gone. */
export type RollRow = Readonly<{
  id: string
  number: string
  name: string
  mobile: string | null
  branchId: string | null
  withdrawnAt: Instant | null
  /** An agent's card that no shop has registered yet (N13). */
  inactive: boolean
}>

const columns = sql.raw(`
  id, number, name, mobile, branch_id as "branchId", withdrawn_at as "withdrawnAt", awaits_registration as inactive`)

/** Members in the order of their ids behind one of them, those who have gone too; of one branch or of all. */
export async function rollAfter(
  tx: Tx,
  of: Readonly<{ afterId: string | null; branchId: string | null; most: number }>,
): Promise<RollRow[]> {
  const behind = of.afterId === null ? sql`true` : sql`id > ${of.afterId}::uuid`
  const there = of.branchId === null ? sql`` : sql`and branch_id = ${of.branchId}`
  const { rows } = await sql<RollRow>`
    select ${columns} from member.member where ${behind} ${there} order by id limit ${of.most}`.execute(tx)
  return rows
}

export async function rollOf(tx: Tx, ids: readonly string[]): Promise<RollRow[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<RollRow>`
    select ${columns} from member.member where id = any(${ids}::uuid[]) order by id`.execute(tx)
  return rows
}

/** These members, each with everybody who has gone into it, through any number of merges. */
const party = (ids: readonly string[]) => sql`
  with recursive party (id, stays) as (
    select m, m from unnest(${ids}::uuid[]) as m
     union
    select g.gone_id, p.stays from party p join member.merge g on g.keep_id = p.id and g.undone_by_id is null)`

/**
 * Numbers beside its own that lead to a member: cards in force of those who have gone into it (N10), unless lost, and
 * those of contact persons (N16).
 */
export async function otherNumbers(
  tx: Tx,
  ids: readonly string[],
): Promise<Readonly<{ memberId: string; number: string }>[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ memberId: string; number: string }>`
    ${party(ids)}
    select p.stays as "memberId", m.number
      from party p join member.member m on m.id = p.id
     where p.id <> p.stays
       and not exists (select from member.card_loss l
                        where l.member_id = m.id and l.number = m.number and l.ended_by_id is null)
     union all
    select p.stays, c.number
      from party p join member.contact_person c on c.organisation_id = p.id
     where c.number is not null and c.left_at is null
     order by 1, 2`.execute(tx)
  return rows
}

/** Who shares the account of one of these, or of somebody who has gone into one of them (N15). */
export async function sharersOf(tx: Tx, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    ${party(ids)}
    select distinct j.person_id as id
      from party p join member.household_joining j on j.owner_id = p.id and j.left_by_id is null`.execute(tx)
  return rows.map((row) => row.id)
}
