import { describe, expect, test } from 'vitest'
import { showWallet } from '#domain/wallet/contract'
import { topUpMember } from '#domain/wallet/contract/top-up'
import { liability } from '#domain/wallet/contract/value'
import { publish, shopper, type TenderAsked } from '#test/world/shop'
import { world, type TestWorld } from '#test/world/world'
import { listSales, recordSale } from './contract.ts'

const names = { nameZh: '百元代金券', nameEn: 'Voucher of 100' }

const pay = (w: TestWorld, memberNumber: string, tender: TenderAsked) => ({
  id: w.newId(),
  branchCode: 'S1',
  happenedAt: w.clock.now(),
  memberNumber,
  lines: [{ productCode: 'MEAL', quantity: 1, unitPriceMinor: tender.amountMinor }],
  tenders: [tender],
})
const topUp = (w: TestWorld, memberId: string, of: { amountMinor: number } | { packageCode: string }) =>
  w.call(topUpMember, { id: w.newId(), memberId, tender: 'cash', branchCode: 'S1', ...of })

describe('C29 a stored-value account', () => {
  test('topped up 300, spent 120: 180 are left, 200 are refused, and the history shows both', async () => {
    const w = await world()
    const topUpPoints = { perMinor: 300_00, points: 100 }
    await publish(w, { earning: { points: 1, perMinor: 1_00, topUp: topUpPoints } })
    const { id: memberId } = await shopper(w, 'c29')
    // A top-up earns by its own rule, apart from what purchases earn.
    expect(await topUp(w, memberId, { amountMinor: 300_00 })).toMatchObject({ points: 100 })
    const spend = (amountMinor: number) =>
      w.ask(recordSale, pay(w, 'c29', { kind: 'stored_value', amountMinor }))
    expect((await spend(120_00)).body).toMatchObject({ principalMinor: 180_00, points: 120 })
    expect((await spend(200_00)).body).toMatchObject({ code: 'not_enough_money' })
    const wallet = await w.call(showWallet, { memberId })
    expect(wallet).toMatchObject({ principalMinor: 180_00, pointsBalance: 220 })
    expect((await w.call(listSales, { memberId })).rows).toMatchObject([{ totalMinor: 120_00 }])
    const { rows } = await w.call(liability, {})
    expect(rows.find((row) => row.kind === 'principal')).toMatchObject({
      issued: 300_00,
      redeemed: -120_00,
      closing: 180_00,
    })
  })
})

describe('C32 vouchers and their report', () => {
  test('a top-up of 10,000 gives vouchers for 1,000; 300 used, 700 outstanding', async () => {
    const w = await world()
    await publish(w, {
      coupons: [{ code: 'V100', ...names, kind: 'voucher', minor: 100_00 }],
      topUps: [{ ...names, code: 'T10000', payMinor: 10_000_00, coupons: [{ code: 'V100', count: 10 }] }],
    })
    const { id: memberId } = await shopper(w, 'c32')
    await topUp(w, memberId, { packageCode: 'T10000' })
    await w.call(recordSale, pay(w, 'c32', { kind: 'voucher', code: 'V100', count: 3, amountMinor: 300_00 }))
    const { rows } = await w.call(liability, {})
    const row = rows.find((one) => one.kind === 'coupon')
    const worth = (count: number) => count * (row?.faceMinor ?? 0)
    expect(row).toMatchObject({ code: 'V100', names, held: 7 })
    expect([worth(row?.issued ?? 0), worth(row?.redeemed ?? 0), worth(row?.closing ?? 0)]).toEqual([
      1_000_00, -300_00, 700_00,
    ])
  })
})
