import { expect, test } from 'vitest'
import { present } from '#base/must'
import { house } from '#db/work'
import { balancesOf } from '#domain/ledger/index'
import { publishProgram } from '#domain/program/contract'
import { setCreditLine } from '#domain/wallet/contract/credit'
import { issueCoupon } from '#domain/wallet/contract/coupon'
import { placeHold } from '#domain/wallet/contract/hold'
import { product, publish, rules, shopper, type SaleAsked, type Shopper } from '#test/world/shop'
import { frozen, held } from '#test/world/wallet'
import { world, type TestWorld } from '#test/world/world'
import { recordSale, saleWish } from './contract.ts'
import type { Stamp } from './facts.ts'
import { takeAsked, type Answer } from './intake.ts'

const TEN_OFF = { code: 'T10', nameZh: '十元券', nameEn: 'Ten', kind: 'amount' as const, minor: 10_00 }

type Draft = Partial<SaleAsked> & Readonly<{ stamp?: Partial<Stamp>; member?: Shopper }>

/** A sale of one thing for 80.00 as a till that did not ask wrote it down. */
async function ring(w: TestWorld, { stamp, member, ...draft }: Draft): Promise<Answer> {
  const wish = saleWish.parse({
    id: w.newId(),
    branchCode: 'S1',
    happenedAt: w.clock.now(),
    lines: [{ productCode: 'P', quantity: 1, unitPriceMinor: 80_00 }],
    tenders: [{ kind: 'stored_value', amountMinor: 80_00 }],
    ...(member && { memberNumber: member.number }),
    ...draft,
  })
  const plain: Stamp = {
    print: wish.id,
    programVersion: 1,
    buyer: { member: true, tier: null },
    charged: [80_00],
    totalMinor: 80_00,
    holds: [],
  }
  const asked = [{ wish, by: house, stamp: { ...plain, ...stamp } }]
  return present((await w.work((work) => takeAsked(work, asked, { source: 'device' })))[0], 'test: an answer')
}

function applied(answer: Answer) {
  if (answer.outcome === 'failed') throw answer.trouble
  if (answer.outcome === 'refused') throw new Error(`refused: ${answer.code}`)
  return { ...answer.receipt, exceptions: answer.exceptions ?? [] }
}

/** What the store lost, in minor units. */
const losses = async (w: TestWorld) =>
  Object.fromEntries(
    (await w.work((work) => balancesOf(work.tx, w.branchId)))
      .filter((one) => one.unit === 'offline_loss' && one.balance !== 0)
      .map((one) => [one.purpose, one.balance]),
  )

async function shop(): Promise<TestWorld> {
  const w = await world()
  await publish(w, { coupons: [TEN_OFF] })
  await product(w, 'P', 80_00)
  return w
}

test('S14 enough value: a sale of a till that did not ask is a sale like any other, once', async () => {
  const w = await shop()
  const member = await shopper(w, '1', { unit: 'principal', amount: 100_00 })
  const id = w.newId()
  const first = applied(await ring(w, { id, member }))
  expect(first).toMatchObject({ points: 80, principalMinor: 20_00, exceptions: [], replayed: false })
  expect(applied(await ring(w, { id, member })).replayed).toBe(true)
  expect(await ring(w, { id, member, stamp: { print: 'other' } })).toMatchObject({ code: 'sale_id_reused' })
  expect(await held(w, member.id)).toMatchObject({ principal: 20_00, points: 80 })
  expect(await losses(w)).toEqual({})
})

test('S14 not enough: what is there is taken, the rest is the store’s named loss and told', async () => {
  const w = await shop()
  const member = await shopper(w, '1', { unit: 'principal', amount: 30_00 }, { unit: 'bonus', amount: 20_00 })
  const told = applied(await ring(w, { member }))
  expect(told.exceptions).toEqual([
    { saleId: told.id, kind: 'overspend', subject: 'stored_value', amount: 30_00, lossMinor: 30_00 },
  ])
  expect(told.points).toBe(30)
  expect(told.tenders.map((one) => [one.kind, one.amountMinor, one.principalMinor, one.bonusMinor])).toEqual([
    ['stored_value', 50_00, 30_00, 20_00],
    ['offline_loss', 30_00, 0, 0],
  ])
  expect(await held(w, member.id)).toMatchObject({ principal: 0, bonus: 0 })
  expect(await losses(w)).toEqual({ loss: -30_00 })

  // Coming back, the goods lessen the loss; nobody becomes richer by what nobody held.
  const back = applied(
    await ring(w, {
      member,
      kind: 'return',
      returnsSaleId: told.id,
      items: [{ no: 1, quantity: 1 }],
      lines: [],
      tenders: [{ kind: 'stored_value', amountMinor: 80_00 }],
    }),
  )
  expect(back.totalMinor).toBe(-80_00)
  expect(await held(w, member.id)).toMatchObject({ principal: 30_00, bonus: 20_00, points: 0 })
  expect(await losses(w)).toEqual({})
})

