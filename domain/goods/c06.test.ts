import { describe, expect, test } from 'vitest'
import { cardStock } from '#domain/member/contract/blank-card'
import { enrolMember } from '#domain/member/contract'
import { world } from '#test/world/world'
import { addProduct } from './contract.ts'
import { bringGoodsIn, stockOnHand } from './contract/stock.ts'
import { takeStock } from './move-stock.ts'

describe('C06 starter pack of a store', () => {
  test('40 creams and 40 cards come in by one sheet; after one joining 39 and 39 are left', async () => {
    const w = await world()
    await w.call(addProduct, {
      id: w.newId(),
      code: 'CREAM',
      name: '珍珠霜',
      stocked: true,
      priceMinor: 48_00,
    })
    const wish = {
      id: w.newId(),
      branchId: w.branchId,
      note: '开店礼包',
      lines: [{ productCode: 'CREAM', quantity: 40 }],
      cards: { id: w.newId(), prefix: 'AH', count: 40 },
    }
    const pack = await w.call(bringGoodsIn, wish)
    expect(pack).toMatchObject({
      lines: [{ productCode: 'CREAM', quantity: 40, onHand: 40 }],
      cards: { batchId: wish.cards.id, count: 40, firstNumber: 'AH000000001', lastNumber: 'AH000000040' },
    })
    expect(await w.call(bringGoodsIn, wish)).toEqual({ ...pack, replayed: true })

    const id = w.newId()
    await w.call(enrolMember, { id, source: 'terminal', branchId: w.branchId, number: 'AH000000001' })
    const kit = { productCode: 'CREAM', branchId: w.branchId, quantity: 1, cause: { kind: 'joining', id } }
    await w.work((work) => takeStock(work, [kit]))
    expect((await w.call(stockOnHand, {})).rows).toMatchObject([{ code: 'CREAM', onHand: 39 }])
    expect((await w.call(cardStock, {})).rows).toMatchObject([{ branchId: w.branchId, blank: 39, issued: 1 }])
  })
})
