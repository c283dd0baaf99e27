import { sql } from 'kysely'
import type { Tx } from '#db/work'
import { postColumns, type PostRow } from './posts.ts'

export type ReviewRow = PostRow & Readonly<{ productCode: string; stars: number }>

/** Shown reviews of a product or of all, newest first. */
export async function reviews(
  tx: Tx,
  of: Readonly<{ productCode: string | null; first: number; most: number }>,
): Promise<{ rows: ReviewRow[]; total: number }> {
  const wanted = sql`p.kind = 'review' and not p.hidden
       and (${of.productCode}::text is null or p.product_code = ${of.productCode})`
  const { rows } = await sql<ReviewRow>`
    select ${postColumns} from club.post p where ${wanted}
     order by p.nth desc limit ${of.most} offset ${of.first}`.execute(tx)
  const { rows: counted } = await sql<{ total: number }>`
    select count(*)::int as total from club.post p where ${wanted}`.execute(tx)
  return { rows, total: counted[0]?.total ?? 0 }
}

/** Shown reviews of every product, counted; the most reviewed first. */
export async function scores(tx: Tx) {
  const { rows } = await sql<{ productCode: string; reviews: number; stars: number }>`
    select product_code as "productCode", count(*)::int as reviews, sum(stars)::int as stars
      from club.post where kind = 'review' and not hidden
     group by product_code order by reviews desc, product_code limit 200`.execute(tx)
  return rows
}

/** The stars these members have given, by product. */
export async function starsBy(tx: Tx, memberIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ productCode: string; stars: number }>`
    select product_code as "productCode", stars from club.post
     where kind = 'review' and member_id = any(${memberIds}::uuid[]) order by nth`.execute(tx)
  return new Map(rows.map((row) => [row.productCode, row.stars]))
}