test('S14 points that are not there are a loss in money, in proportion', async () => {
  const w = await world()
  await publish(w, { pointsAsMoney: { points: 100, minor: 1_00, mostBps: 10_000 } })
  await product(w, 'P', 80_00)
  const member = await shopper(w, '1', { unit: 'points', amount: 3_000 })
  const told = applied(await ring(w, { member, tenders: [{ kind: 'points', amountMinor: 80_00 }] }))
  expect(told).toMatchObject({ pointsBurned: 3_000, points: 0 })
  expect(told.exceptions).toMatchObject([{ kind: 'overspend', amount: 5_000, lossMinor: 50_00 }])
  expect(await losses(w)).toEqual({ loss: -50_00 })
})

test('S14 of a card that is frozen nothing is taken: the store bears it', async () => {
  const w = await shop()
  const member = await shopper(w, '1', { unit: 'principal', amount: 100_00 })
  await frozen(w, member.id)
  const told = applied(await ring(w, { member }))
  expect(told.exceptions).toMatchObject([{ kind: 'burn_on_barred_card', lossMinor: 80_00 }])
  expect(await held(w, member.id)).toMatchObject({ principal: 100_00 })
  expect(await losses(w)).toEqual({ loss: -80_00 })
})

test('S14 a card nobody has: the sale is recorded, without a member', async () => {
  const w = await shop()
  const told = applied(
    await ring(w, { memberNumber: 'nobody', tenders: [{ kind: 'cash', amountMinor: 80_00 }] }),
  )
  expect(told).toMatchObject({ memberId: null, points: 0 })
  expect(told.exceptions).toMatchObject([{ kind: 'member_unknown', subject: 'nobody' }])
})

test('S14 value of a card nobody has is the store’s loss, and comes back with the goods, part by part', async () => {
  const w = await shop()
  const told = applied(
    await ring(w, {
      memberNumber: 'nobody',
      lines: [{ productCode: 'P', quantity: 2, unitPriceMinor: 40_00 }],
    }),
  )
  expect(told.tenders.map((one) => [one.kind, one.amountMinor])).toEqual([
    ['stored_value', 0],
    ['offline_loss', 80_00],
  ])
  expect(await losses(w)).toEqual({ loss: -80_00 })
  const half = {
    kind: 'return' as const,
    returnsSaleId: told.id,
    items: [{ no: 1, quantity: 1 }],
    lines: [],
    tenders: [{ kind: 'stored_value' as const, amountMinor: 40_00 }],
  }
  expect(applied(await ring(w, half)).totalMinor).toBe(-40_00)
  expect(await losses(w)).toEqual({ loss: -40_00 })
  expect(applied(await ring(w, half)).totalMinor).toBe(-40_00)
  expect(await losses(w)).toEqual({})
})

test('S14 a coupon used before: the discount is honoured and its cost named', async () => {
  const w = await shop()
  const member = await shopper(w, '1')
  const coupon = await w.call(issueCoupon, { id: w.newId(), memberId: member.id, code: 'T10' })
  const asked = {
    member,
    coupons: [{ couponId: coupon.id }],
    tenders: [{ kind: 'cash' as const, amountMinor: 70_00 }],
    stamp: { charged: [70_00], totalMinor: 70_00 },
  }
  expect(applied(await ring(w, asked)).exceptions).toEqual([])
  const again = applied(await ring(w, asked))
  expect(again).toMatchObject({ totalMinor: 70_00, points: 70 })
  expect(again.exceptions).toMatchObject([
    { kind: 'coupon_not_valid', subject: 'coupon_spent', lossMinor: 10_00 },
  ])
  expect(await losses(w)).toEqual({ coupon_loss: -10_00 })
})

test('S14 what was charged stands, though we would charge otherwise; and a product nobody knows is sold', async () => {
  const w = await shop()
  const cash = { tenders: [{ kind: 'cash' as const, amountMinor: 60_00 }] }
  const dear = applied(await ring(w, { ...cash, stamp: { charged: [60_00], totalMinor: 60_00 } }))
  expect(dear).toMatchObject({ totalMinor: 60_00, listedMinor: 80_00 })
  expect(dear.exceptions).toMatchObject([{ kind: 'price_differs' }])

  const lines = [{ productCode: 'NEW', quantity: 1, unitPriceMinor: 60_00 }]
  const unknown = applied(await ring(w, { ...cash, lines, stamp: { charged: [60_00], totalMinor: 60_00 } }))
  expect(unknown.exceptions).toMatchObject([{ kind: 'product_unknown', subject: 'NEW' }])
})

