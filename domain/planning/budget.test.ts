import { expect, test } from 'vitest'
import type { Asked } from '#base/endpoint'
import { day } from '#base/instant'
import { addProduct } from '#domain/goods/contract'
import { enrolMember } from '#domain/member/contract'
import { collectClaim } from '#domain/reward/contract/claim'
import { redeemGift } from '#domain/reward/contract'
import { recordSale } from '#domain/sale/contract'
import { answerBenefitUse, useBenefit } from '#domain/standing/contract/benefit'

import { publish, shopper, type Rules } from '#test/world/shop'
import { world, type TestWorld } from '#test/world/world'
import { addBudgetActual, listBudgetActuals, programBudget } from './contract/budget.ts'
import { compared, planToDate, type Row } from './model/budget.ts'

const named = (code: string) => ({ code, nameZh: code, nameEn: code })
type Budget = NonNullable<NonNullable<Rules['aim']>['budget']>
const plan = (
  code: string,
  minor: number,
  source: Budget[number]['source'],
  kind: 'cost' | 'recovery' = 'cost',
) => ({
  ...named(code),
  minor,
  kind,
  source,
})

/** A wine house: wine given away, shop overheads and agents (C79), and everything that the program itself gives. */
const BUDGET: Budget = [
  plan('GIFT-WINE', 365_00, 'gifts'),
  plan('OFF', 3_650_00, 'discounts'),
  plan('COUPONS', 100_00, 'coupons'),
  plan('POINTS', 100_00, 'points'),
  plan('SERVICE', 240_00, 'benefits'),
  plan('BIRTHDAYS', 150_00, 'claims'),
  plan('OVERHEAD', 6_000_00, 'manual'),
  plan('AGENTS', 1_200_00, 'manual'),
  plan('SALES', 36_500_00, 'member_sales', 'recovery'),
]
const HOUSE: Rules = {
  aim: { budget: BUDGET },
  pointsAsMoney: { points: 100, minor: 1_00 },
  memberPrices: [{ ...named('TEA-10'), kind: 'discount', bps: 1_000, productCodes: ['TEA'] }],
  coupons: [{ ...named('TEN'), kind: 'amount', minor: 10_00, open: true }],
  gifts: [{ ...named('WINE'), points: 100, costMinor: 30_00, addMinor: 5_00 }],
  benefits: [{ ...named('CAR'), costMinor: 20_00 }],
  claims: [{ ...named('CAKE'), occasion: 'birthday', productCode: 'CAKE' }],
}

const ids = (w: TestWorld) => ({ id: w.newId(), branchCode: 'S1' })
const sell = (
  w: TestWorld,
  on: string,
  of: Omit<Asked<typeof recordSale>, 'id' | 'branchCode' | 'happenedAt'>,
) => w.call(recordSale, { ...ids(w), happenedAt: `${on}T02:00:00Z`, ...of })

/** February and March of the wine house, by hand and by what happens at its till. */
async function spring(w: TestWorld): Promise<void> {
  await w.call(addProduct, { id: w.newId(), code: 'TEA', name: '茶', priceMinor: 100_00 })
  await w.call(addProduct, { id: w.newId(), code: 'CUP', name: '杯', priceMinor: 10_00 })
  await w.call(addProduct, { id: w.newId(), code: 'CAKE', name: '蛋糕', priceMinor: 40_00, costMinor: 15_00 })
  await publish(w, HOUSE)
  await shopper(w, 'ann', { unit: 'points', amount: 1_000 })
  await w.call(enrolMember, { id: w.newId(), number: 'bea', source: 'terminal', birthOn: '1980-03-01' })
  // Two teas at ten percent off and a coupon: 200 − 20 − 10. One comes back in March, and half of both with it.
  const sold = await sell(w, '2026-02-03', {
    memberNumber: 'ann',
    lines: [{ productCode: 'TEA', quantity: 2 }],
    coupons: [{ code: 'TEN' }],
  })
  expect(sold.totalMinor).toBe(170_00)
  await sell(w, '2026-03-01', {
    memberNumber: 'ann',
    kind: 'return',
    returnsSaleId: sold.id,
    lines: [],
    items: [
      {
        no: 1,
        quantity: 1,
      },
    ],
  })
  await sell(w, '2026-03-01', {
    memberNumber: 'ann',
    lines: [{ productCode: 'CUP', quantity: 1 }],
    tenders: [
      { kind: 'points', amountMinor: 1_00 },
      { kind: 'cash', amountMinor: 9_00 },
    ],
  })
  // Somebody unknown: neither a member's price nor a member's sale.
  await sell(w, '2026-03-01', { lines: [{ productCode: 'TEA', quantity: 1 }] })
  const member = { memberNumber: 'ann', branchCode: 'S1' }
  await w.call(redeemGift, { id: w.newId(), ...member, giftCode: 'WINE', tender: 'cash' })
  const used = await w.call(useBenefit, { id: w.newId(), ...member, benefitCode: 'CAR' })
  if (used.state === 'asked') await w.call(answerBenefitUse, { id: w.newId(), useId: used.id, state: 'done' })
  await w.call(collectClaim, { ...ids(w), memberNumber: 'bea', claimCode: 'CAKE' })
}

const say = (w: TestWorld, code: string, on: string, minor: number) =>
  w.call(addBudgetActual, { id: w.newId(), code, day: on, minor })

