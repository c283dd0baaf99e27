import { expect, test } from 'vitest'
import { showWallet } from '#domain/wallet/contract'
import { balancesOf } from '#domain/ledger/index'
import { publish, shopper, type Rules } from '#test/world/shop'
import { CASHIER, till, type TestTill } from '#test/world/till'
import { held } from '#test/world/wallet'
import { world, type TestWorld } from '#test/world/world'
import { deviceExceptions, listShifts, settleException } from './contract/log.ts'

const PACKAGES = [{ code: 'A', nameZh: '充1000送100', nameEn: 'A', payMinor: 1_000_00, bonusMinor: 100_00 }]

async function shop(more: Rules = {}): Promise<TestWorld> {
  const w = await world()
  await publish(w, { prepaid: { pack: 'cn' }, topUps: PACKAGES, ...more } as Rules)
  return w
}

const topUp = (
  t: TestTill,
  member: { id: string; number: string },
  paidMinor: number,
  packageCode: string | null,
) =>
  t.write('top_up', {
    memberId: member.id,
    memberNumber: member.number,
    packageCode,
    paidMinor,
    tender: 'cash',
    receiptNo: `T-${t.events.length}`,
    cashier: CASHIER,
  })

const owed = async (w: TestWorld, memberId: string) =>
  (await w.work((work) => balancesOf(work.tx, memberId))).find((one) => one.unit === 'unallocated')
    ?.balance ?? 0

test('M6 a top-up beyond the legal cap is credited up to it; the rest is owed and not spendable', async () => {
  const w = await shop()
  const member = await shopper(w, '1', { unit: 'principal', amount: 3_500_00 })
  const t = await till(w)
  topUp(t, member, 1_000_00, 'A')
  topUp(t, member, 1_000_00, 'A')
  const told = await t.send()
  expect(told.events).toMatchObject([{ outcome: 'applied' }, { outcome: 'applied' }])
  expect(await held(w, member.id)).toMatchObject({ principal: 4_900_00, bonus: 100_00 })
  expect(await owed(w, member.id)).toBe(600_00)
  const { rows } = await w.call(deviceExceptions, {})
  expect(rows).toMatchObject([{ kind: 'over_card_cap', amount: 600_00, memberId: member.id }])
  expect((await t.send()).mark).toBe(2)
  expect(await owed(w, member.id)).toBe(600_00)
})

test('money for a package nobody sells any more is credited as the sum that was paid, or owed', async () => {
  const w = await shop()
  const member = await shopper(w, '1')
  const t = await till(w)
  topUp(t, member, 300_00, 'GONE')
  await t.send()
  const credited = (await held(w, member.id)).principal
  expect(credited + (await owed(w, member.id))).toBe(300_00)
  expect(await w.call(showWallet, { memberId: member.id })).toMatchObject({ principalMinor: credited })
})

test('a top-up of nobody we know is told with its sum; what follows goes on', async () => {
  const w = await shop()
  const t = await till(w)
  const member = await shopper(w, '1')
  topUp(t, { id: w.newId(), number: 'x' }, 500_00, null)
  topUp(t, member, 1_000_00, 'A')
  expect((await t.send()).events.map((one) => one.outcome)).toEqual(['refused', 'applied'])
  const { rows } = await w.call(deviceExceptions, {})
  expect(rows).toMatchObject([{ kind: 'refused', subject: 'member_unknown', amount: 500_00 }])
  const wish = { id: w.newId(), exceptionId: rows[0]?.id ?? '', reason: '已退款' }
  expect(await w.call(settleException, wish)).toMatchObject({
    replayed: false,
    settled: { reason: '已退款' },
  })
  expect(await w.call(settleException, wish)).toMatchObject({ replayed: true })
  expect((await w.ask(settleException, { ...wish, id: w.newId() })).body).toMatchObject({
    code: 'exception_settled',
  })
  expect((await w.call(deviceExceptions, { open: true })).total).toBe(0)
})

test('a shift is kept as it was counted; a difference is shown and charged to nobody', async () => {
  const w = await shop()
  const t = await till(w)
  const shift = w.newId()
  t.write('shift', { what: 'opened', shift, floatMinor: 200_00, cashier: CASHIER })
  t.write('shift', { what: 'cash_out', shift, minor: 50_00, reason: '存银行', cashier: CASHIER })
  const openedAt = w.clock.now()
  w.clock.advance(8 * 3_600_000)
  t.write('shift', {
    what: 'closed',
    shift,
    openedAt,
    countedMinor: 149_00,
    expectedMinor: 150_00,
    sales: [],
    topUps: [],
    returns: [],
    cashInMinor: 0,
    cashOutMinor: 50_00,
    receipts: 0,
    firstReceiptNo: null,
    lastReceiptNo: null,
    cashier: CASHIER,
  })
  expect((await t.send()).events.map((one) => one.outcome)).toEqual(['applied', 'applied', 'applied'])
  const { rows } = await w.call(listShifts, {})
  expect(rows).toMatchObject([{ id: shift, floatMinor: 200_00, cashOutMinor: 50_00, differenceMinor: -1_00 }])
  expect(await (await w.call(deviceExceptions, {})).total).toBe(0)
})
