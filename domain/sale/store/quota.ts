import { sql } from 'kysely'
import type { BusinessDay } from '#base/instant'
import type { Tx } from '#db/work'

export type PersonMonth = Readonly<{ personId: string; month: string }>
export type Spent = PersonMonth & Readonly<{ minor: number }>

/** What persons spent in a month of what their account holds, less what came back of it; `month` is YYYY-MM. */
export async function spentByPersons(tx: Tx, of: readonly PersonMonth[]): Promise<Spent[]> {
  if (of.length === 0) return []
  const first = of.map((one) => `${one.month}-01` as BusinessDay)
  const { rows } = await sql<Spent>`
    select a.person as "personId", to_char(a.first, 'YYYY-MM') as month,
           coalesce(sum(case when x.kind = 'sale' then t.amount_minor else 0 - t.amount_minor end), 0)::bigint as minor
      from unnest(${of.map((one) => one.personId)}::uuid[], ${first}::date[]) as a (person, first)
      join sale.sale s on s.person_id = a.person and s.kind = 'sale' and s.day >= a.first
                      and s.day < (a.first + interval '1 month')
      join sale.sale x on x.id = s.id or x.returns_id = s.id
      join sale.tender t on t.sale_id = x.id and t.kind in ('stored_value', 'points', 'on_account')
     where not exists (select from sale.voiding v where v.sale_id = x.id)
     group by a.person, a.first`.execute(tx)
  return rows
}
