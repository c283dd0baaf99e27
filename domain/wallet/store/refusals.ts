import { sql } from 'kysely'
import type { Tx, Work } from '#db/work'

export type KeptRefusal = Readonly<{
  id: string
  /** What was wished: a top-up, a transfer. */
  kind: string
  fingerprint: string
  code: string
  details: Record<string, unknown>
}>

/** Wishes of these ids that were refused before: a refusal is final for its id (X3). */
export async function keptRefusals(tx: Tx, ids: readonly string[]): Promise<KeptRefusal[]> {
  const { rows } = await sql<KeptRefusal>`
    select id, kind, fingerprint, code, details from wallet.refusal where id = any(${ids}::uuid[])`.execute(
    tx,
  )
  return rows
}

export async function keepRefusals(work: Work, rows: readonly KeptRefusal[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into wallet.refusal (id, kind, fingerprint, code, details, recorded_at, by_id)
    select id, kind, fingerprint, code, details, ${work.at}, ${work.by.id}
      from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.kind)}::text[],
                  ${rows.map((r) => r.fingerprint)}::text[], ${rows.map((r) => r.code)}::text[],
                  ${rows.map((r) => JSON.stringify(r.details))}::jsonb[])
        as r (id, kind, fingerprint, code, details)`.execute(work.tx)
}
