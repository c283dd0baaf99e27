import { sql } from 'kysely'
import type { Tx } from '#db/work'
import type { Staff } from '../contract.ts'
import type { Post } from '../model.ts'

export type StaffRow = Staff & Readonly<{ password: string }>

const STAFF = sql`
  select s.id, s.login, s.name, s.language, s.password, s.hired_at as "hiredAt", s.disabled_at as "disabledAt"
       , s.version
       , array(select role from org.staff_role r where r.staff_id = s.id order by role) as roles
       , case when s.whole_chain then null else
           array(select branch_id::text from org.staff_branch b where b.staff_id = s.id order by branch_id)
         end as "branchIds"
    from org.staff s`

export async function allStaff(tx: Tx): Promise<StaffRow[]> {
  const { rows } = await sql<StaffRow>`${STAFF} order by s.disabled_at is not null, lower(s.login)`.execute(
    tx,
  )
  return rows
}

export async function staffByIds(tx: Tx, ids: readonly string[]): Promise<StaffRow[]> {
  const { rows } = await sql<StaffRow>`${STAFF} where s.id = any(${ids}::uuid[])`.execute(tx)
  return rows
}

export async function staffByLogin(tx: Tx, login: string): Promise<StaffRow | undefined> {
  const { rows } = await sql<StaffRow>`${STAFF} where lower(s.login) = lower(${login})`.execute(tx)
  return rows[0]
}

/** Locked to the end of the work: two statements, so that the second sees roles as they are after the wait. */
export async function lockStaff(tx: Tx, id: string): Promise<StaffRow | undefined> {
  await sql`select from org.staff where id = ${id} for update`.execute(tx)
  return (await staffByIds(tx, [id]))[0]
}

export async function insertStaff(tx: Tx, row: StaffRow): Promise<void> {
  await sql`
    insert into org.staff (id, login, name, language, password, whole_chain, hired_at)
    values (${row.id}, ${row.login}, ${row.name}, ${row.language}, ${row.password}, ${row.branchIds === null},
            ${row.hiredAt})`.execute(tx)
  await insertPost(tx, row.id, row)
}

export async function updateStaff(tx: Tx, row: StaffRow): Promise<void> {
  await sql`
    update org.staff
       set name = ${row.name}, language = ${row.language}, password = ${row.password}
         , whole_chain = ${row.branchIds === null}, disabled_at = ${row.disabledAt}, version = ${row.version}
     where id = ${row.id}`.execute(tx)
}

export async function replacePost(tx: Tx, staffId: string, post: Post): Promise<void> {
  await sql`delete from org.staff_role where staff_id = ${staffId}`.execute(tx)
  await sql`delete from org.staff_branch where staff_id = ${staffId}`.execute(tx)
  await insertPost(tx, staffId, post)
}

async function insertPost(tx: Tx, staffId: string, post: Post): Promise<void> {
  await sql`
    insert into org.staff_role (staff_id, role)
    select ${staffId}::uuid, role from unnest(${post.roles}::text[]) as held (role)`.execute(tx)
  await sql`
    insert into org.staff_branch (staff_id, branch_id)
    select ${staffId}::uuid, id from unnest(${post.branchIds ?? []}::uuid[]) as held (id)`.execute(tx)
}

/** Owners who can sign in, apart from one person. */
export async function otherOwners(tx: Tx, staffId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count
      from org.staff s join org.staff_role r on r.staff_id = s.id
     where r.role = 'owner' and s.disabled_at is null and s.whole_chain and s.id <> ${staffId}`.execute(tx)
  return rows[0]?.count ?? 0
}
