import { describe, expect, test } from 'vitest'
import { programDocument } from '#domain/program/model/document'
import { projectPoints } from '#domain/program/model/projection'
import { showWallet } from '#domain/wallet/contract'
import { topUpMember } from '#domain/wallet/contract/top-up'
import { adjustValue } from '#domain/wallet/contract/adjustment'
import { transferValue } from '#domain/wallet/contract/transfer'
import { did, gift, GIFTS, stocked, yearOf } from '#test/world/reward'
import { publish, rules, shopper } from '#test/world/shop'
import { bringBack, buy, buying, sell } from '#test/world/standing'
import { world, type TestWorld } from '#test/world/world'
import { memberGifts, redeemGift } from './contract.ts'
import { recordPointsEvent } from './contract/points-event.ts'
import { pointsProjection, pointsStatement } from './contract/statement.ts'

const WEB = { code: 'WEB', nameZh: '网站访问', nameEn: 'Web visit', points: 5, mostPerMonth: 15 }
const OPEN = { code: 'OPEN', nameZh: '开卡', nameEn: 'Opening', points: 100, mostEver: 100 }
const earning = {
  points: 1,
  perMinor: 100,
  events: [WEB, OPEN],
  topUp: { perMinor: 300_00, points: 100, repeats: false },
}

async function shop(): Promise<TestWorld> {
  const w = await world({ at: '2026-03-02T02:00:00.000Z' })
  await publish(w, { earning, gifts: GIFTS, transfers: { points: true } })
  return w
}

const topUp = (w: TestWorld, memberId: string, yuan: number) =>
  w.call(topUpMember, {
    id: w.newId(),
    memberId,
    amountMinor: yuan * 100,
    tender: 'cash',
    branchCode: 'S1',
  })

describe('C23 points for what is no purchase', () => {
  test('web visits of one month give 5, 5, 5, then 0 and say so; the next month gives 5 again', async () => {
    const w = await shop()
    const a = await shopper(w, 'A')
    const given = []
    for (const hour of ['01', '02', '03', '04'])
      given.push(await did(w, 'A', 'WEB', `2026-03-01T${hour}:00:00Z`))
    expect(given.map((one) => [one.points, one.cappedBy])).toEqual([
      [5, null],
      [5, null],
      [5, null],
      [0, 'month'],
    ])
    // Half past midnight in Shanghai is the first of April, though it is still March in Greenwich.
    w.clock.set('2026-04-02T00:00:00.000Z')
    expect(await did(w, 'A', 'WEB', '2026-03-31T16:30:00Z')).toMatchObject({ points: 5, day: '2026-04-01' })
    expect((await w.call(showWallet, { memberId: a.id })).pointsBalance).toBe(20)
  })

  test('clicks at the same moment never give more than the cap; a retry gives nothing again', async () => {
    const w = await shop()
    const a = await shopper(w, 'A')
    const wish = { id: w.newId(), memberNumber: 'A', eventCode: 'WEB', happenedAt: w.clock.now() }
    const others = [1, 2, 3, 4, 5].map(() => ({ ...wish, id: w.newId() }))
    const replies = await Promise.all([wish, wish, ...others].map((one) => w.call(recordPointsEvent, one)))
    expect(replies.filter((one) => one.replayed)).toHaveLength(1)
    expect((await w.call(showWallet, { memberId: a.id })).pointsBalance).toBe(15)
    const other = await w.ask(recordPointsEvent, { ...wish, eventCode: 'OPEN' })
    expect(other.body).toMatchObject({ code: 'points_event_id_reused' })
  })

  test('one top-up of 300 gives 100 points, one of 299 none', async () => {
    const w = await shop()
    const [a, b] = await Promise.all([shopper(w, 'A'), shopper(w, 'B')])
    expect((await topUp(w, a.id, 300)).points).toBe(100)
    expect((await topUp(w, b.id, 299)).points).toBe(0)
  })

  test('真子: opening 100, a top-up 100, clicks 15 and purchases 585 come to 800 and the first gift', async () => {
    const w = await shop()
    await stocked(w, 'BAG', { branchId: null, quantity: 1 })
    const a = await shopper(w, 'A')
    await did(w, 'A', 'OPEN')
    await topUp(w, a.id, 300)
    for (let visit = 0; visit < 4; visit++) await did(w, 'A', 'WEB')
    const missing = async () => (await w.call(memberGifts, { memberId: a.id, branchCode: 'S1' })).gifts[0]
    expect(await missing()).toMatchObject({ code: 'G800', missingPoints: 585 })
    await buy(w, 'A', 584)
    expect(await missing()).toMatchObject({ why: 'not_enough_points', missingPoints: 1 })
    await buy(w, 'A', 1)
    expect(await missing()).toMatchObject({ why: null, missingPoints: 0 })
    expect(await w.call(redeemGift, gift(w, 'A', 'G800'))).toMatchObject({ state: 'asked', pointsAfter: 0 })
    expect(await yearOf(w, a.id)).toMatchObject({ opening: 0, earned: 800, redeemed: 800, balance: 0 })
  })

  test('refusals come in their order', async () => {
    const w = await shop()
    await shopper(w, 'A')
    const later = '2026-03-03T00:00:00Z'
    const codes = [
      { memberNumber: 'Z', eventCode: 'NONE', happenedAt: later },
      { memberNumber: 'A', eventCode: 'NONE', happenedAt: later },
      { memberNumber: 'A', eventCode: 'WEB', happenedAt: later },
    ].map(async (wish) => (await w.ask(recordPointsEvent, { id: w.newId(), ...wish })).body)
    expect(await Promise.all(codes)).toMatchObject([
      { code: 'member_number_unknown' },
      { code: 'points_event_unknown' },
      { code: 'points_event_in_future' },
    ])
  })
})

