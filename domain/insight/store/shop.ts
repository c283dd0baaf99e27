import { sql } from 'kysely'
import type { BusinessDay } from '#base/instant'
import type { Tx } from '#db/work'
import { NOTHING_SOLD, type Measure } from '../model/measure.ts'

/** Business days, both included; null branches is the whole chain. */
export type Within = Readonly<{ from: string; to: string; branchIds: readonly string[] | null }>

const sums = sql.raw(`
  coalesce(sum(c.bills), 0)::int as bills, coalesce(sum(c.thousandths), 0)::bigint as thousandths,
  coalesce(sum(c.amount_minor), 0)::bigint as "amountMinor", coalesce(sum(c.member_bills), 0)::int as "memberBills",
  coalesce(sum(c.member_thousandths), 0)::bigint as "memberThousandths",
  coalesce(sum(c.member_amount_minor), 0)::bigint as "memberAmountMinor"`)

const within = ({ from, to, branchIds }: Within) => sql`
      c.day between ${from} and ${to}
  and (${branchIds}::uuid[] is null or c.branch_id = any(${branchIds}::uuid[]))`

/** The last day with a sale or a return that was read. */
export async function lastSoldDay(tx: Tx, branchIds: readonly string[] | null): Promise<BusinessDay | null> {
  const { rows } = await sql<{ day: BusinessDay | null }>`
    select max(day) as day from insight.branch_band
     where ${branchIds}::uuid[] is null or branch_id = any(${branchIds}::uuid[])`.execute(tx)
  return rows[0]?.day ?? null
}

/** Everything sold in a span. */
export async function soldIn(tx: Tx, of: Within): Promise<Measure> {
  const { rows } = await sql<Measure>`select ${sums} from insight.branch_band c where ${within(of)}`.execute(
    tx,
  )
  return rows[0] ?? NOTHING_SOLD
}

export type ProductAsked = Within & Readonly<{ keyOnly: boolean; q: string }>

const keys = sql.raw(`
  (select product_code from (select distinct on (product_code) product_code, marked from insight.key_product
                              order by product_code, at desc, id desc) k where k.marked)`)

const products = ({ keyOnly, q, ...of }: ProductAsked) => sql`
      ${within(of)}
  and (not ${keyOnly} or c.product_code in ${keys})
  and (${q} = '' or lower(c.product_code) = lower(${q})
       or c.product_code in (select n.product_code from insight.product_name n
                              where strpos(lower(n.name), lower(${q})) > 0))`

export type ProductRow = Measure & Readonly<{ code: string; name: string; key: boolean }>

const RANKS = { amount: 'amount_minor', units: 'thousandths', bills: 'bills' } as const

/** Products by what was sold of them, the most first; equal ones by their code. */
export async function productRows(
  tx: Tx,
  of: ProductAsked & Readonly<{ by: keyof typeof RANKS; start: number; most: number }>,
) {
  const { rows } = await sql<ProductRow>`
    select c.product_code as code, coalesce(max(n.name), c.product_code) as name, c.product_code in ${keys} as key,
           ${sums}
      from insight.product_day c left join insight.product_name n on n.product_code = c.product_code
     where ${products(of)}
     group by c.product_code
     order by sum(c.${sql.ref(RANKS[of.by])}) desc, c.product_code
     limit ${of.most} offset ${of.start}`.execute(tx)
  return rows
}

export async function productsTogether(tx: Tx, of: ProductAsked): Promise<Measure & { products: number }> {
  const { rows } = await sql<Measure & { products: number }>`
    select count(distinct c.product_code)::int as products, ${sums}
      from insight.product_day c where ${products(of)}`.execute(tx)
  return rows[0] ?? { ...NOTHING_SOLD, products: 0 }
}

