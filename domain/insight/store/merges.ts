import { sql } from 'kysely'
import type { Tx } from '#db/work'

export type GoneInto = Readonly<{ goneId: string; keepId: string; mergeId: string }>

export async function keepGone(tx: Tx, { goneId, keepId, mergeId }: GoneInto): Promise<void> {
  await sql`
    insert into insight.gone_into (gone_id, keep_id, merge_id) values (${goneId}, ${keepId}, ${mergeId})`.execute(
    tx,
  )
}

export async function dropGone(tx: Tx, mergeId: string): Promise<void> {
  await sql`delete from insight.gone_into where merge_id = ${mergeId}`.execute(tx)
}
