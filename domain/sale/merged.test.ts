import { expect, test } from 'vitest'
import { mergeMembers } from '#domain/wallet/contract/merge'
import { enrol, give, held, walletWorld } from '#test/world/wallet'
import { listSales, quoteSale, recordSale } from './contract.ts'

test('what a member bought before going into another comes back to whoever stayed', async () => {
  const w = await walletWorld()
  const keepId = await enrol(w, { number: 'K1' })
  const goneId = await enrol(w, { number: 'G1' })
  await give(w, goneId, [{ unit: 'principal', amount: 50_00 }])
  const sale = await w.call(recordSale, {
    id: w.newId(),
    branchCode: 'S1',
    memberNumber: 'G1',
    happenedAt: w.clock.now(),
    lines: [{ productCode: 'TEA', quantity: 2, unitPriceMinor: 20_00 }],
    tenders: [{ kind: 'stored_value', amountMinor: 40_00 }],
  })
  await w.call(mergeMembers, { id: w.newId(), keepId, goneId, reason: '同一顾客重复办卡' })
  expect(await held(w, keepId)).toMatchObject({ principal: 10_00, points: 40 })
  expect((await w.call(listSales, { memberId: keepId })).rows.map((row) => row.id)).toEqual([sale.id])

  const back = {
    id: w.newId(),
    kind: 'return' as const,
    returnsSaleId: sale.id,
    items: [{ no: 1, quantity: 1 }],
    branchCode: 'S1',
    memberNumber: 'K1',
    happenedAt: w.clock.now(),
  }
  expect(await w.call(quoteSale, back)).toMatchObject({ totalMinor: -20_00, points: -20 })
  const receipt = await w.call(recordSale, back)
  expect(receipt.tenders).toMatchObject([{ kind: 'stored_value', amountMinor: 20_00, principalMinor: 20_00 }])
  await w.settle()
  expect(await held(w, keepId)).toMatchObject({ principal: 30_00, points: 20, debt: 0 })
  expect(await held(w, goneId)).toMatchObject({ principal: 0, points: 0, debt: 0 })

  const stranger = await enrol(w, { number: 'X1' })
  expect(stranger).not.toBe(keepId)
  const theirs = { ...back, id: w.newId(), memberNumber: 'X1' }
  expect((await w.ask(recordSale, theirs)).body).toMatchObject({ code: 'returned_member_differs' })
})
