import { sql } from 'kysely'
import type { BusinessDay } from '#base/instant'
import type { Tx } from '#db/work'

export type TakingsAsked = Readonly<{
  from: BusinessDay
  to: BusinessDay
  branchIds: readonly string[] | null
}>

const within = ({ from, to, branchIds }: TakingsAsked) => sql`
      s.day between ${from} and ${to}
  and (${branchIds}::uuid[] is null or s.branch_id = any(${branchIds}::uuid[]))
  and not exists (select from sale.voiding v where v.sale_id = s.id)`

/** What each way to pay took and gave back; voided receipts count nowhere. */
export type TenderTaking = Readonly<{
  kind: string
  receipts: number
  takenMinor: number
  givenBackMinor: number
}>

export async function byTender(tx: Tx, of: TakingsAsked): Promise<TenderTaking[]> {
  const { rows } = await sql<TenderTaking>`
    select t.kind, count(distinct s.id)::int as receipts,
           coalesce(sum(t.amount_minor) filter (where s.kind = 'sale'), 0)::bigint as "takenMinor",
           coalesce(sum(t.amount_minor) filter (where s.kind = 'return'), 0)::bigint as "givenBackMinor"
      from sale.sale s join sale.tender t on t.sale_id = s.id
     where ${within(of)} group by t.kind order by 3 desc, 1`.execute(tx)
  return rows
}

/** Receipts of each business day, returns below zero; `roundingMinor` is what rounding the cash adds to the total. */
export type DayTaking = Readonly<{
  day: BusinessDay
  receipts: number
  totalMinor: number
  memberMinor: number
  roundingMinor: number
}>

export async function byDay(tx: Tx, of: TakingsAsked): Promise<DayTaking[]> {
  const { rows } = await sql<DayTaking>`
    select s.day, count(*) filter (where s.kind = 'sale')::int as receipts,
           sum(s.total_minor)::bigint as "totalMinor",
           coalesce(sum(s.total_minor) filter (where s.member_id is not null), 0)::bigint as "memberMinor",
           sum(s.rounding_minor)::bigint as "roundingMinor"
      from sale.sale s where ${within(of)} group by s.day order by s.day`.execute(tx)
  return rows
}
