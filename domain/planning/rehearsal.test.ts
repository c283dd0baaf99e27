import { expect, test } from 'vitest'
import { addProduct } from '#domain/goods/contract'
import { listSales, recordSale } from '#domain/sale/contract'
import { topUpMember } from '#domain/wallet/contract/top-up'
import { publish, rules, shopper, type Rules, type SaleAsked } from '#test/world/shop'
import { dump } from '#test/world/dump'
import { world, type TestWorld } from '#test/world/world'
import { programDocument } from '#domain/program/contract'
import { askRehearsal, listRehearsals, showRehearsal, stopRehearsal } from './contract/rehearsal.ts'
import { begin, replay } from './model/rehearse.ts'
import { told } from './model/told.ts'

const names = (nameZh: string, nameEn: string) => ({ nameZh, nameEn })
const LIVE: Rules = {
  earning: { points: 1, perMinor: 1_00 },
  pointsAsMoney: { points: 100, minor: 1_00 },
  coupons: [{ ...names('十元券', 'Ten off'), code: 'TEN', kind: 'amount', minor: 10_00, open: true }],
}
const DRAFT: Rules = {
  ...LIVE,
  earning: {
    points: 1,
    perMinor: 1_00,
    multipliers: [{ ...names('周三双倍', 'Double Wednesday'), code: 'WED', times: 20_000, weekdays: [3] }],
  },
  coupons: [],
  tiers: {
    list: [
      { ...names('普通', 'Plain'), code: 'PLAIN' },
      { ...names('金卡', 'Gold'), code: 'GOLD', discountBps: 1_000, ways: [{ by: 'spend', least: 150_00 }] },
    ],
  },
}

async function shop(): Promise<TestWorld> {
  const w = await world()
  await w.call(addProduct, { id: w.newId(), code: 'TEA', name: '茶', priceMinor: 100_00 })
  await publish(w, LIVE)
  for (const number of ['ann', 'bob']) await shopper(w, number)
  return w
}

const sell = (w: TestWorld, day: string, of: Partial<SaleAsked> = {}) =>
  w.call(recordSale, {
    id: w.newId(),
    branchCode: 'S1',
    happenedAt: `2026-02-${day}T02:00:00Z`,
    lines: [{ productCode: 'TEA', quantity: 1 }],
    ...of,
  })

/** Ann buys three times, the last one on a Wednesday, and brings one back; Bob once with a coupon; somebody unknown. */
async function february(w: TestWorld): Promise<void> {
  await sell(w, '02', { memberNumber: 'ann' })
  await sell(w, '03', { memberNumber: 'ann' })
  await sell(w, '04', { memberNumber: 'ann' })
  await sell(w, '05', { memberNumber: 'bob', coupons: [{ code: 'TEN' }] })
  await sell(w, '06')
  const gone = await sell(w, '06', { memberNumber: 'bob', lines: [{ productCode: 'TEA', quantity: 2 }] })
  await sell(w, '07', {
    memberNumber: 'bob',
    kind: 'return',
    returnsSaleId: gone.id,
    lines: [],
    items: [{ no: 1, quantity: 1 }],
  })
}

const ask = (w: TestWorld, document: Rules, of: { from?: string; to?: string } = {}) =>
  w.call(askRehearsal, {
    id: w.newId(),
    document: rules(document),
    from: '2026-02-01',
    to: '2026-02-28',
    ...of,
  })

test('a draft is replayed beside the live program, and writes nothing', async () => {
  const w = await shop()
  await february(w)
  const asked = await ask(w, DRAFT)
  expect(asked).toMatchObject({ state: 'waiting', total: 6, told: null })
  const kept = () => w.work((work) => dump(work, 'member', 'ledger', 'program', 'standing', 'wallet', 'sale'))
  const before = await kept()
  await w.job('planning.rehearsal')
  expect(await kept()).toBe(before)
  const shown = await w.call(showRehearsal, { id: asked.id })
  expect(shown).toMatchObject({ state: 'done', done: 6, total: 6 })
  const found = shown.told
  // Bob's second sale counts as far as it did not come back, so one of six is not as it was recorded.
  expect(found).toMatchObject({ sales: 6, members: 2, alike: 5, winners: 1, losers: 1, same: 0 })
  expect(found?.live).toMatchObject({
    chargedMinor: 590_00,
    givenMinor: 10_00,
    pointsIssued: 490,
    pointsCostMinor: 4_90,
  })
  // Gold after 200: ten percent off Ann's third, on a Wednesday with double points. Bob pays 100 and then 100.
  expect(found?.draft).toMatchObject({
    chargedMinor: 590_00,
    givenMinor: 10_00,
    pointsIssued: 100 + 100 + 180 + 200,
    refused: [],
    tiers: [
      { code: 'PLAIN', members: 0 },
      { code: 'GOLD', members: 2 },
    ],
  })
  expect(found?.most).toMatchObject([{ number: 'ann', gainMinor: 10_00 + 80, points: 80 }])
  expect(found?.least).toMatchObject([{ number: 'bob', gainMinor: -10_00 + 10, points: 10 }])
  const third = found?.samples.find((one) => one.day === '2026-02-04')
  expect(third).toMatchObject({
    number: 'ann',
    live: { totalMinor: 100_00 },
    draft: { totalMinor: 90_00, tier: 'GOLD' },
  })
})

