import { expect, test } from 'vitest'
import { enrolMember } from '#domain/member/contract'
import { joinHousehold } from '#domain/member/contract/household'
import { publish, shopper, type SaleAsked } from '#test/world/shop'
import { world } from '#test/world/world'
import { recordSale } from './contract.ts'

/** A father with 1,000 in stored value, and a son who may spend 100 of it a month. */
async function family() {
  const w = await world()
  await publish(w)
  const father = await shopper(w, 'father', { unit: 'principal', amount: 1_000_00 })
  const { id: memberId } = await w.call(enrolMember, { id: w.newId(), number: 'son', source: 'terminal' })
  await w.call(joinHousehold, {
    memberId,
    id: w.newId(),
    ownerId: father.id,
    relation: '儿子',
    monthMostMinor: 100_00,
  })
  const wish = (memberNumber: string, amountMinor: number, of: Partial<SaleAsked> = {}) => ({
    id: w.newId(),
    branchCode: 'S1',
    happenedAt: w.clock.now(),
    memberNumber,
    lines: [{ productCode: 'TOY', quantity: 1, unitPriceMinor: amountMinor }],
    tenders: [{ kind: 'stored_value' as const, amountMinor }],
    ...of,
  })
  return { w, wish }
}

test('S13 a person of a shared account spends up to the month’s quota; the owner is not held to it', async () => {
  const { w, wish } = await family()
  const first = await w.call(recordSale, wish('son', 60_00))
  const code = async (of: ReturnType<typeof wish>) => (await w.ask(recordSale, of)).body['code']
  expect(await code(wish('son', 40_01))).toBe('person_quota_reached')
  expect(
    await code(wish('son', 500_00, { tenders: [{ kind: 'cash', amountMinor: 500_00 }] })),
  ).toBeUndefined()
  expect(await code(wish('father', 200_00))).toBeUndefined()
  await w.call(recordSale, {
    ...wish('son', 0),
    kind: 'return',
    returnsSaleId: first.id,
    items: [{ no: 1, quantity: 1 }],
    lines: [],
    tenders: [],
  })
  expect(await code(wish('son', 100_00))).toBeUndefined()
  expect(await code(wish('son', 1))).toBe('person_quota_reached')
  w.clock.set('2026-04-01T02:00:00.000Z')
  expect(await code(wish('son', 100_00))).toBeUndefined()
})

test('S13 of two tills that spend the same quota at once one does', async () => {
  const { w, wish } = await family()
  const replies = await Promise.all([1, 2, 3].map(() => w.ask(recordSale, wish('son', 60_00))))
  expect(replies.map((one) => one.status).sort()).toEqual([200, 422, 422])
})
