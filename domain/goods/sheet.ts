import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import { branches, inScope } from '#domain/org/index'
import { stockMoved } from './events.ts'
import { placeKey, quantityOf, type MovementKind } from './model.ts'
import { shelvesOf } from './move-stock.ts'
import { idsByCode } from './store.ts'
import * as store from './store/stock.ts'

/** What a sheet says of itself: its kind, the place it is filled in for, where goods go, which products it names. */
export type Plan = Readonly<{
  kind: MovementKind
  branchId: string | null
  toBranchId: string | null
  codes: readonly string[]
  /** The blank cards that come along. */
  cardBatchId?: string
}>

export type OpenSheet = Readonly<{
  productIdOf: (code: string) => string
  shelves: Map<string, number>
  onHand: (code: string) => number
}>

type Wish = Readonly<{ id: string; note: string }>

/**
 * B2: a sheet is filled in once, however often it is sent. Its shelves are locked before its id is looked up, so that
 * a retry queues behind the first and meets it.
 */
export async function fillIn(work: Work, wish: Wish, plan: Plan, fill: (open: OpenSheet) => Promise<void>) {
  const print = fingerprint(wish)
  const products = new Map((await idsByCode(work.tx, plan.codes)).map((one) => [one.code, one]))
  const shelves = await shelvesOf(work, placesOf(plan, [...products.values()]))
  const done = await store.entryById(work.tx, wish.id)
  if (done) {
    if (done.fingerprint !== print) throw new Refusal('stock_entry_id_reused')
    return { ...(await answerOf(work, done)), replayed: true }
  }
  await mustBeKnown(work, plan)
  for (const code of plan.codes) {
    const product = products.get(code)
    if (!product) throw new Refusal('product_unknown', { productCode: code })
    if (!product.stocked) throw new Refusal('product_not_stocked', { productCode: code })
  }
  const productIdOf = (code: string) => present(products.get(code), 'B4: what was checked is there').id
  const onHand = (code: string) =>
    shelves.get(placeKey({ productId: productIdOf(code), branchId: plan.branchId })) ?? 0
  const { kind, branchId, toBranchId, cardBatchId = null } = plan
  const row = { id: wish.id, fingerprint: print, note: wish.note, kind, branchId, toBranchId, cardBatchId }
  // The sheet first: its lines point to it.
  await store.insertEntry(work, row)
  await fill({ productIdOf, shelves, onHand })
  work.record(stockMoved(row))
  return { ...(await answerOf(work, { ...row, at: work.at, byId: work.by.id })), replayed: false }
}

function placesOf(plan: Plan, found: readonly Readonly<{ id: string; stocked: boolean }>[]) {
  const at = plan.kind === 'transfer' ? [plan.branchId, plan.toBranchId] : [plan.branchId]
  const stocked = found.filter((one) => one.stocked)
  return stocked.flatMap(({ id: productId }) => at.map((branchId) => ({ productId, branchId })))
}

/** Whoever is bound to branches fills in sheets for these alone; goods may be sent to any branch there is. */
async function mustBeKnown(work: Work, { branchId, toBranchId }: Plan): Promise<void> {
  const known = new Set((await branches(work)).map((one) => one.id))
  const mine = branchId === null ? work.by.branchIds === null : inScope(work, branchId)
  if (!mine || [branchId, toBranchId].some((id) => id !== null && !known.has(id)))
    throw new Refusal('branch_unknown')
}

async function answerOf(work: Work, row: store.EntryRow) {
  const { fingerprint: _, ...entry } = row
  const lines = await store.entryLines(work.tx, row)
  return {
    ...entry,
    lines: lines.map(({ productCode, quantity, leftOver, expected, counted }) => ({
      productCode,
      quantity: quantityOf(quantity),
      onHand: quantityOf(leftOver ?? counted ?? 0),
      expected: quantityOf(expected ?? 0),
      counted: quantityOf(counted ?? 0),
      variance: quantityOf((counted ?? 0) - (expected ?? 0)),
    })),
  }
}
