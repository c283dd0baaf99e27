import { sql } from 'kysely'
import type { BusinessDay } from '#base/instant'
import type { Tx } from '#db/work'

export type OwnReceipt = Readonly<{
  day: BusinessDay
  branchId: string
  /** Minor units; negative for a return. */
  totalMinor: number
  points: number
  /** Names as they stand on the receipt. */
  products: string[]
}>

/** The last receipts of these members that stand, latest first. */
export async function receiptsOf(
  tx: Tx,
  of: Readonly<{ memberIds: readonly string[]; most: number }>,
): Promise<OwnReceipt[]> {
  const { rows } = await sql<OwnReceipt>`
    with last as (
      select s.id, s.day, s.happened_at, s.branch_id, s.total_minor, s.points from sale.sale s
       where s.member_id = any(${of.memberIds}::uuid[])
         and not exists (select from sale.voiding v where v.sale_id = s.id)
       order by s.happened_at desc, s.id desc limit ${of.most})
    select s.day, s.branch_id as "branchId", s.total_minor as "totalMinor", s.points,
           array(select l.name from sale.line l where l.sale_id = s.id order by l.name) as products
      from last s order by s.happened_at desc, s.id desc`.execute(tx)
  return rows
}
