import { expect, test } from 'vitest'
import { present } from '#base/must'
import { hireStaff } from '#domain/org/contract'
import { discountRules, setDiscountRule } from '#domain/sale/contract/discount'
import { publish } from '#test/world/shop'
import { ring, till, type SaleDraft, type TestTill } from '#test/world/till'
import { world, type TestWorld } from '#test/world/world'
import { listHandDiscounts } from './contract/discount.ts'
import { deviceExceptions } from './contract/log.ts'
import { devicePolicy } from './contract/policy.ts'
import { list } from './discounts.ts'
import { policySchema, type Policy } from './model/policy.ts'

type Shop = Readonly<{ w: TestWorld; t: TestTill; policy: Policy; boss: Person; cashier: Person }>
type Person = Readonly<{ id: string; name: string }>

async function policyOf(t: TestTill): Promise<Policy> {
  const { policy } = await t.caller.call(devicePolicy, {})
  return policySchema.parse(JSON.parse(policy.text))
}

/** A store whose cashiers give ten percent alone, with a cashier and a manager. */
async function shop(): Promise<Shop> {
  const w = await world()
  await publish(w, {})
  const hire = async (name: string, login: string, role: 'cashier' | 'manager'): Promise<Person> => {
    const id = w.newId()
    const wish = { id, name, login, password: 'tea-and-cake-2468', roles: [role], branchIds: [w.branchId] }
    await w.call(hireStaff, wish)
    return { id, name }
  }
  const cashier = await hire('小李', 'li', 'cashier')
  const boss = await hire('王店长', 'wang', 'manager')
  const t = await till(w)
  await w.call(setDiscountRule, { id: w.newId(), branchId: w.branchId, mostBps: 1_000 })
  return { w, t, cashier, boss, policy: await policyOf(t) }
}

/** One thing for 80.00 less a share. */
function off({ w, t, cashier, policy }: Shop, bps: number, body: SaleDraft['body'] = {}) {
  const totalMinor = 80_00 - (80_00 * bps) / 10_000
  return ring(w, t, {
    lines: [{ productCode: 'P', quantity: 1, unitPriceMinor: 80_00, discount: { bps } }],
    tenders: [{ kind: 'cash', amountMinor: totalMinor }],
    body: { charged: [totalMinor], totalMinor, cashier, ...body },
    event: { policy: policy.version },
  })
}

test('a rule reaches the tills of its store signed, and no till before it is set', async () => {
  const w = await world()
  const t = await till(w)
  expect(await policyOf(t)).not.toHaveProperty('discounts')
  const wish = { id: w.newId(), branchId: w.branchId, mostBps: 1_000 }
  const set = await w.call(setDiscountRule, wish)
  expect(set).toMatchObject({ branchId: w.branchId, mostBps: 1_000 })
  expect(await w.call(setDiscountRule, wish)).toEqual(set)
  expect((await policyOf(t)).discounts).toEqual({ mostBps: 1_000 })
  expect((await w.call(discountRules, {})).rows).toEqual([set])
  await w.call(setDiscountRule, { id: w.newId(), branchId: w.branchId, mostBps: null })
  expect(await policyOf(t)).not.toHaveProperty('discounts')
})

test.each([
  ['discount_rule_id_reused', (w: TestWorld, id: string) => ({ id, branchId: w.branchId, mostBps: 500 })],
  ['branch_unknown', (w: TestWorld) => ({ id: w.newId(), branchId: w.newId(), mostBps: 500 })],
])('a rule is refused: %s', async (code, wishOf) => {
  const w = await world()
  const id = w.newId()
  await w.call(setDiscountRule, { id, branchId: w.branchId, mostBps: 1_000 })
  expect((await w.ask(setDiscountRule, wishOf(w, id))).body).toMatchObject({ code })
  expect((await w.call(discountRules, {})).rows).toMatchObject([{ mostBps: 1_000 }])
})

test('D14 what hands took off is kept with who gave it and who allowed it; plain sales leave no row', async () => {
  const s = await shop()
  const { w, t, boss, cashier } = s
  ring(w, t)
  const small = off(s, 1_000)
  const large = off(s, 2_500, { allowedBy: boss })
  const own = off(s, 5_000, { cashier: boss })
  expect((await t.send()).events.map((one) => one.outcome)).toEqual(Array(4).fill('applied'))
  const told = await w.call(listHandDiscounts, {})
  expect(told).toMatchObject({ total: 3, offMinor: 68_00 })
  const row = (id: string) =>
    present(
      told.rows.find((one) => one.saleId === id),
      'test: it is listed',
    )
  const alone = {
    cashier,
    allowedBy: null,
    offMinor: 8_00,
    listedMinor: 80_00,
    shareBps: 1_000,
    within: true,
  }
  expect(row(small.id)).toMatchObject({ ...alone, mostBps: 1_000, deviceName: t.name, branchId: w.branchId })
  expect(row(large.id)).toMatchObject({ cashier, allowedBy: boss, shareBps: 2_500, within: true })
  expect(row(own.id)).toMatchObject({ cashier: boss, allowedBy: null, within: true })
  const beyond = await w.call(listHandDiscounts, { beyond: true, cashierId: cashier.id })
  expect(beyond.rows.map((one) => one.saleId)).toEqual([large.id])
  expect((await w.call(deviceExceptions, { kind: 'discount_not_allowed' })).total).toBe(0)
})

test('D14 what nobody might give is done as it was charged, and people are told', async () => {
  const s = await shop()
  const { w, t, cashier } = s
  const alone = off(s, 2_500)
  const byAnother = off(s, 3_000, { allowedBy: cashier })
  const byStranger = off(s, 4_000, { allowedBy: { id: w.newId(), name: '不明' } })
  expect((await t.send()).events.map((one) => one.outcome)).toEqual(Array(3).fill('applied'))
  const { rows } = await w.call(deviceExceptions, { kind: 'discount_not_allowed' })
  expect(rows.map((one) => one.eventId).sort()).toEqual([alone.id, byAnother.id, byStranger.id].sort())
  expect(rows.find((one) => one.eventId === alone.id)).toMatchObject({ amount: 20_00, lossMinor: 0 })
  expect((await w.call(listHandDiscounts, {})).rows.every((one) => !one.within)).toBe(true)
})

test('D14 a sale goes by the policy the till had then; a number of none goes by the newest', async () => {
  const s = await shop()
  const { w, t } = s
  off(s, 1_000)
  await w.call(setDiscountRule, { id: w.newId(), branchId: w.branchId, mostBps: 500 })
  const later = await policyOf(t)
  off(s, 1_000)
  off({ ...s, policy: later }, 1_000)
  off({ ...s, policy: { ...later, version: 99 } }, 1_000)
  await t.send()
  const { rows } = await w.call(listHandDiscounts, {})
  expect(rows.map((one) => one.mostBps).sort()).toEqual([1_000, 1_000, 500, 500])
  expect(rows.filter((one) => !one.within).map((one) => one.mostBps)).toEqual([500, 500])
})

test('whoever is bound to another branch sees none of it', async () => {
  const s = await shop()
  off(s, 1_000)
  await s.t.send()
  const seenBy = (branchIds: readonly string[]) =>
    s.w.work((work) => list({ ...work, by: { ...work.by, branchIds } }, { page: 1, rows: 50 }))
  expect((await seenBy([s.w.newId()])).total).toBe(0)
  expect((await seenBy([s.w.branchId])).total).toBe(1)
})
