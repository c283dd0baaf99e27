import { sql } from 'kysely'
import type { Tx, Work } from '#db/work'

export type NewEReceipt = Readonly<{ secretSha256: Uint8Array; saleId: string; eventHash: string }>

/** The first sale that names a secret keeps it: a till that names it again opens nobody's receipt by it. */
export async function insertEReceipts(work: Work, rows: readonly NewEReceipt[]): Promise<void> {
  for (const { secretSha256, saleId, eventHash } of rows)
    await sql`
      insert into device.e_receipt (secret_sha256, sale_id, event_hash, at)
      values (${secretSha256}, ${saleId}, ${eventHash}, ${work.at}) on conflict do nothing`.execute(work.tx)
}

/** The sale behind a secret; null for one nobody has. */
export async function saleBehind(tx: Tx, secretSha256: Uint8Array): Promise<string | null> {
  const { rows } = await sql<{ saleId: string }>`
    select sale_id as "saleId" from device.e_receipt where secret_sha256 = ${secretSha256}`.execute(tx)
  return rows[0]?.saleId ?? null
}
