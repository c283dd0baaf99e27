import { sql } from 'kysely'
import type { Tx } from '#db/work'

export type BasketsAsked = Readonly<{
  /** Business days, both included; null branches is the whole chain. */
  from: string
  to: string
  branchIds: readonly string[] | null
  /** The newest so many. */
  most: number
}>

/** What was bought together, as columns: never a row object per line. */
export type BasketColumns = Readonly<{
  /** The member of each basket; empty for whoever showed no card. */
  members: readonly string[]
  codes: readonly string[]
  /** A line is a place in `members` and one in `codes`, in any order; a product may be in a basket twice. */
  basket: Int32Array
  product: Int32Array
}>

type Packed = { members: string[]; codes: string[]; baskets: number[]; products: number[] }

/** The newest sales of a span that stand, with the products on each; what came back later was bought all the same. */
export async function basketsIn(tx: Tx, of: BasketsAsked): Promise<BasketColumns> {
  const { rows } = await sql<Packed>`
    with picked as materialized (
      select s.id, s.member_id, (row_number() over (order by s.happened_at desc, s.id desc) - 1)::int as place
        from sale.sale s
       where s.day between ${of.from} and ${of.to} and s.kind = 'sale'
         and (${of.branchIds}::uuid[] is null or s.branch_id = any(${of.branchIds}::uuid[]))
         and not exists (select from sale.voiding v where v.sale_id = s.id)
       order by s.happened_at desc, s.id desc limit ${of.most}),
    lines as materialized (select p.place, l.product_code from picked p join sale.line l on l.sale_id = p.id),
    codes as (
      select product_code, (row_number() over (order by product_code) - 1)::int as place
        from (select distinct product_code from lines) d)
    select (select coalesce(array_agg(coalesce(member_id::text, '') order by place), '{}') from picked) as members,
           (select coalesce(array_agg(product_code order by place), '{}') from codes) as codes,
           coalesce(array_agg(l.place), '{}') as baskets,
           coalesce(array_agg(c.place), '{}') as products
      from lines l join codes c on c.product_code = l.product_code`.execute(tx)
  const { members, codes, baskets, products } = rows[0] ?? {
    members: [],
    codes: [],
    baskets: [],
    products: [],
  }
  return { members, codes, basket: Int32Array.from(baskets), product: Int32Array.from(products) }
}