/** Money of these products in a span. */
export async function amountsOf(tx: Tx, of: Within & Readonly<{ codes: readonly string[] }>) {
  const { rows } = await sql<{ code: string; amountMinor: number }>`
    select c.product_code as code, sum(c.amount_minor)::bigint as "amountMinor" from insight.product_day c
     where ${within(of)} and c.product_code = any(${of.codes}::text[]) group by 1`.execute(tx)
  return new Map(rows.map((row) => [row.code, row.amountMinor]))
}

export async function keyProducts(tx: Tx): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${keys} k`.execute(tx)
  return rows[0]?.n ?? 0
}

/** What was sold by weekday (Monday is 1) and hour. */
export async function hourCells(tx: Tx, of: Within) {
  const { rows } = await sql<Measure & { weekday: number; hour: number }>`
    select extract(isodow from c.day)::int as weekday, c.hour::int as hour, ${sums}
      from insight.branch_hour c where ${within(of)} group by 1, 2 order by 1, 2`.execute(tx)
  return rows
}

/** How many days with a sale fell on each weekday. */
export async function soldWeekdays(tx: Tx, of: Within) {
  const { rows } = await sql<{ weekday: number; days: number }>`
    select extract(isodow from c.day)::int as weekday, count(distinct c.day)::int as days
      from insight.branch_band c where ${within(of)} and c.bills > 0 group by 1`.execute(tx)
  return new Map(rows.map((row) => [row.weekday, row.days]))
}

/** By month, each named by its first day. */
export async function monthRows(tx: Tx, { from, to, branchIds }: Within) {
  const { rows } = await sql<Measure & { month: string }>`
    select c.month, ${sums} from insight.branch_month c
     where c.month between ${from} and ${to}
       and (${branchIds}::uuid[] is null or c.branch_id = any(${branchIds}::uuid[]))
     group by 1 order by 1`.execute(tx)
  return rows
}

/** The same of some products; the months of the days they were sold on. */
export async function productMonthRows(tx: Tx, of: Within & Readonly<{ q: string }>) {
  const { rows } = await sql<Measure & { month: string }>`
    select date_trunc('month', c.day)::date as month, ${sums} from insight.product_day c
     where ${products({ ...of, keyOnly: false })} group by 1 order by 1`.execute(tx)
  return rows
}

export async function bandRows(tx: Tx, of: Within) {
  const { rows } = await sql<Measure & { band: number }>`
    select c.band::int as band, ${sums} from insight.branch_band c where ${within(of)} group by 1 order by 1`.execute(
    tx,
  )
  return rows
}

export async function branchRows(tx: Tx, of: Within) {
  const { rows } = await sql<Measure & { branchId: string }>`
    select c.branch_id as "branchId", ${sums} from insight.branch_band c where ${within(of)} group by 1`.execute(
    tx,
  )
  return rows
}

/** By day or branch, of all products or of some. */
export async function soldBy(tx: Tx, of: ProductAsked & Readonly<{ by: 'day' | 'branch' }>) {
  const column = sql.ref(of.by === 'day' ? 'day' : 'branch_id')
  // A bill with three products counts once in its day, three times among products.
  const cells = of.q === '' ? sql`insight.branch_band` : sql`insight.product_day`
  const where = of.q === '' ? within(of) : products(of)
  const { rows } = await sql<Measure & { key: string }>`
    select c.${column}::text as key, ${sums} from ${cells} c where ${where} group by 1 order by 1`.execute(tx)
  return rows
}

/** Codes of the products that a text means: its code, or a part of its name. */
export async function codesLike(tx: Tx, q: string): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    select product_code as code from insight.product_name
     where lower(product_code) = lower(${q}) or strpos(lower(name), lower(${q})) > 0`.execute(tx)
  return rows.map((row) => row.code)
}

/** The names that products had when they were last told of. */
export async function namesOf(tx: Tx, codes: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ code: string; name: string }>`
    select product_code as code, name from insight.product_name
     where product_code = any(${codes}::text[])`.execute(tx)
  return new Map(rows.map((row) => [row.code, row.name]))
}
