import { sql } from 'kysely'
import type { Tx } from '#db/work'

/** How many members are with us, of these or of all; whoever has gone into another is not. */
export async function living(tx: Tx, ids: readonly string[] | null): Promise<number> {
  const only = ids === null ? sql`` : sql`and id = any(${ids}::uuid[])`
  const { rows } = await sql<{ members: number }>`
    select count(*)::int as members from member.member where withdrawn_at is null ${only}`.execute(tx)
  return rows[0]?.members ?? 0
}

/** How many members share their account with somebody. */
export async function households(tx: Tx): Promise<number> {
  const { rows } = await sql<{ households: number }>`
    select count(distinct owner_id)::int as households from member.household_joining
     where left_by_id is null`.execute(tx)
  return rows[0]?.households ?? 0
}
