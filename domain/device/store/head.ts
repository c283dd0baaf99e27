import { sql } from 'kysely'
import { present } from '#base/must'
import type { Tx, Work } from '#db/work'

export type HeadRow = Readonly<{ signSeed: Uint8Array; sealSeed: Uint8Array; mobileSalt: string }>

export async function headKey(tx: Tx): Promise<HeadRow | undefined> {
  const { rows } = await sql<HeadRow>`
    select sign_seed as "signSeed", seal_seed as "sealSeed", mobile_salt as "mobileSalt"
      from device.head_key`.execute(tx)
  return rows[0]
}

/** Answers the keys that stand: these, or those of whoever was first. */
export async function makeHeadKey(work: Work, row: HeadRow): Promise<HeadRow> {
  await sql`
    insert into device.head_key (sign_seed, seal_seed, mobile_salt, made_at)
    values (${row.signSeed}, ${row.sealSeed}, ${row.mobileSalt}, ${work.at}) on conflict do nothing`.execute(
    work.tx,
  )
  return present(await headKey(work.tx), 'D1: head office has its keys')
}
