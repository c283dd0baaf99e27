import { sql } from 'kysely'
import type { BusinessDay } from '#base/instant'
import type { Tx } from '#db/work'

export type Span = Readonly<{ from: BusinessDay; to: BusinessDay }>

/** Sales of a span that stand, and those of them where the member was known. */
export async function knownShare(tx: Tx, { from, to }: Span): Promise<{ sales: number; known: number }> {
  const { rows } = await sql<{ sales: number; known: number }>`
    select count(*)::int as sales, count(member_id)::int as known
      from sale.sale s
     where s.kind = 'sale' and s.day between ${from} and ${to}
       and not exists (select from sale.voiding v where v.sale_id = s.id)`.execute(tx)
  return rows[0] ?? { sales: 0, known: 0 }
}

export const GIVEN = ['discounts', 'coupons', 'points', 'member_sales'] as const
export type Given = (typeof GIVEN)[number]
/** What one month came to; the month is `2026-02`. */
export type MonthOf<S extends string> = Readonly<{ source: S; month: string; minor: number }>

/**
 * By month: what members' prices and add-ons took off, what coupons took off or paid, what points paid, and what
 * members bought. Of goods that came back their share of the discount is taken off again, on the day they came back.
 */
export async function givenByMonth(tx: Tx, { from, to }: Span): Promise<MonthOf<Given>[]> {
  const { rows } = await sql<MonthOf<Given>>`
    with own as (
      select s.id, s.kind, s.member_id, s.total_minor, to_char(s.day, 'YYYY-MM') as month,
             case s.kind when 'sale' then 1 else -1 end as sign, s.returns_id
        from sale.sale s
       where s.day between ${from} and ${to} and not exists (select from sale.voiding v where v.sale_id = s.id)),
    lines as (
      select o.month, o.sign, l.deductions, 1::numeric as part
        from own o join sale.line l on l.sale_id = o.id
       where o.kind = 'sale' and l.deductions is not null
       union all
      select o.month, o.sign, b.deductions, least(1, l.quantity / b.quantity)
        from own o
        join sale.line l on l.sale_id = o.id
        join sale.line b on b.sale_id = o.returns_id and b.no = l.returned_no
       where o.kind = 'return' and b.deductions is not null),
    off as (
      select l.month, case d ->> 'kind' when 'coupon' then 'coupons' else 'discounts' end as source,
             round(l.sign * (d ->> 'minor')::bigint * l.part) as minor
        from lines l cross join lateral jsonb_array_elements(l.deductions) d
       where d ->> 'kind' in ('member', 'add_on', 'coupon')),
    paid as (
      select o.month, case t.kind when 'points' then 'points' else 'coupons' end as source,
             o.sign * t.amount_minor as minor
        from own o join sale.tender t on t.sale_id = o.id where t.kind in ('points', 'voucher')),
    bought as (select month, 'member_sales' as source, total_minor as minor from own where member_id is not null)
    select source, month, sum(minor)::bigint as minor
      from (select month, source, minor from off union all select month, source, minor from paid
             union all select month, source, minor from bought) every_one
     group by source, month order by month, source`.execute(tx)
  return rows
}
