import { sql } from 'kysely'
import type { Tx, Work } from '#db/work'

export type KeyMark = Readonly<{ id: string; fingerprint: string; code: string; marked: boolean }>

/** Marks are few, so they queue all together: a twin of the same wish then finds it done. */
export async function lockKeyMarks(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('insight.key_product', 0))`.execute(tx)
}

export async function keyMark(tx: Tx, id: string): Promise<KeyMark | undefined> {
  const { rows } = await sql<KeyMark>`
    select id, fingerprint, product_code as code, marked from insight.key_product where id = ${id}`.execute(
    tx,
  )
  return rows[0]
}

export async function wasSold(tx: Tx, code: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from insight.product_name where product_code = ${code}) as found`.execute(tx)
  return rows[0]?.found ?? false
}

export async function insertKeyMark(work: Work, row: KeyMark): Promise<void> {
  await sql`
    insert into insight.key_product (id, fingerprint, product_code, marked, at, by_id, by_name)
    values (${row.id}, ${row.fingerprint}, ${row.code}, ${row.marked}, ${work.at}, ${work.by.id}, ${work.by.name})
    `.execute(work.tx)
}
