import { describe, expect, test } from 'vitest'
import { addProduct } from '#domain/goods/contract'
import { joinAsMember } from '#domain/joining/contract'
import { programDocument, publishProgram } from '#domain/program/contract'
import { quoteSale, recordSale } from '#domain/sale/contract'
import { showWallet } from '#domain/wallet/contract'
import { memberCoupons } from '#domain/wallet/contract/coupon'
import { topUpMember } from '#domain/wallet/contract/top-up'
import { redeemGift } from '#domain/reward/contract'
import { memberPeriodReward } from '#domain/reward/contract/period'
import { useBenefit } from '#domain/standing/contract/benefit'
import { showStanding } from '#domain/standing/contract'
import { filledIn, template } from '#test/world/programs'
import { did, gift, stocked } from '#test/world/reward'
import { shopper } from '#test/world/shop'
import { world, type TestWorld } from '#test/world/world'

/** A chain that runs a shipped scheme, its blanks filled in as an owner would. */
async function running(code: string, blanks: Record<string, unknown>): Promise<TestWorld> {
  const w = await world()
  const document = programDocument.parse(filledIn(template(code).program, blanks))
  await w.call(publishProgram, { id: w.newId(), document })
  return w
}

const sell = (w: TestWorld, memberNumber: string, yuan: number) =>
  w.call(recordSale, {
    id: w.newId(),
    branchCode: 'S1',
    happenedAt: w.clock.now(),
    memberNumber,
    lines: [{ productCode: 'CREAM', quantity: 1, unitPriceMinor: Math.round(yuan * 100) }],
  })

describe('真子丽人卡', () => {
  const blanks = {
    'joining.since': '2026-01-01',
    'earning.topUp.repeats': false,
    'earning.packCodes.points': 10,
    'gifts.0.nameZh': '一级礼品',
    'gifts.0.nameEn': 'First level',
    'gifts.1.nameZh': '二级礼品',
    'gifts.1.nameEn': 'Second level',
    'gifts.1.points': 2_000,
    'gifts.0.productCode': 'BAG',
    'memberPrices.0.bps': 500,
    'memberPrices.0.productCodes': ['DEAL'],
    'addOns.0.productCodes': ['SOAP'],
    'addOns.0.priceMinor': 9_90,
    'addOns.0.leastMinor': 200_00,
    'claims.1.productCode': 'SURPRISE',
  }

  test('joining 100 + top-up 100 + clicks 15 + purchases 585 = 800: the first gift', async () => {
    const w = await running('zhenzi-beauty-card', blanks)
    await stocked(w, 'BAG', { branchId: null, quantity: 5 })
    const { id: memberId } = await shopper(w, 'ZZ1')
    const join = async (yuan: number) => {
      const sale = await sell(w, 'ZZ1', yuan)
      // Whoever is no member yet has no member's points.
      expect(sale).toMatchObject({ member: false, points: 0 })
      const wish = { id: w.newId(), memberNumber: 'ZZ1', way: 'PURCHASE', saleId: sale.id, branchCode: 'S1' }
      return w.ask(joinAsMember, wish)
    }
    expect((await join(149.99)).body['code']).toBe('purchase_below_threshold')
    expect((await join(150)).body).toMatchObject({ points: 100, to: '2027-03-01' })
    await w.call(topUpMember, {
      id: w.newId(),
      memberId,
      amountMinor: 300_00,
      tender: 'cash',
      branchCode: 'S1',
    })
    for (let n = 0; n < 4; n += 1) await did(w, 'ZZ1', 'WEB-CLICK')
    expect((await sell(w, 'ZZ1', 584)).points).toBe(584)
    expect((await w.ask(redeemGift, gift(w, 'ZZ1', 'LEVEL-1'))).body['code']).toBe('not_enough_points')
    expect(await sell(w, 'ZZ1', 1)).toMatchObject({ member: true, points: 1, pointsBalance: 800 })
    expect((await w.ask(redeemGift, gift(w, 'ZZ1', 'LEVEL-1'))).status).toBe(200)
    expect((await w.call(showWallet, { memberId })).pointsBalance).toBe(0)
  })

  test('C11 a year after the membership began a purchase has terms of non-members, until it is renewed', async () => {
    const w = await running('zhenzi-beauty-card', blanks)
    await w.call(addProduct, { id: w.newId(), code: 'YEARLY-FEE', name: '年费', priceMinor: 48_00 })
    await w.call(addProduct, { id: w.newId(), code: 'DEAL', name: '会员特价品', priceMinor: 100_00 })
    await shopper(w, 'ZZ2')
    const pay = async () => {
      const fee = { productCode: 'YEARLY-FEE', quantity: 1 }
      const wish = {
        id: w.newId(),
        branchCode: 'S1',
        happenedAt: w.clock.now(),
        memberNumber: 'ZZ2',
        lines: [fee],
      }
      const { id: saleId } = await w.call(recordSale, wish)
      return w.call(joinAsMember, {
        id: w.newId(),
        memberNumber: 'ZZ2',
        way: 'FEE',
        saleId,
        branchCode: 'S1',
      })
    }
    const deal = async () => {
      const lines = [{ productCode: 'DEAL', quantity: 1 }]
      const wish = { id: w.newId(), branchCode: 'S1', happenedAt: w.clock.now(), memberNumber: 'ZZ2', lines }
      return w.call(quoteSale, wish)
    }
    expect(await deal()).toMatchObject({ totalMinor: 100_00, points: 0, member: false })
    expect(await pay()).toMatchObject({ to: '2027-03-01' })
    expect(await deal()).toMatchObject({ totalMinor: 95_00, member: true })
    w.clock.set('2027-03-01T02:00:00.000Z')
    expect(await deal()).toMatchObject({ totalMinor: 95_00 })
    w.clock.set('2027-03-02T02:00:00.000Z')
    expect(await deal()).toMatchObject({ totalMinor: 100_00, points: 0, member: false })
    expect(await pay()).toMatchObject({ renews: true, to: '2028-03-01' })
    expect(await deal()).toMatchObject({ totalMinor: 95_00, member: true })
  })
})

