import { expect, test } from 'vitest'
import { openBranch } from '#domain/org/contract'
import type { Caller } from '#test/world/caller'
import { product, publish, type SaleAsked } from '#test/world/shop'
import { world, type TestWorld } from '#test/world/world'
import { quoteSale, recordSale, recordSales } from './contract.ts'
import { allowDiscount, discountRules, setDiscountRule } from './contract/discount.ts'
import { saleWish } from './contract/wish.ts'
import { recordTogether, takeIn } from './intake.ts'

type Shop = Readonly<{ w: TestWorld; cashier: Caller & { staffId: string }; manager: Caller }>

/** A branch whose cashiers give ten percent alone. */
async function shop(): Promise<Shop> {
  const w = await world()
  await product(w, 'P', 100_00)
  await publish(w, {})
  const branchIds = [w.branchId]
  await w.call(setDiscountRule, { id: w.newId(), branchId: w.branchId, mostBps: 1_000 })
  return { w, cashier: await w.as('cashier', { branchIds }), manager: await w.as('manager', { branchIds }) }
}

/** One thing for 100.00 less what a hand takes off. */
const off = (w: TestWorld, of: Partial<SaleAsked>): SaleAsked => ({
  id: w.newId(),
  branchCode: 'S1',
  happenedAt: w.clock.now(),
  lines: [{ productCode: 'P', quantity: 1 }],
  ...of,
})
const share = (w: TestWorld, bps: number) => off(w, { discount: { bps } })
const line = (of: object): Partial<SaleAsked> => ({ lines: [{ productCode: 'P', quantity: 1, ...of }] })

const allowing = (w: TestWorld, sale: SaleAsked, more: object = {}) => ({
  id: w.newId(),
  saleId: sale.id,
  branchId: w.branchId,
  offMinor: 30_00,
  shareBps: 3_000,
  ...more,
})

test('S15 a cashier or a key gives up to the limit alone; whoever has the permission gives any', async () => {
  const { w, cashier, manager } = await shop()
  const key = await w.key('sale.record')
  const trusted = await w.key('sale.record', 'sale.discount')
  for (const one of [cashier, key, manager, trusted, w])
    expect(await one.call(recordSale, share(w, 1_000))).toMatchObject({ totalMinor: 90_00 })
  for (const one of [cashier, key])
    expect((await one.ask(recordSale, share(w, 1_001))).body).toMatchObject({
      code: 'discount_not_allowed',
      status: 422,
    })
  for (const one of [manager, trusted, w])
    expect(await one.call(recordSale, share(w, 5_000))).toMatchObject({ totalMinor: 50_00 })
})

test.each<[string, Partial<SaleAsked>, object]>([
  ['a share of a line', line({ discount: { bps: 2_500 } }), { offMinor: 25_00, shareBps: 2_500 }],
  ['an amount off a line', line({ discount: { minor: 10_01 } }), { offMinor: 10_01, shareBps: 1_001 }],
  ['a line charged less', line({ chargedMinor: 70_00 }), { offMinor: 30_00, shareBps: 3_000 }],
  ['an amount off the basket', { discount: { minor: 40_00 } }, { offMinor: 40_00, shareBps: 4_000 }],
  [
    'ten off the line and ten off the basket',
    { ...line({ discount: { bps: 1_000 } }), discount: { bps: 1_000 } },
    { offMinor: 19_00, shareBps: 1_900 },
  ],
])('S15 beyond the limit by %s: refused and told by how much', async (_, of, told) => {
  const { w, cashier } = await shop()
  const { body } = await cashier.ask(recordSale, off(w, of))
  expect(body).toMatchObject({ code: 'discount_not_allowed' })
  for (const [name, value] of Object.entries({ mostBps: 1_000, ...told }))
    expect(body['detail']).toContain(`${name}: ${value}`)
})

test('S15 what a second person allowed for this very sale is taken when it is sent again', async () => {
  const { w, cashier, manager } = await shop()
  const sale = share(w, 3_000)
  expect((await cashier.ask(recordSale, sale)).body).toMatchObject({ code: 'discount_not_allowed' })
  expect((await cashier.ask(quoteSale, sale)).body).toMatchObject({ code: 'discount_not_allowed' })
  const wish = allowing(w, sale)
  const allowed = await manager.call(allowDiscount, wish)
  expect(allowed).toMatchObject({ saleId: sale.id, offMinor: 30_00, shareBps: 3_000, byName: 'manager' })
  expect(await manager.call(allowDiscount, wish)).toEqual(allowed)
  expect(await cashier.call(quoteSale, sale)).toMatchObject({ totalMinor: 70_00 })
  const told = await cashier.call(recordSale, sale)
  expect(told).toMatchObject({ totalMinor: 70_00, replayed: false })
  expect(await cashier.call(recordSale, sale)).toEqual({ ...told, replayed: true })
  expect((await cashier.ask(recordSale, share(w, 3_000))).body).toMatchObject({
    code: 'discount_not_allowed',
  })
})

