import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { Tries } from '../model/pin.ts'

export type NewReset = Readonly<{ id: string; fingerprint: string; memberId: string; reason: string }>
export type ResetRow = Readonly<{ id: string; fingerprint: string; memberId: string; at: Instant }>
export type PinRow = Tries & Readonly<{ memberId: string; resetId: string; hash: string }>

export async function resetById(tx: Tx, id: string): Promise<ResetRow | undefined> {
  const { rows } = await sql<ResetRow>`
    select id, fingerprint, member_id as "memberId", at from member.pin_reset where id = ${id}`.execute(tx)
  return rows[0]
}

export async function insertReset(work: Work, row: NewReset): Promise<void> {
  await sql`
    insert into member.pin_reset (id, fingerprint, member_id, reason, at, by_id)
    values (${row.id}, ${row.fingerprint}, ${row.memberId}, ${row.reason}, ${work.at}, ${work.by.id})`.execute(
    work.tx,
  )
}

/** The new PIN takes the place of the old one; wrong tries and locks are gone with it (N9). */
export async function keepPin(tx: Tx, row: Pick<PinRow, 'memberId' | 'resetId' | 'hash'>): Promise<void> {
  await sql`
    insert into member.pin (member_id, reset_id, hash) values (${row.memberId}, ${row.resetId}, ${row.hash})
        on conflict (member_id) do update
       set reset_id = excluded.reset_id, hash = excluded.hash, failures = 0, locked_until = null`.execute(tx)
}

export async function pinOf(tx: Tx, memberId: string) {
  const { rows } = await sql<PinRow & { resetAt: Instant }>`
    select p.member_id as "memberId", p.reset_id as "resetId", p.hash, p.failures, p.locked_until as "lockedUntil",
           r.at as "resetAt"
      from member.pin p join member.pin_reset r on r.id = p.reset_id
     where p.member_id = ${memberId}`.execute(tx)
  return rows[0]
}

/** Locked to the end of the work: tries at one PIN queue here, each seeing the wrong ones before it (N9). */
export async function lockPin(tx: Tx, memberId: string): Promise<PinRow | undefined> {
  const { rows } = await sql<PinRow>`
    select member_id as "memberId", reset_id as "resetId", hash, failures, locked_until as "lockedUntil"
      from member.pin where member_id = ${memberId} for update`.execute(tx)
  return rows[0]
}

export async function countTries(tx: Tx, memberId: string, tries: Tries): Promise<void> {
  await sql`
    update member.pin set failures = ${tries.failures}, locked_until = ${tries.lockedUntil}
     where member_id = ${memberId}`.execute(tx)
}