test('海上鲜码头: 9.5折 on food; drinks at cost + 30% and + 25%; the room is held for the card of 5,000 only', async () => {
  const w = await running('seafood-pier-prepaid', {
    'earning.points': 1,
    'claims.0.festivals': ['spring_festival'],
  })
  const goods = { name: '菜', priceMinor: 1_000_00 }
  await w.call(addProduct, { id: w.newId(), code: 'FISH', category: '菜品', ...goods })
  await w.call(addProduct, { id: w.newId(), code: 'WINE', category: '酒水', ...goods, costMinor: 100_00 })
  const card = async (number: string, yuan: number) => {
    const { id: memberId } = await shopper(w, number)
    const wish = { id: w.newId(), memberId, tender: 'cash' as const, branchCode: 'S1' }
    await w.call(topUpMember, { ...wish, amountMinor: yuan * 100 })
    return memberId
  }
  const quoted = async (memberNumber: string, productCode: string) => {
    const lines = [{ productCode, quantity: 1 }]
    const wish = { id: w.newId(), branchCode: 'S1', happenedAt: w.clock.now(), memberNumber, lines }
    return (await w.call(quoteSale, wish)).totalMinor
  }
  const hold = async (memberNumber: string) => {
    const wish = { id: w.newId(), memberNumber, benefitCode: 'ROOM-HOLD', branchCode: 'S1' }
    return (await w.ask(useBenefit, wish)).status
  }
  const two = await card('two', 2_000)
  await card('five', 5_000)
  expect((await w.call(showStanding, { memberId: two })).tier).toMatchObject({ code: 'CARD-2000' })
  expect(await quoted('two', 'FISH')).toBe(950_00)
  expect([await quoted('two', 'WINE'), await quoted('five', 'WINE')]).toEqual([130_00, 125_00])
  expect([await hold('two'), await hold('five')]).toEqual([422, 200])
})

test('海上鲜码头: where no law caps the card, 10,000 bring ten vouchers of 100, of which 300 are used', async () => {
  const blanks = { 'earning.points': 1, 'claims.0.festivals': ['spring_festival'], 'prepaid.pack': 'none' }
  const w = await running('seafood-pier-prepaid', blanks)
  const { id: memberId } = await shopper(w, 'ten')
  const wish = { id: w.newId(), memberId, tender: 'cash' as const, branchCode: 'S1' }
  await w.call(topUpMember, { ...wish, packageCode: 'TOP-10000' })
  const states = async () => {
    const { rows } = await w.call(memberCoupons, { memberId })
    return ['issued', 'redeemed'].map((state) => 100 * rows.filter((one) => one.state === state).length)
  }
  expect(await states()).toEqual([1_000, 0])
  await w.call(recordSale, {
    id: w.newId(),
    branchCode: 'S1',
    happenedAt: w.clock.now(),
    memberNumber: 'ten',
    lines: [{ productCode: 'FISH', quantity: 1, unitPriceMinor: 300_00 }],
    tenders: [{ kind: 'voucher', code: 'VOUCHER-100', count: 3, amountMinor: 300_00 }],
  })
  expect(await states()).toEqual([700, 300])
})

test('俱乐部卡: 80 + 120 + 300 = 500, and 1% of it comes home as one voucher of 5.00', async () => {
  const w = await running('clubcard', { 'periodReward.every': 'month' })
  const { id: memberId } = await shopper(w, 'CC1')
  await w.settle()
  for (const yuan of [80, 120, 300]) await sell(w, 'CC1', yuan)
  expect((await w.call(memberPeriodReward, { memberId })).current?.rewardMinor).toBe(5_00)
  w.clock.set('2026-04-02T22:00:00.000Z')
  await w.job('reward.periods')
  await w.settle()
  expect((await w.call(memberPeriodReward, { memberId })).current?.rewardMinor).toBe(0)
  const paid = await w.call(recordSale, {
    id: w.newId(),
    branchCode: 'S1',
    happenedAt: w.clock.now(),
    memberNumber: 'CC1',
    lines: [{ productCode: 'CREAM', quantity: 1, unitPriceMinor: 5_00 }],
    tenders: [{ kind: 'voucher', code: 'CLUB-VOUCHER', count: 500, amountMinor: 5_00 }],
  })
  expect(paid.tenders).toMatchObject([{ kind: 'voucher', amountMinor: 5_00 }])
})