test.each<[string, (w: TestWorld) => Promise<object>]>([
  ['a smaller share', async () => ({ shareBps: 2_999 })],
  ['a smaller sum', async () => ({ offMinor: 29_99 })],
  ['another sale', async (w) => ({ saleId: w.newId() })],
  ['another branch', async (w) => ({ branchId: await another(w) })],
])('S15 a word for %s does not count', async (_, more) => {
  const { w, cashier } = await shop()
  const sale = share(w, 3_000)
  await w.call(allowDiscount, allowing(w, sale, await more(w)))
  expect((await cashier.ask(recordSale, sale)).body).toMatchObject({ code: 'discount_not_allowed' })
})

async function another(w: TestWorld): Promise<string> {
  const { id } = await w.call(openBranch, { id: w.newId(), code: 'S2', name: '二店' })
  return id
}

test('S15 nobody’s own word counts, not even of whoever might give it then', async () => {
  const { w, cashier } = await shop()
  const sale = share(w, 3_000)
  await w.call(allowDiscount, allowing(w, sale))
  const by = (id: string) => ({
    kind: 'staff' as const,
    id,
    name: '小李',
    permissions: ['sale.record'],
    branchIds: null,
    requestId: null,
  })
  const wish = saleWish.parse(sale)
  const record = (id: string) => w.work((work) => recordTogether(work, [{ by: by(id), wish }]))
  expect(await record(w.ownerId)).toMatchObject([
    { status: 'rejected', reason: { code: 'discount_not_allowed' } },
  ])
  expect(await record(cashier.staffId)).toMatchObject([{ status: 'fulfilled', value: { totalMinor: 70_00 } }])
})

test('in a batch the rest is recorded, and what is told of the past is not limited', async () => {
  const { w, cashier } = await shop()
  const sales = [share(w, 500), share(w, 2_000), off(w, {})]
  const { answers } = await cashier.call(recordSales, { sales })
  expect(answers).toMatchObject([
    { outcome: 'applied' },
    { outcome: 'refused', code: 'discount_not_allowed' },
    { outcome: 'applied' },
  ])
  const past = saleWish.parse({
    ...share(w, 2_000),
    lines: [{ productCode: 'P', quantity: 1, unitPriceMinor: 1 }],
  })
  const by = {
    kind: 'staff' as const,
    id: w.newId(),
    name: '',
    permissions: [],
    branchIds: null,
    requestId: null,
  }
  expect(await w.work((work) => takeIn(work, [past], { source: 'import' }), by)).toMatchObject([
    { outcome: 'applied' },
  ])
})

test('a limit holds at its branch alone, and from the moment it is set or taken back', async () => {
  const { w, cashier } = await shop()
  await another(w)
  const both = await w.as('cashier')
  expect(await both.call(recordSale, { ...share(w, 5_000), branchCode: 'S2' })).toMatchObject({
    totalMinor: 50_00,
  })
  await w.call(setDiscountRule, { id: w.newId(), branchId: w.branchId, mostBps: null })
  expect((await w.call(discountRules, {})).rows).toMatchObject([{ mostBps: null }, { mostBps: null }])
  expect(await cashier.call(recordSale, share(w, 5_000))).toMatchObject({ totalMinor: 50_00 })
})

type Refused = readonly [code: string, ask: (s: Shop, sale: SaleAsked) => Promise<unknown>]
const refused: readonly Refused[] = [
  ['not_allowed', async ({ w, cashier }, sale) => (await cashier.ask(allowDiscount, allowing(w, sale))).body],
  [
    'discount_allowance_id_reused',
    async ({ w }, sale) => {
      const key = await w.key('sale.discount')
      const wish = allowing(w, sale)
      await w.call(allowDiscount, wish)
      return (await key.ask(allowDiscount, { ...wish, offMinor: 1, branchId: w.newId() })).body
    },
  ],
  [
    'second_person_needed',
    async ({ w }, sale) => {
      const key = await w.key('sale.discount')
      return (await key.ask(allowDiscount, allowing(w, sale, { branchId: w.newId() }))).body
    },
  ],
  [
    'branch_unknown',
    async ({ w, manager }, sale) =>
      (await manager.ask(allowDiscount, allowing(w, sale, { branchId: await another(w) }))).body,
  ],
]

test.each(refused)('an allowance is refused, in order of precedence: %s', async (code, ask) => {
  const s = await shop()
  expect(await ask(s, share(s.w, 3_000))).toMatchObject({ code })
})
