import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import type { Money } from '#base/money'
import type { Tx } from '#db/work'

/** What of a sale to a member stands, after everything that came back of it. */
export type Bill = Readonly<{
  id: string
  memberId: string
  branchId: string
  day: BusinessDay
  happenedAt: Instant
  keptMinor: Money
  /** Each product once, by code; what came back whole is absent. */
  products: Readonly<Record<string, number>>
}>

/** Bills by the ids of sales; returns, voided sales and those to nobody are absent. One statement for many. */
export async function bills(tx: Tx, saleIds: readonly string[]): Promise<Bill[]> {
  if (saleIds.length === 0) return []
  const { rows } = await sql<Bill>`
    with sold as (
      select s.* from sale.sale s
       where s.id = any(${saleIds}::uuid[]) and s.kind = 'sale' and s.member_id is not null
         and not exists (select from sale.voiding v where v.sale_id = s.id)),
    back as (
      select r.id, r.returns_id, r.total_minor from sale.sale r join sold s on r.returns_id = s.id
       where not exists (select from sale.voiding v where v.sale_id = r.id)),
    came as (
      select b.returns_id as sale_id, y.returned_no as no, sum(y.quantity) as quantity
        from back b join sale.line y on y.sale_id = b.id where y.returned_no is not null group by 1, 2),
    kept as (
      select l.sale_id, l.product_code, (sum(l.quantity - coalesce(c.quantity, 0)) * 1000)::bigint as thousandths
        from sold s join sale.line l on l.sale_id = s.id
        left join came c on c.sale_id = l.sale_id and c.no = l.no
       group by 1, 2)
    select s.id, s.member_id as "memberId", s.branch_id as "branchId", s.day, s.happened_at as "happenedAt",
           (s.total_minor + coalesce((select sum(b.total_minor) from back b where b.returns_id = s.id), 0))::bigint
             as "keptMinor",
           coalesce((select jsonb_object_agg(k.product_code, k.thousandths) from kept k
                      where k.sale_id = s.id and k.thousandths > 0), '{}') as products
      from sold s`.execute(tx)
  return rows
}
