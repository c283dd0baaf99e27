import { expect, test } from 'vitest'
import { recordSale, showSale } from '#domain/sale/contract'
import { adjustValue } from '#domain/wallet/contract/adjustment'
import { issueCoupon, memberCoupons } from '#domain/wallet/contract/coupon'
import { setCreditLine } from '#domain/wallet/contract/credit'
import { held } from '#test/world/wallet'
import type { TestWorld } from '#test/world/world'
import { basket, coupon, memberWith, STORM, stormWorld, type SaleAsked } from './shop.ts'
import { outcomesOf, tills, type Told } from './tills.ts'

/** T04: every wish on the wire at once, from tills of two hosts, every third of them as a batch of its own. */
async function storm(w: TestWorld, wish: (nth: number) => SaleAsked, count = STORM): Promise<Told[]> {
  const { post } = await tills(w)
  const wishes = Array.from({ length: count }, (_, nth) => wish(nth))
  return Promise.all(
    wishes.map(async (one, nth) =>
      nth % 3 === 0 ? answerIn(await post('/sale-batches', { sales: [one] }, nth)) : post('/sales', one, nth),
    ),
  )
}

/** The answer of a batch of one as if it had been asked alone. */
function answerIn(told: Told): Told {
  const [one] = (told.body['answers'] ?? []) as { outcome: string; code?: string; receipt?: Told['body'] }[]
  if (told.status !== 200 || one?.outcome === 'applied') return { ...told, body: one?.receipt ?? told.body }
  return { ...told, status: one?.outcome === 'refused' ? 409 : 500, body: { ...one } }
}

const points = (minor: number) => ({ tenders: [{ kind: 'points' as const, amountMinor: minor }] })
const stored = (minor: number) => ({ tenders: [{ kind: 'stored_value' as const, amountMinor: minor }] })

/** No storm may be answered with a trouble of ours, and what was applied and refused is everything asked. */
function came(told: readonly Told[], to: Readonly<{ applied: number; code: string; of?: number }>): void {
  const { of: count = STORM } = to
  const { applied, refused, troubles } = outcomesOf(told)
  expect(troubles.map(({ status, text }) => [status, text])).toEqual([])
  expect({ applied, refused }).toEqual({
    applied: to.applied,
    refused: count > to.applied ? { [to.code]: count - to.applied } : {},
  })
}

test('points are spent exactly as often as they are there, whatever number of tills ask at once', async () => {
  const w = await stormWorld()
  const { id, number } = await memberWith(w, '0001', [
    { unit: 'points', amount: 7_000, expiresOn: '2026-12-31' },
    { unit: 'points', amount: 5_345 },
  ])
  const told = await storm(w, () => basket(w, { fen: 1_00, memberNumber: number, ...points(1_00) }), 1_000)
  came(told, { applied: 123, code: 'not_enough_points', of: 1_000 })
  expect(await held(w, id)).toMatchObject({ points: 45, debt: 0 })
}, 300_000)

test('stored value is spent to the last whole spend, and principal and bonus add up', async () => {
  const w = await stormWorld()
  const { id, number } = await memberWith(w, '0001', [
    { unit: 'principal', amount: 1_000_50 },
    { unit: 'bonus', amount: 200_25 },
  ])
  const told = await storm(w, () => basket(w, { fen: 7_77, memberNumber: number, ...stored(7_77) }))
  const times = Math.floor(1_200_75 / 7_77)
  came(told, { applied: times, code: 'not_enough_money' })
  const after = await held(w, id)
  expect(after.principal + after.bonus).toBe(1_200_75 - times * 7_77)
})

test('passes and vouchers are used exactly as often as they are there', async () => {
  const w = await stormWorld({ coupons: [coupon('V5', { kind: 'voucher', minor: 5_00 })] })
  const { id, number } = await memberWith(w, '0001')
  const gift = { id: w.newId(), memberId: id, unit: 'pass:WASH', amount: 7, reason: '补录' }
  await w.call(adjustValue, gift)
  for (let n = 0; n < 5; n += 1) await w.call(issueCoupon, { id: w.newId(), memberId: id, code: 'V5' })
  const washes = (n: number) =>
    basket(w, {
      memberNumber: number,
      lines: [
        { productCode: 'WASH', quantity: 1, unitPriceMinor: 30_00, ...(n < 0 ? {} : { passCode: 'WASH' }) },
      ],
    })
  came(await storm(w, washes, 120), { applied: 7, code: 'not_enough_passes', of: 120 })
  const voucher = [{ kind: 'voucher' as const, code: 'V5', count: 1, amountMinor: 5_00 }]
  const told = await storm(w, () => basket(w, { fen: 5_00, memberNumber: number, tenders: voucher }), 120)
  came(told, { applied: 5, code: 'not_enough_vouchers', of: 120 })
})

