import type { Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import type * as contract from './contract/shop.ts'
import * as store from './store/key-products.ts'

/** G9: a product is watched or not by the last mark it was given; the same mark under the same id is one mark. */
export async function markKeyProduct(work: Work, wish: Wish<typeof contract.markKeyProduct>) {
  const { id, code, marked } = wish
  const print = fingerprint({ code, marked })
  await store.lockKeyMarks(work.tx)
  const done = await store.keyMark(work.tx, id)
  if (done && done.fingerprint !== print) throw new Refusal('key_product_id_reused')
  if (done) return { id, code, marked, replayed: true }
  if (!(await store.wasSold(work.tx, code))) throw new Refusal('product_never_sold', { path: 'code' })
  await store.insertKeyMark(work, { id, fingerprint: print, code, marked })
  return { id, code, marked, replayed: false }
}