test('C79 plan beside what sales, ledgers and the books say, with the difference', async () => {
  const w = await world()
  await spring(w)
  await say(w, 'OVERHEAD', '2026-01-31', 500_00)
  await say(w, 'OVERHEAD', '2026-02-28', 520_00)
  await say(w, 'OVERHEAD', '2026-02-28', -20_00)
  await say(w, 'AGENTS', '2026-02-28', 88_00)
  const told = await w.call(programBudget, {})
  expect(told).toMatchObject({ year: 2026, unplanned: [], unknownCosts: [] })
  const of = (code: string) => told.rows.find((row) => row.code === code)
  expect(
    told.rows.map(({ code, planMinor, actualMinor, varianceMinor }) => [
      code,
      planMinor,
      actualMinor,
      varianceMinor,
    ]),
  ).toEqual([
    ['GIFT-WINE', 365_00, 25_00, -340_00],
    ['OFF', 3_650_00, 10_00, -3_640_00],
    ['COUPONS', 100_00, 5_00, -95_00],
    ['POINTS', 100_00, 1_00, -99_00],
    ['SERVICE', 240_00, 20_00, -220_00],
    ['BIRTHDAYS', 150_00, 15_00, -135_00],
    ['OVERHEAD', 6_000_00, 1_000_00, -5_000_00],
    ['AGENTS', 1_200_00, 88_00, -1_112_00],
    ['SALES', 36_500_00, 95_00, -36_405_00],
  ])
  expect(of('OVERHEAD')?.months.slice(0, 3)).toEqual([500_00, 500_00, 0])
  expect(of('OFF')?.months.slice(0, 3)).toEqual([0, 20_00, -10_00])
  // Sixty-one of 365 days have passed on 2 March: 61.00 of the wine, 610.00 of the discounts.
  expect(of('GIFT-WINE')).toMatchObject({ planToDateMinor: 61_00, varianceToDateMinor: -36_00 })
  expect(of('OFF')).toMatchObject({ planToDateMinor: 610_00, varianceToDateMinor: -600_00 })
  expect(told.cost).toMatchObject({ planMinor: 11_805_00, actualMinor: 1_164_00, varianceMinor: -10_641_00 })
  expect(told.recovery).toMatchObject({ planMinor: 36_500_00, actualMinor: 95_00 })
  expect(told.net).toMatchObject({ planMinor: 24_695_00, actualMinor: 95_00 - 1_164_00 })
})

test('C79 another year is empty, and goods of unknown cost are named', async () => {
  const w = await world()
  await spring(w)
  const before = await w.call(programBudget, { year: 2025 })
  expect(before.rows.every((row) => row.actualMinor === 0 && row.planToDateMinor === row.planMinor)).toBe(
    true,
  )
  const after = await w.call(programBudget, { year: 2027 })
  expect(after.rows.every((row) => row.actualMinor === 0 && row.planToDateMinor === 0)).toBe(true)
  await w.call(addProduct, { id: w.newId(), code: 'PIE', name: '派', priceMinor: 40_00 })
  await publish(w, { ...HOUSE, claims: [{ ...named('PIE'), occasion: 'birthday', productCode: 'PIE' }] })
  await w.call(collectClaim, { ...ids(w), memberNumber: 'bea', claimCode: 'PIE' })
  expect((await w.call(programBudget, {})).unknownCosts).toEqual(['PIE'])
})

test('E7 an entry is made once, refused in order, listed, and stays when its row goes', async () => {
  const w = await world()
  await publish(w, HOUSE)
  const wish = { id: w.newId(), code: 'OVERHEAD', day: '2026-02-28', minor: 500_00, note: '房租' }
  const refused = async (of: object) => (await w.ask(addBudgetActual, { ...wish, ...of })).body['code']
  const replies = await Promise.all([1, 2, 3].map(() => w.call(addBudgetActual, wish)))
  expect(new Set(replies.map((one) => JSON.stringify(one))).size).toBe(1)
  expect(await refused({ code: 'NONE' })).toBe('budget_actual_id_reused')
  expect(await refused({ id: w.newId(), code: 'NONE' })).toBe('budget_code_unknown')
  expect(await refused({ id: w.newId(), code: 'OFF' })).toBe('budget_row_counted')
  expect(await refused({ id: w.newId(), minor: 0 })).toBe('invalid')
  expect(await w.call(listBudgetActuals, { year: 2026 })).toMatchObject({ total: 1, rows: [wish] })
  expect(await w.call(listBudgetActuals, { year: 2025 })).toMatchObject({ total: 0, rows: [] })
  await publish(w, { ...HOUSE, aim: { budget: [plan('AGENTS', 1, 'manual')] } })
  const told = await w.call(programBudget, {})
  expect(told.unplanned).toEqual([{ code: 'OVERHEAD', actualMinor: 500_00 }])
  expect(told.cost.actualMinor).toBe(0)
})

const row = (code: string, minor: number, source: Row['source']): Row => ({
  ...named(code),
  minor,
  kind: 'cost',
  source,
})

test('E6 two rows of one source show it both, and count it once in all', () => {
  const told = compared({
    year: 2026,
    on: day('2026-12-31'),
    byHand: [],
    budget: [row('A', 100, 'gifts'), row('B', 50, 'gifts')],
    counted: [
      {
        what: 'gifts',
        month: '2026-05',
        minor: 70,
      },
    ],
  })
  expect(told.rows.map((one) => one.actualMinor)).toEqual([70, 70])
  expect(told.cost).toMatchObject({ planMinor: 150, actualMinor: 70, varianceMinor: -80 })
})

test('a plan falls evenly on the days of its year, leap years too', () => {
  expect(planToDate(366_00, 2028, day('2028-02-29'))).toBe(60_00)
  expect(planToDate(365_00, 2026, day('2026-01-01'))).toBe(1_00)
  expect(planToDate(100, 2026, day('2026-12-31'))).toBe(100)
  expect(planToDate(100, 2026, day('2025-12-31'))).toBe(0)
})
