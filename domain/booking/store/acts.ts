import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx, Work } from '#db/work'
import type { Span } from '#domain/member/model/span'
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

export type StepRow = Readonly<{
  id: string
  bookingId: string
  step: BookingState
  at: Instant
  /** Whoever of the branch said it; empty where the member did, or their time ran out. */
  byName: string
}>

/**
 * How bookings of members came about and went on in a span, latest first (C45): what was taken stands in the booking,
 * all that came after in its acts.
 */
export async function stepsIn(tx: Tx, of: Span): Promise<StepRow[]> {
  const { rows } = await sql<StepRow>`
    with own as (select * from booking.booking where member_id = any(${of.memberIds}::uuid[])),
         step as (
           select id, id as booking_id, case when by_member then 'begun' else 'confirmed' end as step, at,
                  case when by_member or by_id is null then '' else by_name end as by_name
             from own
            union all
           select a.id, a.booking_id, a.act, a.at, case when a.by_id is null then '' else a.by_name end
             from own join booking.act a on a.booking_id = own.id)
    select id, booking_id as "bookingId", step, at, by_name as "byName" from step
     where (${of.from}::timestamptz is null or at >= ${of.from})
       and (${of.before}::timestamptz is null or at < ${of.before})
     order by at desc, id desc limit ${of.most}`.execute(tx)
  return rows
}
