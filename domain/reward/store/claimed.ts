import { sql } from 'kysely'
import type { BusinessDay } from '#base/instant'
import type { Tx } from '#db/work'

/** Goods that members collected on occasions, by month. */
export async function claimedGoods(
  tx: Tx,
  of: Readonly<{ from: BusinessDay; to: BusinessDay }>,
): Promise<Readonly<{ month: string; productCode: string; count: number }>[]> {
  const { rows } = await sql<{ month: string; productCode: string; count: number }>`
    select to_char(day, 'YYYY-MM') as month, product_code as "productCode", sum(count)::int as count
      from reward.claim
     where day between ${of.from} and ${of.to} and product_code is not null
     group by 1, 2 order by 1, 2`.execute(tx)
  return rows
}
