import type { Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import type { changeProduct } from './contract.ts'
import { productChanged } from './events.ts'
import * as store from './store.ts'

const FIELDS = ['name', 'category', 'barcode', 'priceMinor', 'costMinor', 'stocked'] as const

/**
 * B3: what was sold keeps its own words and prices, so a product changes for what is sold from now on. Two people never
 * overwrite each other: the version seen must still be the one that stands.
 */
export async function change(work: Work, wish: Wish<typeof changeProduct>) {
  const before = await store.lockProduct(work.tx, wish.id)
  if (!before || before.withdrawnAt !== null) throw new Refusal('product_unknown')
  if (before.version !== wish.version) throw new Refusal('changed_meanwhile', { version: before.version })
  const holders = wish.barcode === null ? [] : await store.living(work.tx, [], [wish.barcode])
  if (holders.some((one) => one.id !== wish.id)) throw new Refusal('barcode_taken')
  const after = { ...before, ...wish, version: before.version + 1 }
  const fields = FIELDS.filter((field) => before[field] !== after[field])
  await store.updateProduct(work.tx, after)
  work.record(productChanged({ id: wish.id, fields }))
  return after
}