test('what a member buys on account stops at the credit line', async () => {
  const w = await stormWorld()
  const { id, number } = await memberWith(w, '0001')
  await w.call(setCreditLine, { id: w.newId(), memberId: id, mostMinor: 500_00, reason: '老客户' })
  const owing = [{ kind: 'on_account' as const, amountMinor: 40_00 }]
  const told = await storm(w, () => basket(w, { fen: 40_00, memberNumber: number, tenders: owing }), 120)
  came(told, { applied: 12, code: 'over_credit_line', of: 120 })
  expect(await held(w, id)).toMatchObject({ owed: 480_00 })
})

test.each([1, 500])(
  'a coupon open to all that may be used %i times is used exactly so often',
  async (most) => {
    const w = await stormWorld({ coupons: [coupon('OPEN', { open: true, most })] })
    const count = Math.max(STORM, most + 100)
    const told = await storm(w, () => basket(w, { coupons: [{ code: 'OPEN' }] }), count)
    came(told, { applied: most, code: 'coupon_used_up', of: count })
  },
)

test.each([
  { limit: { mostPerMember: 3 }, code: 'coupon_member_limit' },
  { limit: { mostPerMemberDay: 2 }, code: 'coupon_day_limit' },
  { limit: { mostPerBranch: 4 }, code: 'coupon_branch_limit' },
])('a limit holds however many tills come at once: $code', async ({ limit, code }) => {
  const w = await stormWorld({ coupons: [coupon('OPEN', { open: true, ...limit })] })
  const { number } = await memberWith(w, '0001')
  const told = await storm(w, () => basket(w, { memberNumber: number, coupons: [{ code: 'OPEN' }] }), 150)
  came(told, { applied: Object.values(limit)[0] ?? 0, code, of: 150 })
})

test('one coupon of one member is redeemed once, shown by its id or by its secret', async () => {
  const w = await stormWorld({ coupons: [coupon('OWN')] })
  const { id: memberId, number } = await memberWith(w, '0001')
  const own = await w.call(issueCoupon, { id: w.newId(), memberId, code: 'OWN', withSecret: true })
  const ways = [{ couponId: own.id }, { secret: own.secret ?? '' }, { code: 'OWN' }]
  const told = await storm(w, (n) =>
    basket(w, { memberNumber: number, coupons: [ways[n % 3] ?? { code: 'OWN' }] }),
  )
  came(told, { applied: 1, code: 'coupon_spent' })
  expect((await w.call(memberCoupons, { memberId })).rows).toMatchObject([{ state: 'redeemed' }])
})

test('a line comes back from many tills exactly as often as it was sold, with its points and its money', async () => {
  const w = await stormWorld({ earning: { points: 1, perMinor: 1_00 } })
  const { id, number } = await memberWith(w, '0001', [{ unit: 'principal', amount: 50_00 }])
  const sold = await w.call(recordSale, {
    ...basket(w, { memberNumber: number }),
    lines: [{ productCode: 'P1', quantity: 10, unitPriceMinor: 9_99 }],
    tenders: [
      { kind: 'stored_value', amountMinor: 49_99 },
      { kind: 'cash', amountMinor: 49_91 },
    ],
  })
  expect(sold).toMatchObject({ totalMinor: 99_90, points: 99 })
  const back = (): SaleAsked => ({
    id: w.newId(),
    kind: 'return',
    branchCode: 'S1',
    happenedAt: w.clock.now(),
    memberNumber: number,
    returnsSaleId: sold.id,
    items: [{ no: 1, quantity: 1 }],
  })
  came(await storm(w, back, 300), { applied: 10, code: 'return_exceeds_line', of: 300 })
  expect(await w.call(showSale, { id: sold.id })).toMatchObject({ returnedMinor: 99_90 })
  expect(await held(w, id)).toEqual({ points: 0, principal: 50_00, bonus: 0, debt: 0, owed: 0 })
})

test('many members paying each other’s tills at once lose and double nothing', async () => {
  const w = await stormWorld()
  const members = await Promise.all(
    Array.from({ length: 8 }, (_, n) =>
      memberWith(w, `000${n}`, [
        { unit: 'points', amount: 5_000 },
        { unit: 'principal', amount: 100_00 },
      ]),
    ),
  )
  const told = await storm(
    w,
    (n) => {
      const number = members[n % 8]?.number ?? ''
      const [tender] = n % 16 < 8 ? points(2_00).tenders : stored(2_00).tenders
      return basket(w, { fen: 3_00, memberNumber: number, tenders: [...(tender ? [tender] : []), cash] })
    },
    640,
  )
  const { applied, refused, troubles } = outcomesOf(told)
  expect(troubles).toEqual([])
  // Eight members have 25 spends of points each; 40 spends of money asked of each fit into what they have.
  expect({ applied, refused }).toEqual({ applied: 8 * 25 + 8 * 40, refused: { not_enough_points: 8 * 15 } })
  for (const { id } of members) expect(await held(w, id)).toMatchObject({ points: 0, principal: 20_00 })
})

const cash = { kind: 'cash' as const, amountMinor: 1_00 }
