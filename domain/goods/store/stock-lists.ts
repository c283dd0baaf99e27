import { sql, type RawBuilder } from 'kysely'
import type { Instant } from '#base/instant'
import type { Tx } from '#db/work'
import type { MovementKind } from '../model.ts'

/** Which places are asked for: all, some branches, or the head office alone. */
export type Places = 'all' | 'head office' | readonly string[]

function lies(places: Places, column: string): RawBuilder<unknown> {
  if (places === 'all') return sql`true`
  const branch = sql.ref(column)
  return places === 'head office' ? sql`${branch} is null` : sql`${branch} = any(${places}::uuid[])`
}

const likeText = (text: string): string => text.replace(/[\\%_]/g, (mark) => `\\${mark}`)

export type StockRow = Readonly<{
  productId: string
  code: string
  name: string
  category: string
  costMinor: number | null
  onHand: number
}>

type Page = Readonly<{ from: number; most: number }>

/** Products whose stock is counted, with what lies at the places asked for together. */
export async function stock(tx: Tx, of: Page & Readonly<{ q: string; places: Places }>) {
  const like = `%${likeText(of.q)}%`
  const where = sql`p.withdrawn_at is null and p.stocked
    and (${of.q} = '' or p.code ilike ${like} or p.name ilike ${like} or p.barcode = ${of.q})`
  const { rows } = await sql<StockRow>`
    select p.id as "productId", p.code, p.name, p.category, p.cost_minor as "costMinor",
           (select coalesce(sum(s.on_hand), 0)::bigint from goods.shelf s
             where s.product_id = p.id and ${lies(of.places, 's.branch_id')}) as "onHand"
      from goods.product p where ${where} order by p.code limit ${of.most} offset ${of.from}`.execute(tx)
  const { rows: counts } = await sql<{ total: number }>`
    select count(*)::int as total from goods.product p where ${where}`.execute(tx)
  return { rows, total: counts[0]?.total ?? 0 }
}

export type ShelfRow = Readonly<{
  productId: string
  branchId: string | null
  onHand: number
  low: number | null
  high: number | null
}>

const shelfColumns = sql.raw(
  `s.product_id as "productId", s.branch_id as "branchId", s.on_hand as "onHand", s.low, s.high`,
)

export async function shelvesOf(tx: Tx, productIds: readonly string[], places: Places): Promise<ShelfRow[]> {
  const { rows } = await sql<ShelfRow>`
    select ${shelfColumns} from goods.shelf s
     where s.product_id = any(${productIds}::uuid[]) and ${lies(places, 's.branch_id')}
     order by s.product_id, s.branch_id nulls first`.execute(tx)
  return rows
}

/** C84: shelves below their low limit or above their high one. */
export async function alerts(tx: Tx, of: Page & Readonly<{ places: Places }>) {
  const where = sql`p.withdrawn_at is null and p.stocked and (s.on_hand < s.low or s.on_hand > s.high)
    and ${lies(of.places, 's.branch_id')}`
  const from = sql`goods.shelf s join goods.product p on p.id = s.product_id`
  const { rows } = await sql<ShelfRow & { code: string; name: string }>`
    select ${shelfColumns}, p.code, p.name from ${from} where ${where}
     order by p.code, s.branch_id nulls first limit ${of.most} offset ${of.from}`.execute(tx)
  const { rows: counts } = await sql<{ total: number }>`
    select count(*)::int as total from ${from} where ${where}`.execute(tx)
  return { rows, total: counts[0]?.total ?? 0 }
}

export type MovementRow = Readonly<{
  id: string
  productCode: string
  branchId: string | null
  kind: MovementKind
  quantity: number
  leftOver: number
  causeKind: string
  causeId: string
  at: Instant
  byId: string | null
}>

/** Newest first. */
export async function movements(
  tx: Tx,
  of: Page & Readonly<{ productCode: string | null; places: Places }>,
): Promise<{ rows: MovementRow[]; total: number }> {
  const only =
    of.productCode === null ? sql`true` : sql`p.code = ${of.productCode} and p.withdrawn_at is null`
  const where = sql`${only} and ${lies(of.places, 'm.branch_id')}`
  const from = sql`goods.movement m join goods.product p on p.id = m.product_id`
  const { rows } = await sql<MovementRow>`
    select m.id, p.code as "productCode", m.branch_id as "branchId", m.kind, m.quantity, m.left_over as "leftOver",
           m.cause_kind as "causeKind", m.cause_id as "causeId", m.at, m.by_id as "byId"
      from ${from} where ${where} order by m.at desc, m.id desc limit ${of.most} offset ${of.from}`.execute(
    tx,
  )
  const { rows: counts } = await sql<{ total: number }>`
    select count(*)::int as total from ${from} where ${where}`.execute(tx)
  return { rows, total: counts[0]?.total ?? 0 }
}
