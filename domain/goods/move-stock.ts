import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { causeKey, placeKey, quantityOf, take, thousandthsOf, together } from './model.ts'
import type { Cause, MovementKind, Place, Taking } from './model.ts'
import * as products from './store.ts'
import * as store from './store/stock.ts'

/** What another room takes from stock or puts back: by code, at a branch or (null) the head office. */
export type StockWish = Readonly<{
  productCode: string
  branchId: string | null
  /** More than nothing, at most three decimals. */
  quantity: number
  cause: Cause
}>

/** A cause that could not take what it wanted: it took nothing. */
export type StockShort = Readonly<{
  cause: Cause
  productCode: string
  branchId: string | null
  asked: number
  onHand: number
}>

type Opened = Readonly<{ takings: Taking[]; shelves: Map<string, number>; codes: Map<string, string> }>

/**
 * Only products whose stock is counted have shelves; others, and codes nobody added, are passed over. Shelves first: a
 * retry queues there and then sees that its cause has moved stock before (B6).
 */
async function open(work: Work, wishes: readonly StockWish[]): Promise<Opened> {
  const found = await products.idsByCode(work.tx, [...new Set(wishes.map((wish) => wish.productCode))])
  const ids = new Map(found.filter((one) => one.stocked).map((one) => [one.code, one.id]))
  const all = wishes.flatMap(({ productCode, branchId, quantity, cause }) => {
    const productId = ids.get(productCode)
    return productId === undefined ? [] : [{ productId, branchId, quantity: thousandthsOf(quantity), cause }]
  })
  if (all.length === 0) return { takings: [], shelves: new Map(), codes: new Map() }
  const shelves = await shelvesOf(work, all)
  const before = new Set(
    (
      await store.movedBy(
        work.tx,
        all.map(({ cause }) => cause),
      )
    ).map(causeKey),
  )
  const takings = together(all.filter(({ cause }) => !before.has(causeKey(cause))))
  return { takings, shelves, codes: new Map([...ids].map(([code, id]) => [id, code])) }
}

/** What lies on these shelves, locked. */
export async function shelvesOf(work: Work, places: readonly Place[]): Promise<Map<string, number>> {
  return new Map((await store.lockShelves(work.tx, places)).map((shelf) => [placeKey(shelf), shelf.onHand]))
}

/** Writes movements of shelves that are locked; `shelves` holds what lies on them before, and afterwards. */
export async function moveAll(
  work: Work,
  shelves: Map<string, number>,
  rows: readonly (Taking & Readonly<{ kind: MovementKind }>)[],
): Promise<void> {
  const moved = rows.map(({ cause, productId, branchId, quantity, kind }) => {
    const leftOver = (shelves.get(placeKey({ productId, branchId })) ?? 0) + quantity
    shelves.set(placeKey({ productId, branchId }), leftOver)
    return {
      id: work.newId(),
      productId,
      branchId,
      kind,
      quantity,
      leftOver,
      causeKind: cause.kind,
      causeId: cause.id,
    }
  })
  if (moved.length > 0) await store.move(work, moved)
}

/**
 * B4, B6: takes stock for many causes at once; answers what was short. A cause that is short anywhere takes nothing,
 * one that has moved stock before takes no more. With `evenBelow`, for what was sold already, nothing is ever short.
 */
export async function tryTakeStock(
  work: Work,
  wishes: readonly StockWish[],
  { evenBelow = false }: Readonly<{ evenBelow?: boolean }> = {},
): Promise<StockShort[]> {
  const { takings, shelves, codes } = await open(work, wishes)
  // `take` says what is left by changing the shelves; the movements below start from what was there.
  const { taken, short } = evenBelow ? { taken: takings, short: [] } : take(new Map(shelves), takings)
  await moveAll(
    work,
    shelves,
    taken.map((one) => ({ ...one, quantity: -one.quantity, kind: 'out' as const })),
  )
  return short.map(({ taking, onHand }) => ({
    cause: taking.cause,
    productCode: codes.get(taking.productId) ?? '',
    branchId: taking.branchId,
    asked: quantityOf(taking.quantity),
    onHand: quantityOf(onHand),
  }))
}

/** The same for a caller that takes all or nothing: refuses `stock_short`. */
export async function takeStock(work: Work, wishes: readonly StockWish[]): Promise<void> {
  const [short] = await tryTakeStock(work, wishes)
  if (!short) return
  const { productCode, branchId, asked, onHand } = short
  throw new Refusal('stock_short', { productCode, branchId, asked, onHand })
}

/** B6: puts stock back, or in, once per cause; what comes back needs a cause of its own. */
export async function putStock(work: Work, wishes: readonly StockWish[]): Promise<void> {
  const { takings, shelves } = await open(work, wishes)
  await moveAll(
    work,
    shelves,
    takings.map((one) => ({ ...one, kind: 'in' as const })),
  )
}
