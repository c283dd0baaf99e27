import { sql } from 'kysely'
import type { Tx } from '#db/work'
import type { Sold } from '../model/returns.ts'
import { soldSales } from './sold.ts'

/** A sale with what it was judged by beside its lines. */
export type PastSale = Sold &
  Readonly<{ branchId: string; source: string; tier: string | null; member: boolean }>

/** Receipts of before tiers say nothing of them: whoever had a card then was a member without one. */
export async function soldWith(tx: Tx, id: string): Promise<PastSale | undefined> {
  const [sold] = await soldSales(tx, [id])
  if (!sold) return undefined
  const { rows } = await sql<Omit<PastSale, keyof Sold>>`
    select branch_id as "branchId", source, receipt ->> 'tier' as tier,
           coalesce((receipt ->> 'member')::boolean, member_id is not null) as member
      from sale.sale where id = ${id}`.execute(tx)
  return rows[0] && { ...sold, ...rows[0] }
}
