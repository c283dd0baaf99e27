import { sql } from 'kysely'
import type { Tx } from '#db/work'
import type { Within } from './shop.ts'

/** Months with a sale, each named by its first day, and what was sold in each, in minor units. */
export type MonthsRow = Readonly<{ key: string; months: readonly string[]; amounts: readonly number[] }>

export async function branchMonths(tx: Tx, { from, to, branchIds }: Within): Promise<MonthsRow[]> {
  const { rows } = await sql<MonthsRow>`
    select c.branch_id::text as key, array_agg(c.month::text order by c.month) as months,
           array_agg(c.amount_minor::float8 order by c.month) as amounts
      from insight.branch_month c
     where c.month between ${from} and ${to}
       and (${branchIds}::uuid[] is null or c.branch_id = any(${branchIds}::uuid[]))
     group by 1 order by 1`.execute(tx)
  return rows
}

/** The products that brought most in the span, equal ones by their code. */
export async function productMonths(
  tx: Tx,
  { from, to, branchIds, most }: Within & Readonly<{ most: number }>,
): Promise<MonthsRow[]> {
  const { rows } = await sql<MonthsRow>`
    with by_month as (
      select c.product_code, date_trunc('month', c.day)::date as month, sum(c.amount_minor)::float8 as amount
        from insight.product_day c
       where c.day between ${from} and ${to}
         and (${branchIds}::uuid[] is null or c.branch_id = any(${branchIds}::uuid[]))
       group by 1, 2)
    select product_code as key, array_agg(month::text order by month) as months,
           array_agg(amount order by month) as amounts
      from by_month group by 1 order by sum(amount) desc, 1 limit ${most}`.execute(tx)
  return rows
}
