import type { Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import type { addProduct, listProducts } from './contract.ts'
import { productAdded, productWithdrawn } from './events.ts'
import * as store from './store.ts'

export type ProductWish = Wish<typeof addProduct>
export type ProductAnswer = Readonly<{
  id: string
  code: 'applied' | 'product_id_reused' | 'code_taken' | 'barcode_taken'
  replayed: boolean
}>

/** Adds many products at once; each gets its own answer. A code and a barcode name one living product (B1). */
export async function addMany(work: Work, wishes: readonly ProductWish[]): Promise<ProductAnswer[]> {
  const { answers, rows } = await decided(work, wishes)
  if (rows.length > 0) await store.insertProducts(work, rows)
  work.record(...rows.map((row) => productAdded(row)))
  return answers
}

/** What adding would answer now, without any effect. */
export async function judgeProducts(work: Work, wishes: readonly ProductWish[]): Promise<ProductAnswer[]> {
  return (await decided(work, wishes)).answers
}

async function decided(work: Work, wishes: readonly ProductWish[]) {
  const barcodes = wishes.flatMap((w) => (w.barcode ? [w.barcode] : []))
  const living = await store.living(
    work.tx,
    wishes.map((w) => w.code),
    barcodes,
  )
  // Ids last on purpose: a retry that sees its own code must also see itself.
  const before = new Map(
    (
      await store.byIds(
        work.tx,
        wishes.map((w) => w.id),
      )
    ).map((p) => [p.id, p.fingerprint]),
  )
  const codes = new Set(living.map((p) => p.code))
  const taken = new Set(living.map((p) => p.barcode))
  const rows: store.NewProduct[] = []

  const answers = wishes.map((wish): ProductAnswer => {
    const print = fingerprint(wish)
    const known = before.get(wish.id)
    if (known) return { id: wish.id, code: known === print ? 'applied' : 'product_id_reused', replayed: true }
    if (codes.has(wish.code)) return { id: wish.id, code: 'code_taken', replayed: false }
    if (wish.barcode && taken.has(wish.barcode))
      return { id: wish.id, code: 'barcode_taken', replayed: false }
    before.set(wish.id, print)
    codes.add(wish.code)
    if (wish.barcode) taken.add(wish.barcode)
    rows.push({
      ...wish,
      fingerprint: print,
      costMinor: wish.costMinor ?? null,
      stocked: wish.stocked ?? false,
    })
    return { id: wish.id, code: 'applied', replayed: false }
  })
  return { answers, rows }
}

export async function add(work: Work, wish: ProductWish) {
  const [answer] = await addMany(work, [wish])
  const { code } = present(answer, 'B2: every wish is answered')
  if (code !== 'applied') throw new Refusal(code)
  const [product] = await store.byIds(work.tx, [wish.id])
  return present(product, 'B2: what was added is there')
}

export async function list(work: Work, wish: Wish<typeof listProducts>) {
  return store.search(work.tx, wish.q, { from: (wish.page - 1) * wish.rows, most: wish.rows })
}

/** Takes products back that came with an undone import; lines already sold keep their own words. */
export async function withdraw(work: Work, ids: readonly string[]): Promise<string[]> {
  const gone = await store.withdrawProducts(work, ids)
  work.record(...gone.map((id) => productWithdrawn(id)))
  return gone
}

/** Living products by code; codes nobody added are absent. */
export async function productsByCode(work: Work, codes: readonly string[]) {
  return new Map((await store.idsByCode(work.tx, codes)).map((p) => [p.code, p]))
}
