import { sql } from 'kysely'
import type { Tx, Work } from '#db/work'
import type { BookingState } from '../model/state.ts'

export type ActRow = Readonly<{
  id: string
  fingerprint: string
  bookingId: string
  act: Exclude<BookingState, 'begun'>
  saleId: string | null
}>

export async function actById(tx: Tx, id: string): Promise<ActRow | undefined> {
  const { rows } = await sql<ActRow>`
    select id, fingerprint, booking_id as "bookingId", act, sale_id as "saleId" from booking.act where id = ${id}
    `.execute(tx)
  return rows[0]
}

/** Y2: acts are added, and each booking stands as its last one says; written together. */
export async function insertActs(work: Work, rows: readonly ActRow[]): Promise<void> {
  const each = <K extends keyof ActRow>(key: K) => rows.map((row) => row[key])
  await sql`
    insert into booking.act (id, fingerprint, booking_id, act, sale_id, at, by_id, by_name)
    select *, ${work.at}, ${work.by.id}::uuid, ${work.by.name}
      from unnest(${each('id')}::uuid[], ${each('fingerprint')}::text[], ${each('bookingId')}::uuid[],
                  ${each('act')}::text[], ${each('saleId')}::uuid[])`.execute(work.tx)
  await sql`
    update booking.booking b set state = a.act, sale_id = a.sale_id
      from unnest(${each('bookingId')}::uuid[], ${each('act')}::text[], ${each('saleId')}::uuid[])
        as a (booking_id, act, sale_id)
     where b.id = a.booking_id`.execute(work.tx)
}
