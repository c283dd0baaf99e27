import { sql } from 'kysely'
import type { Tx, Work } from '#db/work'

export type KeptRefusal = Readonly<{
  id: string
  /** What was wished: a gift, points for an event. */
  kind: string
  fingerprint: string
  code: string
  details: Record<string, unknown>
}>

export async function keptRefusal(tx: Tx, id: string): Promise<KeptRefusal | undefined> {
  const { rows } = await sql<KeptRefusal>`
    select id, kind, fingerprint, code, details from reward.refusal where id = ${id}`.execute(tx)
  return rows[0]
}

export async function keepRefusal(work: Work, row: KeptRefusal): Promise<void> {
  await sql`
    insert into reward.refusal (id, kind, fingerprint, code, details, recorded_at, by_id)
    values (${row.id}, ${row.kind}, ${row.fingerprint}, ${row.code}, ${JSON.stringify(row.details)}::jsonb, ${work.at},
            ${work.by.id})`.execute(work.tx)
}
