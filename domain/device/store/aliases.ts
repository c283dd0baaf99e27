import { sql } from 'kysely'
import type { Tx, Work } from '#db/work'

/** A member a till enrolled who is somebody else at head office, or has another number there. */
export type Alias = Readonly<{
  memberId: string
  heirId: string
  heirNumber: string
  why: 'duplicate_mobile' | 'number_taken'
  eventHash: string
}>

export async function aliasesOf(tx: Tx, memberIds: readonly string[]): Promise<Map<string, Alias>> {
  if (memberIds.length === 0) return new Map()
  const { rows } = await sql<Alias>`
    select member_id as "memberId", heir_id as "heirId", heir_number as "heirNumber", why, event_hash as "eventHash"
      from device.alias where member_id = any(${memberIds}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.memberId, row]))
}

export async function insertAlias(work: Work, row: Alias): Promise<void> {
  await sql`
    insert into device.alias (member_id, heir_id, heir_number, why, event_hash, at)
    values (${row.memberId}, ${row.heirId}, ${row.heirNumber}, ${row.why}, ${row.eventHash}, ${work.at})`.execute(
    work.tx,
  )
}
