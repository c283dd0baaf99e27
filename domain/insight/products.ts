import type { Wish } from '#base/endpoint'
import type { BusinessDay } from '#base/instant'
import type { Work } from '#db/work'
import type * as contract from './contract/shop.ts'
import { lookedAt, reachOf } from './reach.ts'
import * as store from './store/shop.ts'

/** Which products sell: today unless said, because it is asked behind the counter (C72). */
export async function productRanking(work: Work, wish: Wish<typeof contract.productRanking>) {
  const reach = await reachOf(work, wish)
  const looked = await lookedAt(work, { ...wish, usualDays: 1 }, reach)
  const { today } = looked
  const { keyOnly, q, by } = wish
  const branchIds = reach.ids
  const now = { from: looked.from, to: looked.to, branchIds }
  const earlier = { from: looked.beforeFrom, to: looked.beforeTo, branchIds }
  const start = (wish.page - 1) * wish.rows
  const rows = await store.productRows(work.tx, { ...now, keyOnly, q, by, start, most: wish.rows })
  const codes = rows.map((row) => row.code)
  const amounts = await store.amountsOf(work.tx, { ...earlier, codes })
  const { total, sold } = await together(work, { ...now, keyOnly, q })
  const { sold: before } = await together(work, { ...earlier, keyOnly, q })
  return {
    ...looked,
    rows: rows.map((row, at) => ({ ...row, rank: start + at + 1, beforeMinor: amounts.get(row.code) ?? 0 })),
    total,
    sold,
    before,
    keys: await keysOf(work, today, branchIds),
  }
}

/**
 * All products of a span. A receipt counts once however many of them it holds; where only some are looked at, a receipt
 * with two of them counts for each.
 */
async function together(work: Work, of: Parameters<typeof store.productsTogether>[1]) {
  const { products, ...sold } = await store.productsTogether(work.tx, of)
  if (of.keyOnly || of.q !== '') return { total: products, sold }
  const { bills, memberBills } = await store.soldIn(work.tx, of)
  return { total: products, sold: { ...sold, bills, memberBills } }
}

async function keysOf(work: Work, today: BusinessDay, branchIds: readonly string[] | null) {
  const of = { to: today, branchIds, keyOnly: true, q: '' }
  const { products: _today, ...sinceMorning } = await store.productsTogether(work.tx, { ...of, from: today })
  const first = `${today.slice(0, 7)}-01`
  const { products: _month, ...month } = await store.productsTogether(work.tx, { ...of, from: first })
  return { products: await store.keyProducts(work.tx), today: sinceMorning, month }
}
