import { sql, type RawBuilder } from 'kysely'
import type { BusinessDay } from '#base/instant'
import type { Tx } from '#db/work'
import { markPreferred } from './preferred.ts'
import type { Part } from './rebuilding.ts'

type Sql = RawBuilder<unknown>

/** Months are mended whole, from the first day on. */
const inMonth = (column: Sql, month: BusinessDay): Sql =>
  sql`${column} >= ${month}::date and ${column} < ${month}::date + interval '1 month'`

/** The first month behind one of which the log or a projection knows anything; null at the end. */
export async function nextMonth(tx: Tx, after: BusinessDay | null): Promise<BusinessDay | null> {
  const from = after === null ? sql`'-infinity'::date` : sql`(${after}::date + interval '1 month')::date`
  const first = (table: string) => sql`(select min(day) from ${sql.table(table)} where day >= ${from})`
  const { rows } = await sql<{ month: BusinessDay | null }>`
    select date_trunc('month', least(${first('insight.product_day')}, ${first('insight.branch_hour')},
             ${first('insight.branch_band')}, (select min(month) from insight.branch_month where month >= ${from}),
             (select day from insight.told_sale where day >= ${from} order by day limit 1)))::date as month`.execute(
    tx,
  )
  return rows[0]?.month ?? null
}

const MEASURES = [
  'bills',
  'thousandths',
  'amount_minor',
  'member_bills',
  'member_thousandths',
  'member_amount_minor',
] as const

const list = (columns: readonly string[], of?: string): Sql =>
  sql.join(columns.map((column) => sql.ref(of === undefined ? column : `${of}.${column}`)))

/** What a group of told rows comes to; `known` says whether somebody showed a card. */
const measured = (known: Sql): Sql => sql`
  sum(bill)::int as bills, sum(thousandths)::bigint as thousandths, sum(amount_minor)::bigint as amount_minor,
  coalesce(sum(bill) filter (where ${known}), 0)::int as member_bills,
  coalesce(sum(thousandths) filter (where ${known}), 0)::bigint as member_thousandths,
  coalesce(sum(amount_minor) filter (where ${known}), 0)::bigint as member_amount_minor`

type Mending = Readonly<{
  table: string
  keys: readonly string[]
  measures: readonly string[]
  told: Sql
  here: Sql
}>

/** Makes the cells that are here those that are told; answers how many were not. */
async function mend(tx: Tx, { table, keys, measures, told, here }: Mending): Promise<number> {
  const same = sql.join(
    keys.map((key) => sql`t.${sql.ref(key)} = c.${sql.ref(key)}`),
    sql` and `,
  )
  const set = sql.join(measures.map((one) => sql`${sql.ref(one)} = excluded.${sql.ref(one)}`))
  const { rows } = await sql<{ cells: number }>`
    with told as materialized (${told}),
    gone as (
      delete from ${sql.table(table)} c where ${here} and not exists (select from told t where ${same}) returning 1),
    put as (
      insert into ${sql.table(table)} as c (${list([...keys, ...measures])})
      select ${list([...keys, ...measures])} from told
          on conflict (${list(keys)}) do update set ${set}
       where (${list(measures, 'c')}) is distinct from (${list(measures, 'excluded')})
      returning 1)
    select ((select count(*) from gone) + (select count(*) from put))::int as cells`.execute(tx)
  return rows[0]?.cells ?? 0
}

/** Cells that came to nothing are not kept. */
const ANYTHING = sql`
  having sum(bill) <> 0 or sum(thousandths) <> 0 or sum(amount_minor) <> 0`

export type Zone = Readonly<{ branchId: string; zone: string }>

/** Makes a month of products, hours, bands and the month what the log says (G7); answers how many cells were not. */
export async function mendMonth(
  tx: Tx,
  { month, zones }: Readonly<{ month: BusinessDay; zones: readonly Zone[] }>,
): Promise<number> {
  const days = inMonth(sql`day`, month)
  const here = inMonth(sql`c.day`, month)
  const member = sql`member_id is not null`
  const products = await mend(tx, {
    table: 'insight.product_day',
    keys: ['day', 'branch_id', 'product_code'],
    measures: MEASURES,
    here,
    told: sql`select day, branch_id, product_code, ${measured(sql`known`)} from insight.told_product
               where ${days} group by 1, 2, 3 ${ANYTHING}`,
  })
  const hours = await mend(tx, {
    table: 'insight.branch_hour',
    keys: ['day', 'branch_id', 'hour'],
    measures: MEASURES,
    here,
    told: sql`
      select b.day, b.branch_id, extract(hour from b.happened_at at time zone z.zone)::smallint as hour,
             ${measured(member)}
        from insight.told_bill b
        join unnest(${zones.map((one) => one.branchId)}::uuid[], ${zones.map((one) => one.zone)}::text[])
             as z (branch_id, zone) on z.branch_id = b.branch_id
       where ${inMonth(sql`b.day`, month)} group by 1, 2, 3 ${ANYTHING}`,
  })
  const bands = await mend(tx, {
    table: 'insight.branch_band',
    keys: ['day', 'branch_id', 'band'],
    measures: MEASURES,
    here,
    told: sql`select day, branch_id, insight.bill_band(kind, rung_minor) as band, ${measured(member)}
                from insight.told_bill where ${days} group by 1, 2, 3 ${ANYTHING}`,
  })
  const months = await mend(tx, {
    table: 'insight.branch_month',
    keys: ['month', 'branch_id'],
    measures: MEASURES,
    here: sql`c.month = ${month}::date`,
    told: sql`select ${month}::date as month, branch_id, ${measured(member)}
                from insight.told_bill where ${days} group by 2 ${ANYTHING}`,
  })
  return products + hours + bands + months
}

/** Makes where the members of a part buy what the log says; answers how many places were not. */
export async function mendBranches(tx: Tx, { afterId, toId }: Part): Promise<number> {
  const within = (column: Sql) => sql`
    (${afterId}::uuid is null or ${column} > ${afterId}::uuid)
    and (${toId}::uuid is null or ${column} <= ${toId}::uuid)`
  const mended = await mend(tx, {
    table: 'insight.member_branch',
    keys: ['member_id', 'branch_id'],
    measures: ['purchases', 'spend_minor'],
    here: within(sql`c.member_id`),
    told: sql`
      select member_id, branch_id, sum(bill)::int as purchases, sum(total_minor * sign)::bigint as spend_minor
        from insight.told_sale where member_id is not null and ${within(sql`member_id`)} group by 1, 2`,
  })
  await markPreferred(tx, within)
  return mended
}