describe('C27 points in the open', () => {
  test('a statement shows each part, and sums to what the ledger says', async () => {
    const w = await shop()
    await stocked(w, 'CUP', { branchId: w.branchId, quantity: 1 })
    const a = await shopper(w, 'A', { unit: 'points', amount: 500 })
    const b = await shopper(w, 'B')
    const later = () => w.clock.advance(60_000)
    await buy(w, 'A', 150)
    later()
    const back = buying(w, 'A', 50)
    await sell(w, back)
    later()
    await bringBack(w, back)
    later()
    await w.call(redeemGift, gift(w, 'A', 'G300'))
    later()
    const wrong = { id: w.newId(), memberId: a.id, unit: 'points', amount: -20, reason: '更正' } as const
    await w.call(adjustValue, wrong)
    later()
    const handed = { memberId: a.id, toMemberId: b.id, unit: 'points', amount: 30 } as const
    await w.call(transferValue, { id: w.newId(), ...handed })
    const told = await yearOf(w, a.id)
    expect(told).toMatchObject({
      opening: 0,
      earned: 200,
      returned: 50,
      redeemed: 300,
      expired: 0,
      adjusted: 480,
      passedOn: -30,
      balance: 300,
    })
    const wallet = await w.call(showWallet, { memberId: a.id })
    expect(told.balance).toBe(wallet.pointsBalance - wallet.pointsDebt)
    expect(told.rows.map((row) => [row.what, row.amount])).toEqual([
      ['passed_on', -30],
      ['adjusted', -20],
      ['redeemed', -300],
      ['returned', -50],
      ['earned', 50],
      ['earned', 150],
      ['adjusted', 500],
    ])
    expect(told.rows.map((row) => row.balanceAfter)).toEqual([300, 330, 350, 650, 700, 650, 500])
    expect(await yearOf(w, b.id)).toMatchObject({ passedOn: 30, balance: 30 })
    // The year after opens with what this one closed with.
    expect(await yearOf(w, a.id, 2027)).toMatchObject({ opening: 300, balance: 300, total: 0 })
    const backwards = w.ask(pointsStatement, { memberId: a.id, from: '2026-02-02', to: '2026-02-01' })
    expect((await backwards).body).toMatchObject({ code: 'span_backwards' })
  })

  test('100 yuan a month at full prices are 1,200 points a year: one 800-level gift, with 400 left', async () => {
    const w = await shop()
    const told = await w.call(pointsProjection, { monthlyMinor: 100_00 })
    expect(told).toMatchObject({
      pointsAMonth: 100,
      pointsAYear: 1_200,
      best: { code: 'G800', count: 1, left: 400 },
    })
    const unknown = await w.ask(pointsProjection, { monthlyMinor: 1, tier: 'NONE' })
    expect(unknown.body).toMatchObject({ code: 'tier_unknown' })
  })

  test('a projection rounds every month by itself, and a tier earns its own times', () => {
    const document = programDocument.parse({
      ...rules({ gifts: GIFTS }),
      tiers: { list: [{ code: 'VIP', nameZh: '贵宾', nameEn: 'VIP', earnTimes: 20_000 }] },
    })
    const of = (monthlyMinor: number, tier: string | null) => projectPoints(document, { monthlyMinor, tier })
    expect(of(1_99, null)).toMatchObject({ pointsAMonth: 1, pointsAYear: 12, best: null, gifts: [] })
    expect(of(50_00, 'VIP')).toMatchObject({ pointsAYear: 1_200, best: { code: 'G800', left: 400 } })
    // Never more of a gift than a member may have.
    expect(of(100_00, null).gifts.find((one) => one.code === 'G300')).toMatchObject({ count: 2, left: 600 })
  })
})
