import { sql } from 'kysely'
import type { Tx, Work } from '#db/work'
import type { Instant } from '#base/instant'

export type ProductRow = Readonly<{
  id: string
  fingerprint: string
  code: string
  name: string
  category: string
  barcode: string | null
  priceMinor: number | null
  /** What one costs the chain, without tax it gets back; null where nobody has said. */
  costMinor: number | null
  /** Whether its stock is counted: what is not there cannot be taken (B4). */
  stocked: boolean
  version: number
  withdrawnAt: Instant | null
}>
export type NewProduct = Omit<ProductRow, 'withdrawnAt' | 'version'>

const columns = sql.raw(
  `id, fingerprint, code, name, category, barcode, price_minor as "priceMinor", cost_minor as "costMinor", stocked,
   version, withdrawn_at as "withdrawnAt"`,
)

export async function byIds(tx: Tx, ids: readonly string[]): Promise<ProductRow[]> {
  const { rows } =
    await sql<ProductRow>`select ${columns} from goods.product where id = any(${ids}::uuid[])`.execute(tx)
  return rows
}

/** The catalogue in the order of ids behind one of them, what was withdrawn too. */
export async function productsAfter(
  tx: Tx,
  of: Readonly<{ afterId: string | null; most: number }>,
): Promise<ProductRow[]> {
  const behind = of.afterId === null ? sql`true` : sql`id > ${of.afterId}::uuid`
  const { rows } = await sql<ProductRow>`
    select ${columns} from goods.product where ${behind} order by id limit ${of.most}`.execute(tx)
  return rows
}

export async function living(
  tx: Tx,
  codes: readonly string[],
  barcodes: readonly string[],
): Promise<ProductRow[]> {
  const { rows } = await sql<ProductRow>`
    select ${columns} from goods.product
     where withdrawn_at is null and (code = any(${codes}::text[]) or barcode = any(${barcodes}::text[]))`.execute(
    tx,
  )
  return rows
}

export async function idsByCode(tx: Tx, codes: readonly string[]) {
  const { rows } = await sql<{
    id: string
    code: string
    name: string
    category: string
    priceMinor: number | null
    costMinor: number | null
    stocked: boolean
  }>`/* prepared */
    select id, code, name, category, price_minor as "priceMinor", cost_minor as "costMinor", stocked
      from goods.product
     where code = any(${codes}::text[]) and withdrawn_at is null`.execute(tx)
  return rows
}

export async function insertProducts(work: Work, rows: readonly NewProduct[]): Promise<void> {
  await sql`
    insert into goods.product (id, fingerprint, code, name, category, barcode, price_minor, cost_minor, stocked,
                               recorded_at)
    select id, fingerprint, code, name, category, barcode, price, cost, stocked, ${work.at}
      from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.fingerprint)}::text[],
                  ${rows.map((r) => r.code)}::text[], ${rows.map((r) => r.name)}::text[],
                  ${rows.map((r) => r.category)}::text[], ${rows.map((r) => r.barcode)}::text[],
                  ${rows.map((r) => r.priceMinor)}::bigint[], ${rows.map((r) => r.costMinor)}::bigint[],
                  ${rows.map((r) => r.stocked)}::bool[])
        as p (id, fingerprint, code, name, category, barcode, price, cost, stocked)`.execute(work.tx)
}

export async function lockProduct(tx: Tx, id: string): Promise<ProductRow | undefined> {
  const { rows } =
    await sql<ProductRow>`select ${columns} from goods.product where id = ${id} for update`.execute(tx)
  return rows[0]
}

export async function updateProduct(tx: Tx, row: ProductRow): Promise<void> {
  await sql`
    update goods.product
       set name = ${row.name}, category = ${row.category}, barcode = ${row.barcode}, price_minor = ${row.priceMinor},
           cost_minor = ${row.costMinor}, stocked = ${row.stocked}, version = ${row.version}
     where id = ${row.id}`.execute(tx)
}

export async function withdrawProducts(work: Work, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update goods.product set withdrawn_at = ${work.at}
     where id = any(${ids}::uuid[]) and withdrawn_at is null returning id`.execute(work.tx)
  return rows.map((row) => row.id)
}

export async function search(tx: Tx, q: string, page: { from: number; most: number }) {
  const like = `%${q.replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`
  const where = sql`withdrawn_at is null and (${q} = '' or code ilike ${like} or name ilike ${like} or barcode = ${q})`
  const { rows } = await sql<ProductRow>`
    select ${columns} from goods.product where ${where} order by code limit ${page.most} offset ${page.from}`.execute(
    tx,
  )
  const { rows: counts } = await sql<{ total: number }>`
    select count(*)::int as total from goods.product where ${where}`.execute(tx)
  return { rows, total: counts[0]?.total ?? 0 }
}
