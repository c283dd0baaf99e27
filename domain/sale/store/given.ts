import { sql } from 'kysely'
import type { Instant } from '#base/instant'
import type { Statement } from '#db/in-one'
import type { Tx } from '#db/work'
import type { HandGiven } from '../model/hand-discount.ts'
import type { NewSale } from './sales.ts'

/** S17: what hands took off these sales, where they did. */
export function givenStatements(sales: readonly NewSale[]): Statement[] {
  const rows = sales.flatMap((sale) => (sale.byHand ? [{ ...sale, given: sale.byHand }] : []))
  if (rows.length === 0) return []
  const of = <K extends keyof HandGiven>(key: K) => rows.map(({ given }) => given[key])
  return [
    sql`
    insert into sale.hand_discount (sale_id, branch_id, happened_at, by_id, by_name, listed_minor, off_minor, share_bps,
                                    most_bps, may, allowance_id)
    select unnest(${rows.map((r) => r.id)}::uuid[]), unnest(${rows.map((r) => r.branchId)}::uuid[]),
           unnest(${rows.map((r) => r.happenedAt)}::timestamptz[]), unnest(${rows.map((r) => r.by.id)}::uuid[]),
           unnest(${rows.map((r) => r.by.name)}::text[]), unnest(${of('listedMinor')}::bigint[]),
           unnest(${of('offMinor')}::bigint[]), unnest(${of('shareBps')}::int[]), unnest(${of('mostBps')}::int[]),
           unnest(${of('may')}::boolean[]), unnest(${of('allowanceId')}::uuid[])`,
  ]
}

export type GivenRow = Readonly<{
  saleId: string
  branchId: string
  happenedAt: Instant
  byId: string | null
  byName: string
  listedMinor: number
  offMinor: number
  shareBps: number
  mostBps: number | null
  allowedId: string | null
  allowedName: string | null
}>

export type GivenAsked = Readonly<{
  branchId: string | null
  /** Whoever sent the sale. */
  byId: string | null
  /** Only those beyond what whoever sent it might give alone, or only those within. */
  beyond: boolean | null
  branchIds: readonly string[] | null
  most: number
}>

/** What hands took off sales by API, newest first, with what all of them took off. */
export async function givenByHand(
  tx: Tx,
  of: GivenAsked,
): Promise<{ rows: GivenRow[]; total: number; offMinor: number }> {
  const where = sql`
    (${of.branchId}::uuid is null or h.branch_id = ${of.branchId})
    and (${of.byId}::uuid is null or h.by_id = ${of.byId})
    and (${of.beyond}::boolean is null or coalesce(h.share_bps > h.most_bps, false) = ${of.beyond})
    and (${of.branchIds}::uuid[] is null or h.branch_id = any(${of.branchIds}::uuid[]))`
  const { rows } = await sql<GivenRow>`
    select h.sale_id as "saleId", h.branch_id as "branchId", h.happened_at as "happenedAt", h.by_id as "byId"
         , h.by_name as "byName", h.listed_minor as "listedMinor", h.off_minor as "offMinor"
         , h.share_bps as "shareBps", h.most_bps as "mostBps", w.by_id as "allowedId", w.by_name as "allowedName"
      from sale.hand_discount h left join sale.discount_allowance w on w.id = h.allowance_id
     where ${where} order by h.happened_at desc, h.sale_id limit ${of.most}`.execute(tx)
  const { rows: counted } = await sql<{ total: number; offMinor: number }>`
    select count(*) as total, coalesce(sum(h.off_minor), 0)::bigint as "offMinor"
      from sale.hand_discount h where ${where}`.execute(tx)
  return { rows, ...(counted[0] ?? { total: 0, offMinor: 0 }) }
}
