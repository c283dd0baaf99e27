import type { Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { branches, inScope } from '#domain/org/index'
import type { keepStockLimits, stockAlerts, stockMovements, stockOnHand } from './contract/stock.ts'
import { limitsKept } from './events.ts'
import { alertOf, placeKey, quantityOf, thousandthsOf, type Alert } from './model.ts'
import { shelvesOf } from './move-stock.ts'
import { idsByCode } from './store.ts'
import * as lists from './store/stock-lists.ts'
import * as store from './store/stock.ts'

type Where = Readonly<{ branchId?: string | undefined; headOffice: boolean; page: number; rows: number }>

/** Whoever is bound to branches sees these alone. */
function placesFor(work: Work, { branchId, headOffice }: Where): lists.Places {
  const mine = work.by.branchIds
  if (headOffice) {
    if (mine !== null) throw new Refusal('branch_unknown')
    return 'head office'
  }
  if (branchId === undefined) return mine ?? 'all'
  if (!inScope(work, branchId)) throw new Refusal('branch_unknown')
  return [branchId]
}

const pageOf = ({ page, rows: most }: Where) => ({ from: (page - 1) * most, most })

const optional = (thousandths: number | null) => (thousandths === null ? null : quantityOf(thousandths))
const told = (shelf: lists.ShelfRow) => ({
  branchId: shelf.branchId,
  onHand: quantityOf(shelf.onHand),
  low: optional(shelf.low),
  high: optional(shelf.high),
  alert: alertOf(shelf.onHand, shelf),
})

/** C83: what is on hand at the places asked for, together and place by place. */
export async function onHand(work: Work, wish: Wish<typeof stockOnHand>) {
  const places = placesFor(work, wish)
  const { rows, total } = await lists.stock(work.tx, { q: wish.q, places, ...pageOf(wish) })
  const ids = rows.map((row) => row.productId)
  const shelves = await lists.shelvesOf(work.tx, ids, places)
  return {
    total,
    rows: rows.map((row) => ({
      ...row,
      onHand: quantityOf(row.onHand),
      places: shelves.filter((shelf) => shelf.productId === row.productId).map(told),
    })),
  }
}

export async function listAlerts(work: Work, wish: Wish<typeof stockAlerts>) {
  const { rows, total } = await lists.alerts(work.tx, { places: placesFor(work, wish), ...pageOf(wish) })
  return {
    total,
    rows: rows.map(({ code, name, productId, ...shelf }) => {
      const { alert, ...words } = told({ productId, ...shelf })
      // The store has asked for shelves beyond a limit, so there is one.
      return { code, name, productId, ...words, alert: alert as Alert }
    }),
  }
}

export async function listMovements(work: Work, wish: Wish<typeof stockMovements>) {
  const { rows, total } = await lists.movements(work.tx, {
    productCode: wish.productCode ?? null,
    places: placesFor(work, wish),
    ...pageOf(wish),
  })
  const plain = rows.map((row) => ({
    ...row,
    quantity: quantityOf(row.quantity),
    leftOver: quantityOf(row.leftOver),
  }))
  return { rows: plain, total }
}

/** C84: limits belong to a product at a place; asking twice changes nothing more. */
export async function keepLimits(work: Work, wish: Wish<typeof keepStockLimits>) {
  const { productCode, branchId } = wish
  const known = branchId === null || (await branches(work)).some((one) => one.id === branchId)
  const mine = branchId === null ? work.by.branchIds === null : inScope(work, branchId)
  if (!known || !mine) throw new Refusal('branch_unknown')
  const [product] = await idsByCode(work.tx, [productCode])
  if (!product) throw new Refusal('product_unknown', { productCode })
  if (!product.stocked) throw new Refusal('product_not_stocked', { productCode })
  const place = { productId: product.id, branchId }
  const lies = (await shelvesOf(work, [place])).get(placeKey(place)) ?? 0
  const low = wish.low === null ? null : thousandthsOf(wish.low)
  const high = wish.high === null ? null : thousandthsOf(wish.high)
  await store.keepLimits(work.tx, { ...place, low, high })
  work.record(limitsKept({ productId: product.id, branchId, low: wish.low, high: wish.high }))
  return { productCode, ...told({ ...place, onHand: lies, low, high }) }
}
