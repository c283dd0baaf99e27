import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'

export type NewFreeze = Readonly<{ id: string; fingerprint: string; memberId: string; reason: string }>
export type FreezeRow = NewFreeze & Readonly<{ at: Instant }>
export type NewLifting = NewFreeze & Readonly<{ freezeId: string }>
export type LiftingRow = NewLifting & Readonly<{ at: Instant }>

/** Of these members, those whose value is frozen (W20). */
export async function frozen(tx: Tx, memberIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ memberId: string }>`/* prepared */
    select member_id as "memberId" from wallet.freeze
     where member_id = any(${memberIds}::uuid[]) and lifted_by_id is null`.execute(tx)
  return rows.map((row) => row.memberId)
}

/** Everybody whose value is frozen. */
export async function allFrozen(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ memberId: string }>`
    select distinct member_id as "memberId" from wallet.freeze where lifted_by_id is null`.execute(tx)
  return rows.map((row) => row.memberId)
}

export async function freezeById(tx: Tx, id: string): Promise<FreezeRow | undefined> {
  const { rows } = await sql<FreezeRow>`
    select id, fingerprint, member_id as "memberId", reason, at from wallet.freeze where id = ${id}`.execute(
    tx,
  )
  return rows[0]
}

export async function insertFreeze(work: Work, row: NewFreeze): Promise<void> {
  await sql`
    insert into wallet.freeze (id, fingerprint, member_id, reason, at, by_id)
    values (${row.id}, ${row.fingerprint}, ${row.memberId}, ${row.reason}, ${work.at}, ${work.by.id})`.execute(
    work.tx,
  )
}

export async function liftingById(tx: Tx, id: string): Promise<LiftingRow | undefined> {
  const { rows } = await sql<LiftingRow>`
    select id, fingerprint, freeze_id as "freezeId", member_id as "memberId", reason, at
      from wallet.freeze_lifting where id = ${id}`.execute(tx)
  return rows[0]
}

export async function insertLifting(work: Work, row: NewLifting): Promise<void> {
  await sql`
    insert into wallet.freeze_lifting (id, fingerprint, freeze_id, member_id, reason, at, by_id)
    values (${row.id}, ${row.fingerprint}, ${row.freezeId}, ${row.memberId}, ${row.reason}, ${work.at},
            ${work.by.id})`.execute(work.tx)
}

export async function lockFreeze(tx: Tx, id: string): Promise<void> {
  await sql`select from wallet.freeze where id = ${id} for update`.execute(tx)
}

/** W20: ends a freeze of the member, if it stands, and answers whether it did. */
export async function endFreeze(
  tx: Tx,
  of: Readonly<{ freezeId: string; memberId: string; byId: string }>,
): Promise<boolean> {
  const { rows } = await sql`
    update wallet.freeze set lifted_by_id = ${of.byId}
     where id = ${of.freezeId} and member_id = ${of.memberId} and lifted_by_id is null
    returning id`.execute(tx)
  return rows.length > 0
}

/** Every freeze of a member with what lifted it, newest first; the one that stands before all. */
export async function freezesOf(tx: Tx, memberId: string) {
  const { rows } = await sql<{
    id: string
    reason: string
    at: Instant
    byId: string | null
    liftedBy: string | null
    liftedWhy: string
    liftedAt: Instant
    liftedById: string | null
  }>`
    select f.id, f.reason, f.at, f.by_id as "byId", f.lifted_by_id as "liftedBy", l.reason as "liftedWhy",
           l.at as "liftedAt", l.by_id as "liftedById"
      from wallet.freeze f left join wallet.freeze_lifting l on l.id = f.lifted_by_id
     where f.member_id = ${memberId}
     order by f.lifted_by_id is not null, f.at desc, f.id desc`.execute(tx)
  return rows
}
