import { sql } from 'kysely'
import type { Tx } from '#db/work'

export type BoughtAsked = Readonly<{
  from: string
  to: string
  branchIds: readonly string[] | null
  /** Lines of these products only; null is everything. */
  productCodes: readonly string[] | null
  /** Sales of at least, and below; with either, what came back is left out. */
  billFromMinor: number | null
  billToMinor: number | null
}>

export type Bought = Readonly<{
  /** Null for all who showed no card. */
  memberId: string | null
  bills: number
  thousandths: number
  amountMinor: number
}>

/** What each member bought in a span of business days, by the member on the receipt, net of what came back. */
export async function boughtByMember(tx: Tx, of: BoughtAsked): Promise<Bought[]> {
  const { rows } = await sql<Bought>`
    select s.member_id as "memberId", count(distinct s.id) filter (where s.kind = 'sale')::int as bills,
           sum((l.quantity * 1000)::bigint * case s.kind when 'sale' then 1 else -1 end)::bigint as thousandths,
           sum(l.charged_minor * case s.kind when 'sale' then 1 else -1 end)::bigint as "amountMinor"
      from sale.sale s join sale.line l on l.sale_id = s.id
     where s.day between ${of.from} and ${of.to}
       and (${of.branchIds}::uuid[] is null or s.branch_id = any(${of.branchIds}::uuid[]))
       and (${of.productCodes}::text[] is null or l.product_code = any(${of.productCodes}::text[]))
       and (${of.billFromMinor}::bigint is null or (s.kind = 'sale' and s.total_minor >= ${of.billFromMinor}))
       and (${of.billToMinor}::bigint is null or (s.kind = 'sale' and s.total_minor < ${of.billToMinor}))
       and not exists (select from sale.voiding v where v.sale_id = s.id)
     group by s.member_id`.execute(tx)
  return rows
}
