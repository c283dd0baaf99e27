import { expect, test } from 'vitest'
import { openBranch } from '#domain/org/contract'
import { recordSale } from '#domain/sale/contract'
import { askDiscount, decideDiscount } from '#domain/sale/contract/discount-asking'
import { setDiscountRule } from '#domain/sale/contract/discount'
import type { Caller } from '#test/world/caller'
import { product, publish, type SaleAsked } from '#test/world/shop'
import { world, type TestWorld } from '#test/world/world'
import { listHandDiscounts } from './contract/discount.ts'

type Shop = Readonly<{ w: TestWorld; shop: Caller; manager: Caller; other: Caller }>

/** A branch whose people give ten percent alone, and a web shop that sells for it by API. */
async function shop(): Promise<Shop> {
  const w = await world()
  await product(w, 'P', 100_00)
  await publish(w, {})
  await w.call(setDiscountRule, { id: w.newId(), branchId: w.branchId, mostBps: 1_000 })
  const { id: elsewhere } = await w.call(openBranch, { id: w.newId(), code: 'S2', name: '二店' })
  return {
    w,
    shop: await w.key('sale.record'),
    manager: await w.as('manager', { branchIds: [w.branchId] }),
    other: await w.as('manager', { branchIds: [elsewhere] }),
  }
}

/** One thing for 100.00, thirty percent off by hand. */
const sale = (w: TestWorld, of: Partial<SaleAsked> = {}): SaleAsked => ({
  id: w.newId(),
  branchCode: 'S1',
  happenedAt: w.clock.now(),
  lines: [{ productCode: 'P', quantity: 1 }],
  discount: { bps: 3_000 },
  ...of,
})

const asking = (w: TestWorld, of: Partial<SaleAsked> = {}) => ({
  id: w.newId(),
  sale: sale(w, of),
  reason: '老客户，外箱破损',
})
const saying = (w: TestWorld, askingId: string, of: object = {}) => ({
  id: w.newId(),
  askingId,
  approves: true,
  note: '',
  ...of,
})

test('S17 what hands took off sales by API is listed with who sent it and who allowed it', async () => {
  const { w, shop: web, manager, other } = await shop()
  const within = sale(w, { discount: { bps: 1_000 } })
  await web.call(recordSale, within)
  w.clock.advance(1_000)
  const own = sale(w, { discount: { bps: 5_000 } })
  await manager.call(recordSale, own)
  w.clock.advance(1_000)
  const wish = asking(w)
  await web.call(askDiscount, wish)
  await manager.call(decideDiscount, saying(w, wish.id))
  await web.call(recordSale, wish.sale)
  await web.call(recordSale, sale(w, { discount: { minor: 0 } }))
  const { discount: _, ...plain } = sale(w)
  await web.call(recordSale, plain)

  const told = await manager.call(listHandDiscounts, {})
  expect(told).toMatchObject({ total: 3, offMinor: 90_00 })
  expect(told.rows.map((one) => one.saleId)).toEqual([wish.sale.id, own.id, within.id])
  expect(told.rows).toMatchObject([
    { source: 'api', deviceId: null, mostBps: 1_000, allowedBy: { name: 'manager' }, within: true },
    { cashier: { name: 'manager' }, offMinor: 50_00, allowedBy: null },
    { shareBps: 1_000, allowedBy: null },
  ])
  const ids = async (of: object) => (await manager.call(listHandDiscounts, of)).rows.map((one) => one.saleId)
  expect(await ids({ beyond: true })).toEqual([wish.sale.id, own.id])
  expect(await ids({ source: 'till' })).toEqual([])
  expect(await ids({ source: 'api', rows: 1, page: 2 })).toEqual([own.id])
  expect((await other.call(listHandDiscounts, {})).total).toBe(0)
  await w.audit()
})
