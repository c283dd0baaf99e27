import type { Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { cardBatch, makeCardBatch } from '#domain/member/index'
import type { bringGoodsIn, countStock, takeGoodsOut, transferStock } from './contract/stock.ts'
import { quantityOf, thousandthsOf } from './model.ts'
import { moveAll } from './move-stock.ts'
import { fillIn, type OpenSheet } from './sheet.ts'
import * as store from './store/stock.ts'

type Lines = readonly Readonly<{ productCode: string; quantity: number }>[]
const codesOf = (lines: readonly Readonly<{ productCode: string }>[]) => lines.map((one) => one.productCode)

/** C83: goods come in; a starter pack of a new store brings its blank cards in the same work (C06). */
export async function bringIn(work: Work, wish: Wish<typeof bringGoodsIn>) {
  const { branchId, lines, cards } = wish
  const along = cards === null ? {} : { cardBatchId: cards.id }
  const plan = { kind: 'in' as const, branchId, toBranchId: null, codes: codesOf(lines), ...along }
  const filled = await fillIn(work, wish, plan, async ({ productIdOf, shelves }) => {
    const cause = { kind: 'in', id: wish.id }
    const rows = lines.map(({ productCode, quantity }) => ({
      productId: productIdOf(productCode),
      branchId,
      quantity: thousandthsOf(quantity),
      cause,
      kind: 'in' as const,
    }))
    await moveAll(work, shelves, rows)
    if (cards !== null) await makeCardBatch(work, { ...cards, branchId, agentCode: null, note: wish.note })
  })
  return { ...filled, cards: await cardsOf(work, filled.cardBatchId) }
}

async function cardsOf(work: Work, batchId: string | null) {
  if (batchId === null) return null
  const { count, firstNumber, lastNumber } = await cardBatch(work, batchId)
  return { batchId, count, firstNumber, lastNumber }
}

/** Goods go out other than by a sale; never more than is there (B4). */
export function takeOut(work: Work, wish: Wish<typeof takeGoodsOut>) {
  const { branchId, lines } = wish
  const plan = { kind: 'out' as const, branchId, toBranchId: null, codes: codesOf(lines) }
  return fillIn(work, wish, plan, async (open) => {
    mustBeThere(open, lines, branchId)
    const cause = { kind: 'out', id: wish.id }
    const rows = lines.map(({ productCode, quantity }) => ({
      productId: open.productIdOf(productCode),
      branchId,
      quantity: -thousandthsOf(quantity),
      cause,
      kind: 'out' as const,
    }))
    await moveAll(work, open.shelves, rows)
  })
}

function mustBeThere({ onHand }: OpenSheet, lines: Lines, branchId: string | null): void {
  const short = lines.find((one) => onHand(one.productCode) < thousandthsOf(one.quantity))
  if (!short) return
  const { productCode, quantity: asked } = short
  throw new Refusal('stock_short', { productCode, branchId, asked, onHand: quantityOf(onHand(productCode)) })
}

/** B8: what leaves one place arrives at the other, in one work. */
export function transfer(work: Work, wish: Wish<typeof transferStock>) {
  const { fromBranchId: branchId, toBranchId, lines } = wish
  const plan = { kind: 'transfer' as const, branchId, toBranchId, codes: codesOf(lines) }
  return fillIn(work, wish, plan, async (open) => {
    mustBeThere(open, lines, branchId)
    const cause = { kind: 'transfer', id: wish.id }
    const rows = lines.flatMap(({ productCode, quantity }) => {
      const of = { productId: open.productIdOf(productCode), cause, kind: 'transfer' as const }
      return [
        { ...of, branchId, quantity: -thousandthsOf(quantity) },
        { ...of, branchId: toBranchId, quantity: thousandthsOf(quantity) },
      ]
    })
    await moveAll(work, open.shelves, rows)
  })
}

/** B7: what was counted is what is there from now on; the variance is a movement of its own. */
export function count(work: Work, wish: Wish<typeof countStock>) {
  const { branchId, lines } = wish
  const plan = { kind: 'stocktake' as const, branchId, toBranchId: null, codes: codesOf(lines) }
  return fillIn(work, wish, plan, async ({ productIdOf, onHand, shelves }) => {
    const counts = lines.map(({ productCode, counted }) => ({
      productId: productIdOf(productCode),
      expected: onHand(productCode),
      counted: thousandthsOf(counted),
    }))
    const cause = { kind: 'stocktake', id: wish.id }
    const rows = counts
      .filter(({ expected, counted }) => counted !== expected)
      .map(({ productId, expected, counted }) => ({
        productId,
        branchId,
        quantity: counted - expected,
        cause,
        kind: 'stocktake' as const,
      }))
    await moveAll(work, shelves, rows)
    await store.insertCounts(work, wish.id, counts)
  })
}