test('members begin with the tiers they had earned before, by purchases and by top-ups', async () => {
  const w = await shop()
  const pier: Rules = {
    tiers: {
      list: [
        { ...names('普通', 'Plain'), code: 'PLAIN' },
        {
          ...names('贵宾', 'VIP'),
          code: 'VIP',
          discountBps: 500,
          ways: [
            { by: 'one_top_up', least: 2_000_00 },
            { by: 'spend', least: 100_00 },
          ],
        },
      ],
    },
  }
  await publish(w, { ...LIVE, ...pier })
  const { rows } = (await w.get<{ rows: { id: string; number: string }[] }>('/members')).body
  const bob = rows.find((one) => one.number === 'bob')?.id ?? ''
  await w.call(topUpMember, {
    id: w.newId(),
    memberId: bob,
    amountMinor: 2_000_00,
    tender: 'cash',
    branchCode: 'S1',
  })
  await sell(w, '02', { memberNumber: 'ann' })
  w.clock.set('2026-03-05T02:00:00.000Z')
  for (const memberNumber of ['ann', 'bob'])
    await sell(w, '28', { memberNumber, happenedAt: '2026-03-04T02:00:00Z' })
  const { id } = await ask(w, { ...LIVE, ...pier }, { from: '2026-03-03', to: '2026-03-31' })
  await w.job('planning.rehearsal')
  const { told: found } = await w.call(showRehearsal, { id })
  expect(found).toMatchObject({
    sales: 2,
    alike: 2,
    draft: { chargedMinor: 190_00, tiers: [{ members: 0 }, { members: 2 }] },
  })
})

test('a basket that the draft would not sell is counted as it was, and said', async () => {
  const w = await shop()
  await february(w)
  const { id } = await ask(w, {
    ...LIVE,
    membersOnly: [{ ...names('会员专享', 'Members only'), code: 'M', productCodes: ['TEA'] }],
  })
  await w.job('planning.rehearsal')
  const { told: found } = await w.call(showRehearsal, { id })
  expect(found?.draft.refused).toEqual([{ code: 'members_only', sales: 1 }])
})

test('a rehearsal is asked for once, refused in order, and can be stopped', async () => {
  const w = await shop()
  const id = w.newId()
  const wish = { id, document: rules(LIVE), from: '2026-02-01', to: '2026-02-28' }
  const refused = async (of: object) => (await w.ask(askRehearsal, { ...wish, ...of })).body['code']
  expect(await refused({ from: '2026-03-01' })).toBe('days_reversed')
  expect(await refused({})).toBe('no_sales_then')
  await february(w)
  await w.call(askRehearsal, wish)
  expect(await w.call(askRehearsal, wish)).toMatchObject({ id, total: 6 })
  expect(await refused({ to: '2026-02-27' })).toBe('rehearsal_id_reused')
  expect(await w.call(stopRehearsal, { id })).toMatchObject({ state: 'stopped' })
  await w.job('planning.rehearsal')
  expect(await w.call(showRehearsal, { id })).toMatchObject({ state: 'stopped', done: 0, told: null })
  expect((await w.call(listRehearsals, {})).rows).toMatchObject([{ id, state: 'stopped' }])
  expect((await w.call(listSales, {})).total).toBe(7)
})

test('the same sales in the same order come to the same, and a draft like the live program changes nobody', () => {
  const live = programDocument.parse(rules(LIVE))
  const rehearsal = begin(live, live, '2026-02-01' as never)
  replay(rehearsal, [])
  expect(told(rehearsal, '2026-02-28' as never)).toMatchObject({
    sales: 0,
    winners: 0,
    losers: 0,
    most: [],
    samples: [],
  })
})
