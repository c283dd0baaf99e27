import { sql } from 'kysely'
import type { Tx, Work } from '#db/work'
import type { Opening } from '../opening.ts'

export async function openings(tx: Tx, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; fingerprint: string }>`
    select id, fingerprint from wallet.opening where id = any(${ids}::uuid[])`.execute(tx)
  return rows
}

/** Whether members have opening balances that stand. */
export async function standingOpenings(tx: Tx, memberIds: readonly string[]) {
  const { rows } = await sql<{ memberId: string }>`
    select distinct member_id as "memberId" from wallet.opening o
     where member_id = any(${memberIds}::uuid[])
       and not exists (select from wallet.opening_voiding v where v.opening_id = o.id)`.execute(tx)
  return rows.map((row) => row.memberId)
}

export async function insertOpenings(
  work: Work,
  rows: readonly (Opening & { fingerprint: string })[],
): Promise<void> {
  await sql`
    insert into wallet.opening (id, fingerprint, member_id, unit, amount, opened_on, expires_on, recorded_at)
    select id, fingerprint, member, unit, amount, opened, expires, ${work.at}
      from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.fingerprint)}::text[],
                  ${rows.map((r) => r.memberId)}::uuid[], ${rows.map((r) => r.unit)}::text[],
                  ${rows.map((r) => r.amount)}::bigint[], ${rows.map((r) => r.openedOn)}::date[],
                  ${rows.map((r) => r.expiresOn)}::date[])
        as o (id, fingerprint, member, unit, amount, opened, expires)`.execute(work.tx)
}

/** The key refuses a second voiding, so two undoings at once reverse each opening once. */
export async function insertVoidings(work: Work, ids: readonly string[], reason: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into wallet.opening_voiding (opening_id, at, reason, by_id)
    select id, ${work.at}, ${reason}, ${work.by.id} from wallet.opening where id = any(${ids}::uuid[])
        on conflict do nothing
    returning opening_id as id`.execute(work.tx)
  return rows.map((row) => row.id)
}
