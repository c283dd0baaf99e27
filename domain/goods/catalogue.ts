import type { Work } from '#db/work'
import * as store from './store.ts'

export type Listed = store.ProductRow
export type Catalogue = Readonly<{
  living: readonly Listed[]
  /** Codes of what was withdrawn, unless another product has the code by now (B1). */
  gone: readonly string[]
}>
export type CataloguePage = Catalogue & Readonly<{ lastId: string | null }>

/** Products in the order of their ids behind one of them; `lastId` is null at the end. */
export async function catalogueAfter(
  work: Work,
  of: Parameters<typeof store.productsAfter>[1],
): Promise<CataloguePage> {
  const rows = await store.productsAfter(work.tx, of)
  const lastId = rows.length < of.most ? null : (rows.at(-1)?.id ?? null)
  return { ...(await told(work, rows)), lastId }
}

/** The products of these ids; what is no product's is passed over. */
export const catalogueOf = async (work: Work, ids: readonly string[]): Promise<Catalogue> =>
  told(work, ids.length === 0 ? [] : await store.byIds(work.tx, [...new Set(ids)]))

async function told(work: Work, rows: readonly Listed[]): Promise<Catalogue> {
  const living = rows.filter((row) => row.withdrawnAt === null)
  const codes = [...new Set(rows.filter((row) => row.withdrawnAt !== null).map((row) => row.code))]
  const again = codes.length === 0 ? [] : await store.idsByCode(work.tx, codes)
  const taken = new Set(again.map((row) => row.code))
  return { living, gone: codes.filter((code) => !taken.has(code)) }
}
