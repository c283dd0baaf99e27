import { describe, expect, test } from 'vitest'
import { enrolMember } from '#domain/member/contract'
import { recordSale } from '#domain/sale/contract'
import { showWallet } from '#domain/wallet/contract'
import { publish, type Rules, type Shopper } from '#test/world/shop'
import { world, type TestWorld } from '#test/world/world'
import { listPeriodRewards, memberPeriodReward, periodDeliveries } from './contract/period.ts'

const names = { nameZh: '积分返利券', nameEn: 'Reward voucher' }
const RULES: Rules = {
  coupons: [{ code: 'REWARD', ...names, kind: 'voucher', minor: 1, daysAlive: 90 }],
  periodReward: { bps: 100, every: 'quarter', couponCode: 'REWARD', delivery: 'post' },
}

async function shop(more: Partial<NonNullable<Rules['periodReward']>> = {}): Promise<TestWorld> {
  const w = await world({ at: '2026-01-05T02:00:00.000Z' })
  await publish(w, { ...RULES, periodReward: { ...RULES.periodReward!, ...more } })
  await w.settle()
  return w
}

async function member(w: TestWorld, number: string, more: object = {}): Promise<Shopper> {
  const { id } = await w.call(enrolMember, { id: w.newId(), number, source: 'terminal', ...more })
  return { id, number }
}

const sell = async (w: TestWorld, { number }: Shopper, unitPriceMinor: number, more: object = {}) =>
  (
    await w.call(recordSale, {
      id: w.newId(),
      branchCode: 'S1',
      memberNumber: number,
      happenedAt: w.clock.now(),
      lines: [{ productCode: 'T', quantity: 1, unitPriceMinor }],
      ...more,
    })
  ).id

const reward = async (w: TestWorld, { id: memberId }: Shopper) => w.call(memberPeriodReward, { memberId })
const vouchers = async (w: TestWorld, { id: memberId }: Shopper) =>
  (await w.call(showWallet, { memberId })).counts.filter((one) => one.available > 0)
const close = (w: TestWorld) => w.job('reward.periods')

