import { sql } from 'kysely'
import type { BusinessDay, Instant } from '#base/instant'
import { all } from '#db/all'
import type { Tx } from '#db/work'

export type ToldBill = Readonly<{
  id: string
  kind: 'sale' | 'return'
  branchId: string
  memberId: string | null
  day: BusinessDay
  happenedAt: Instant
  /** Below zero of a return. */
  totalMinor: number
}>

/** What a line moved: above zero of a sale and of a return alike. */
export type ToldLine = Readonly<{
  saleId: string
  productCode: string
  name: string
  thousandths: number
  chargedMinor: number
}>

/** Sales and returns by id, voided ones included: what somebody who reads the event log keeps of them. */
export async function toldSales(tx: Tx, ids: readonly string[]) {
  const [{ rows: bills }, { rows: lines }] = await all([
    sql<ToldBill>`
      select id, kind, branch_id as "branchId", member_id as "memberId", day, happened_at as "happenedAt",
             total_minor as "totalMinor"
        from sale.sale where id = any(${ids}::uuid[])`.execute(tx),
    sql<ToldLine>`
      select sale_id as "saleId", product_code as "productCode", name, (quantity * 1000)::bigint as thousandths,
             charged_minor as "chargedMinor"
        from sale.line where sale_id = any(${ids}::uuid[]) order by sale_id, no`.execute(tx),
  ])
  return { bills, lines }
}