test('S14 judged by the version the till went by, and one nobody published by the live one', async () => {
  const w = await shop()
  const member = await shopper(w, '1')
  await w.call(publishProgram, { id: w.newId(), document: rules({ earning: { points: 3, perMinor: 100 } }) })
  const cash = { member, tenders: [{ kind: 'cash' as const, amountMinor: 80_00 }] }
  expect(applied(await ring(w, cash))).toMatchObject({ points: 80, programVersion: 1, exceptions: [] })
  const later = applied(await ring(w, { ...cash, stamp: { programVersion: 9 } }))
  expect(later).toMatchObject({ points: 240, programVersion: 2 })
  expect(later.exceptions).toMatchObject([{ kind: 'version_unknown', subject: '9' }])
})

test('S14 value that was set aside for the burn is met whole, whoever spent the rest meanwhile', async () => {
  const w = await shop()
  const member = await shopper(w, '1', { unit: 'principal', amount: 100_00 })
  const id = w.newId()
  await w.call(placeHold, { id, memberId: member.id, unit: 'principal', amount: 80_00, seconds: 900 })
  const online = { id: w.newId(), branchCode: 'S1', memberNumber: '1', happenedAt: w.clock.now() }
  await w.call(recordSale, {
    ...online,
    lines: [{ productCode: 'Q', quantity: 1, unitPriceMinor: 20_00 }],
    tenders: [{ kind: 'stored_value', amountMinor: 20_00 }],
  })
  const told = applied(await ring(w, { member, stamp: { holds: [id] } }))
  expect(told.exceptions).toEqual([])
  expect(await held(w, member.id)).toMatchObject({ principal: 0 })
  expect(await losses(w)).toEqual({})
})

test('S14 on account as far as the credit line reaches; the rest is the store’s loss', async () => {
  const w = await shop()
  const member = await shopper(w, '1')
  const line = { id: w.newId(), memberId: member.id, reason: '月结' }
  const onAccount = { tenders: [{ kind: 'on_account' as const, amountMinor: 80_00 }] }
  await w.call(setCreditLine, { ...line, mostMinor: 100_00 })
  expect(applied(await ring(w, { member, ...onAccount })).exceptions).toEqual([])
  const told = applied(await ring(w, { member, ...onAccount }))
  expect(told.exceptions).toMatchObject([{ kind: 'overspend', subject: 'on_account', lossMinor: 60_00 }])
  expect(await held(w, member.id)).toMatchObject({ owed: 100_00 })
  expect(await losses(w)).toEqual({ loss: -60_00 })
})

test('S14 uses of a pass that are not there are the store’s loss, and do not come back with the goods', async () => {
  const w = await shop()
  const pass = { code: 'W', nameZh: '洗车', nameEn: 'Wash', productCodes: ['P'] }
  const topUp = {
    code: 'ONE',
    nameZh: '一次',
    nameEn: 'One',
    payMinor: 50_00,
    passes: [{ code: 'W', count: 1 }],
  }
  await publish(w, { passes: [pass], topUps: [topUp] })
  const member = await shopper(w, '1', { packageCode: 'ONE' })
  const lines = [{ productCode: 'P', quantity: 2, unitPriceMinor: 80_00, passCode: 'W' }]
  const stamp = { programVersion: 2, charged: [0], totalMinor: 0 }
  const told = applied(await ring(w, { member, lines, tenders: [], stamp }))
  expect(told.exceptions).toMatchObject([{ kind: 'overspend', subject: 'pass', amount: 1, lossMinor: 80_00 }])
  expect(await losses(w)).toEqual({ loss: -80_00 })
  const uses = async () =>
    (await w.work((work) => balancesOf(work.tx, member.id))).find((one) => one.unit === 'pass:W')?.balance
  expect(await uses()).toBe(0)
  const back = { kind: 'return' as const, returnsSaleId: told.id, branchCode: 'S1', memberNumber: '1' }
  await w.call(recordSale, {
    ...back,
    id: w.newId(),
    happenedAt: w.clock.now(),
    items: [{ no: 1, quantity: 2 }],
  })
  expect(await uses()).toBe(1)
})
