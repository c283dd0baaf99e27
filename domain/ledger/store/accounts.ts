import { sql } from 'kysely'
import type { Tx, Work } from '#db/work'
import type { AccountKey, Amount } from '../model/book.ts'
import type { AccountRow } from './open.ts'

/**
 * Sets how far an account may go below zero: the account is made where it is missing, and is locked from here on. The
 * floor changes alone (L2); the caller has looked behind the lock that nothing lies below the new one.
 */
export async function setFloor(work: Work, key: AccountKey, floor: Amount): Promise<void> {
  await sql`
    insert into ledger.account (id, unit, purpose, holder_id, floor, balance, held, opened_at)
    values (${work.newId()}, ${key.unit}, ${key.purpose}, ${key.holderId}, ${floor}, 0, 0, ${work.at})
        on conflict (unit, purpose, holder_id) do update set floor = excluded.floor`.execute(work.tx)
}

/** Every account of a holder as it stands, unlocked. */
export async function accountsOf(tx: Tx, holderIds: readonly string[]): Promise<AccountRow[]> {
  const { rows } = await sql<AccountRow>`
    select id, unit, purpose, holder_id as "holderId", floor, balance, held
      from ledger.account where holder_id = any(${holderIds}::uuid[]) order by unit, purpose, holder_id`.execute(
    tx,
  )
  return rows
}

/** Of these holders, those whose accounts hold or owe anything. */
export async function holdingAnything(tx: Tx, holderIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct holder_id as id from ledger.account
     where holder_id = any(${holderIds}::uuid[]) and balance <> 0`.execute(tx)
  return rows.map((row) => row.id)
}
