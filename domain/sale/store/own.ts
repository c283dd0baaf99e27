import { sql } from 'kysely'
import type { BusinessDay } from '#base/instant'
import type { Tx } from '#db/work'
import { ofMembers } from './of-members.ts'

export type Owned = Readonly<{ productCode: string; name: string; saleId: string; day: BusinessDay }>

/**
 * What these have bought and not brought back, with the last receipt that has it; last bought first. What came back is
 * taken off by product, because a return by hand names no line; one without a card counts by the receipt it returns.
 */
export async function ownedBy(
  tx: Tx,
  of: Readonly<{ memberIds: readonly string[]; productCode: string | null; most: number }>,
): Promise<Owned[]> {
  const { rows } = await sql<Owned>`
    with own as (
      select s.id, s.kind, s.day, s.happened_at from sale.sale s
       where ${ofMembers(of.memberIds)}
         and not exists (select from sale.voiding v where v.sale_id = s.id)),
    stands as (
      select * from own
       union
      select b.id, b.kind, b.day, b.happened_at
        from own join sale.sale b on b.returns_id = own.id and b.kind = 'return'
       where not exists (select from sale.voiding v where v.sale_id = b.id)),
    kept as (
      select l.product_code,
             (array_agg(l.name order by s.happened_at desc, s.id desc) filter (where s.kind = 'sale'))[1] as name,
             (array_agg(s.id order by s.happened_at desc, s.id desc) filter (where s.kind = 'sale'))[1] as sale_id,
             max(s.day) filter (where s.kind = 'sale') as day,
             max(s.happened_at) filter (where s.kind = 'sale') as last_at
        from stands s join sale.line l on l.sale_id = s.id
       where ${of.productCode}::text is null or l.product_code = ${of.productCode}
       group by l.product_code
      having sum(case s.kind when 'sale' then l.quantity else -l.quantity end) > 0)
    select product_code as "productCode", name, sale_id as "saleId", day
      from kept order by last_at desc, product_code limit ${of.most}`.execute(tx)
  return rows
}