describe('C28 a share of a period’s spend', () => {
  test('80 + 120 + 300 at 1 %: one voucher of 5.00 at the close, posted to the home address, balance 0', async () => {
    const w = await shop()
    const a = await member(w, 'A', { name: '陈敏', address: '合肥市长江路 8 号', postcode: '230001' })
    for (const minor of [80_00, 120_00, 300_00]) await sell(w, a, minor)
    expect((await reward(w, a)).current).toMatchObject({
      from: '2026-01-01',
      to: '2026-03-31',
      spentMinor: 500_00,
      rewardMinor: 5_00,
    })
    w.clock.set('2026-03-31T02:00:00.000Z')
    await close(w)
    expect(await reward(w, a)).toMatchObject({ current: { rewardMinor: 5_00 }, given: [] })

    w.clock.set('2026-04-01T02:00:00.000Z')
    await close(w)
    await close(w)
    const after = await reward(w, a)
    expect(after.current).toMatchObject({
      from: '2026-04-01',
      to: '2026-06-30',
      spentMinor: 0,
      rewardMinor: 0,
    })
    expect(after.given).toMatchObject([{ givenMinor: 5_00, couponCode: 'REWARD', from: '2026-01-01' }])
    expect(await vouchers(w, a)).toMatchObject([{ code: 'REWARD', available: 500 }])

    const { rows } = await w.call(listPeriodRewards, {})
    expect(rows).toMatchObject([{ state: 'open' }, { state: 'closed', givenMinor: 5_00, members: 1 }])
    const file = await w.ask(periodDeliveries, { periodId: rows[1]?.id as never })
    expect(file.text.trim().split('\r\n')[1]).toMatch(
      /^A,陈敏,合肥市长江路 8 号,230001,5.00,REWARD,2026-06-30,/,
    )
    const early = await w.ask(periodDeliveries, { periodId: rows[0]?.id as never })
    expect(early.body).toMatchObject({ code: 'reward_period_not_closed' })
  })

  test('the voucher pays like money, and what it paid earns nothing', async () => {
    const w = await shop()
    const a = await member(w, 'A')
    await sell(w, a, 500_00)
    w.clock.set('2026-04-01T02:00:00.000Z')
    await close(w)
    await sell(w, a, 105_00, {
      tenders: [
        { kind: 'voucher', code: 'REWARD', count: 500, amountMinor: 5_00 },
        { kind: 'cash', amountMinor: 100_00 },
      ],
    })
    expect((await reward(w, a)).current).toMatchObject({ spentMinor: 100_00, rewardMinor: 1_00 })
    expect(await vouchers(w, a)).toEqual([])
  })

  test('more came back than was bought: it is carried over; a sale that arrives late counts in the next', async () => {
    const w = await shop()
    const a = await member(w, 'A')
    const first = await sell(w, a, 300_00)
    w.clock.set('2026-04-01T02:00:00.000Z')
    await close(w)
    expect(await vouchers(w, a)).toMatchObject([{ available: 300 }])
    const lines = [{ productCode: 'T', quantity: 1, unitPriceMinor: 100_00 }]
    await sell(w, a, 0, { kind: 'return', returnsSaleId: first, lines })
    expect((await reward(w, a)).current).toMatchObject({ spentMinor: -100_00, rewardMinor: 0 })
    w.clock.set('2026-07-01T02:00:00.000Z')
    await close(w)
    expect((await reward(w, a)).current).toMatchObject({ from: '2026-07-01', spentMinor: -100_00 })
    await sell(w, a, 250_00)
    // A till that was offline since February sends what it sold then.
    await sell(w, a, 50_00, { happenedAt: '2026-02-10T02:00:00.000Z' })
    w.clock.set('2026-10-01T02:00:00.000Z')
    await close(w)
    expect((await reward(w, a)).given.map((row) => row.givenMinor)).toEqual([2_00, 3_00])
  })

  test('less than the least waits for the next period; closings at once reward nobody twice', async () => {
    const w = await shop({ leastMinor: 5_00, delivery: 'account' })
    const people = await Promise.all(['A', 'B', 'C'].map((number) => member(w, number)))
    const [a, b] = people as [Shopper, Shopper, Shopper]
    await sell(w, a, 499_00)
    await sell(w, b, 500_00)
    w.clock.set('2026-04-01T02:00:00.000Z')
    await Promise.all([close(w), close(w), close(w)])
    expect(await vouchers(w, a)).toEqual([])
    expect(await vouchers(w, b)).toMatchObject([{ available: 500 }])
    expect((await reward(w, a)).current).toMatchObject({ spentMinor: 499_00, rewardMinor: 0 })
    await sell(w, a, 1_00)
    expect((await reward(w, a)).current).toMatchObject({ spentMinor: 500_00, rewardMinor: 5_00 })
  })

  test('a house that was off for two periods closes both, one behind the other', async () => {
    const w = await shop({ every: 'month' })
    const a = await member(w, 'A')
    await sell(w, a, 100_00)
    w.clock.set('2026-02-10T02:00:00.000Z')
    await sell(w, a, 200_00)
    w.clock.set('2026-03-02T02:00:00.000Z')
    await close(w)
    expect((await reward(w, a)).given.map((row) => [row.from, row.givenMinor])).toEqual([
      ['2026-02-01', 2_00],
      ['2026-01-01', 1_00],
    ])
  })

  test('what was bought before the program rewarded spend is not rewarded', async () => {
    const w = await world({ at: '2025-12-20T02:00:00.000Z' })
    await publish(w)
    const a = await member(w, 'A')
    await sell(w, a, 900_00)
    w.clock.set('2026-01-05T02:00:00.000Z')
    await publish(w, RULES)
    await w.settle()
    await sell(w, a, 100_00)
    w.clock.set('2026-04-01T02:00:00.000Z')
    await close(w)
    expect((await reward(w, a)).given).toMatchObject([{ givenMinor: 1_00 }])
  })
})
