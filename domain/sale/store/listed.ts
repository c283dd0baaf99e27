import { sql } from 'kysely'
import type { Tx } from '#db/work'

/**
 * What receipts cost by list price and as charged, of the lines that money paid for; a pass pays for its line whole. A
 * return by an amount names no lines, so it has the prices of the sale it returns.
 */
export async function pricesOf(tx: Tx, ids: readonly string[]) {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: string; listedMinor: number; chargedMinor: number }>`
    select s.id, sum(l.listed_minor)::bigint as "listedMinor", sum(l.charged_minor)::bigint as "chargedMinor"
      from sale.sale s
      join sale.line l
        on l.sale_id = case when s.kind = 'return' and s.returns_id is not null
                             and not exists (select from sale.line r
                                              where r.sale_id = s.id and r.returned_no is not null)
                            then s.returns_id else s.id end
       and l.pass_code is null
     where s.id = any(${ids}::uuid[])
     group by s.id`.execute(tx)
  return rows
}
