import { sql } from 'kysely'
import type { BusinessDay } from '#base/instant'
import type { Money } from '#base/money'
import type { Tx } from '#db/work'
import { ofMembers } from './of-members.ts'

const stands = sql.raw(`not exists (select from sale.voiding v where v.sale_id = s.id)`)

/** Where a receipt stands that soldSales() knows by its lines. */
export async function placeOf(tx: Tx, ids: readonly string[]) {
  const { rows } = await sql<{ id: string; branchId: string; receiptNo: string | null }>`
    select id, branch_id as "branchId", receipt_no as "receiptNo"
      from sale.sale where id = any(${ids}::uuid[])`.execute(tx)
  return rows
}

/** The sales that something came back of, or that were taken back as a whole: by the ids of those events. */
export async function undoneBy(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct coalesce(returns_id, id) as id from sale.sale where id = any(${ids}::uuid[])`.execute(tx)
  return rows.map((row) => row.id)
}

export type SpendAsked = Readonly<{
  /** Days of business, both included; returns count on their own day. */
  from: BusinessDay
  to: BusinessDay
  /** Only lines that were sold at their full price, and what of them came back. */
  regularPriceOnly: boolean
}>
export type Spent = Readonly<{ memberId: string; netMinor: Money }>

/** What was paid with points, vouchers or bonus was given away before, and so is no spend. */
const otherwise = sql.raw(`
  coalesce((select sum(case when t.kind in ('points', 'voucher') then t.amount_minor else t.bonus_minor end)
              from sale.tender t where t.sale_id = s.id), 0)`)

const regular = sql.raw(`
  coalesce((select sum(l.charged_minor)
              from sale.line l
              left join sale.line o on o.sale_id = s.returns_id and o.no = l.returned_no
             where l.sale_id = s.id
               and coalesce(case when l.returned_no is null then l.deductions else o.deductions end, '[]') = '[]'), 0)`)

/**
 * What one sale or return comes to in money: paid as a whole, or its lines at their full price and never more than was
 * paid; a return is negative.
 */
const net = (regularPriceOnly: boolean) => {
  const paid = sql`abs(s.total_minor) - ${otherwise}`
  const counted = regularPriceOnly ? sql`least(${regular}, ${paid})` : paid
  return sql`greatest(0, ${counted}) * case s.kind when 'sale' then 1 else -1 end`
}

export async function netSpends(
  tx: Tx,
  memberIds: readonly string[],
  { from, to, regularPriceOnly }: SpendAsked,
): Promise<Spent[]> {
  if (memberIds.length === 0) return []
  const { rows } = await sql<Spent>`
    select s.member_id as "memberId", sum(${net(regularPriceOnly)})::bigint as "netMinor"
      from sale.sale s
     where ${ofMembers(memberIds, { from, to })} and s.day between ${from} and ${to} and ${stands}
     group by s.member_id`.execute(tx)
  return rows
}

/** The next members, in the order of their ids, who bought or brought back anything in a span. */
export async function buyersAfter(
  tx: Tx,
  {
    after,
    most,
    from,
    to,
  }: Readonly<{ after: string | null; most: number }> & Pick<SpendAsked, 'from' | 'to'>,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct m.id
      from unnest(sale.spans(${from}, ${to})) as span
      cross join lateral (
        select distinct s.member_id as id from sale.sale s
         where sale.span(s.day) = span and s.member_id is not null
           and (${after}::uuid is null or s.member_id > ${after}::uuid) and s.day between ${from} and ${to}
         order by 1 limit ${most}) m
     order by 1 limit ${most}`.execute(tx)
  return rows.map((row) => row.id)
}
