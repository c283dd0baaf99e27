import { expect, test } from 'vitest'
import { recordSale } from '#domain/sale/contract'
import { addProduct } from '#domain/goods/contract'
import { enrol, frozen, walletWorld } from '#test/world/wallet'
import type { TestWorld } from '#test/world/world'
import { findCoupon, issueCoupon, memberCoupons, voidCoupon } from '#domain/wallet/contract/coupon'
import { transferCoupon } from '#domain/wallet/contract/coupon-transfer'

const names = { nameZh: '十元券', nameEn: 'Ten off' }
const ten = {
  ...names,
  code: 'TEN',
  kind: 'amount' as const,
  minor: 10_00,
  transferable: true,
  daysAlive: 30,
}

async function shop() {
  const w = await walletWorld({ coupons: [ten, { ...ten, code: 'OWN', transferable: false }] })
  await w.call(addProduct, { id: w.newId(), code: 'TEA', name: '茶', priceMinor: 30_00 })
  const [ann, bob] = [await enrol(w, { number: 'ann' }), await enrol(w, { number: 'bob' })]
  const coupon = await w.call(issueCoupon, { id: w.newId(), memberId: ann, code: 'TEN', withSecret: true })
  return { w, ann, bob, coupon }
}

const sale = (w: TestWorld, memberNumber: string, couponId: string) =>
  w.ask(recordSale, {
    id: w.newId(),
    branchCode: 'S1',
    happenedAt: '2026-03-02T01:00:00Z',
    memberNumber,
    lines: [{ productCode: 'TEA', quantity: 1 }],
    coupons: [{ couponId }],
  })

test('a coupon passed on is the receiver’s, once, with the last day it had; its secret leads there', async () => {
  const { w, ann, bob, coupon } = await shop()
  const wish = { id: w.newId(), memberId: ann, couponId: coupon.id, toMemberId: bob }
  const done = await w.call(transferCoupon, wish)
  expect(await w.call(transferCoupon, wish)).toEqual({ ...done, replayed: true })
  const { rows } = await w.call(memberCoupons, { memberId: bob })
  expect(rows).toMatchObject([
    { id: done.toCouponId, code: 'TEN', state: 'issued', expiresOn: coupon.expiresOn },
  ])
  expect((await w.call(findCoupon, { secret: coupon.secret ?? '' })).id).toBe(done.toCouponId)
  expect((await sale(w, 'ann', coupon.id)).body['code']).toBe('coupon_of_another_member')
  expect((await sale(w, 'bob', done.toCouponId)).body).toMatchObject({ totalMinor: 20_00 })
  expect((await sale(w, 'bob', done.toCouponId)).body['code']).toBe('coupon_spent')
})

test('of two who are given the same coupon at once one has it', async () => {
  const { w, ann, bob, coupon } = await shop()
  const cat = await enrol(w)
  const to = (toMemberId: string) =>
    w.ask(transferCoupon, { id: w.newId(), memberId: ann, couponId: coupon.id, toMemberId })
  const replies = await Promise.all([to(bob), to(cat)])
  expect(replies.map((one) => one.status).sort()).toEqual([200, 422])
})

test('what stands in the way is told in its order', async () => {
  const { w, ann, bob, coupon } = await shop()
  const own = await w.call(issueCoupon, { id: w.newId(), memberId: ann, code: 'OWN' })
  const gone = await w.call(issueCoupon, { id: w.newId(), memberId: ann, code: 'TEN' })
  await w.call(voidCoupon, { couponId: gone.id, reason: '作废' })
  const code = async (of: object) =>
    (
      await w.ask(transferCoupon, {
        id: w.newId(),
        memberId: ann,
        couponId: coupon.id,
        toMemberId: bob,
        ...of,
      })
    ).body['code']
  expect(await code({ toMemberId: w.newId() })).toBe('member_unknown')
  expect(await code({ toMemberId: ann, couponId: w.newId() })).toBe('transfer_to_self')
  expect(await code({ couponId: w.newId() })).toBe('coupon_not_found')
  expect(await code({ memberId: bob, toMemberId: ann })).toBe('coupon_of_another_member')
  expect(await code({ couponId: own.id })).toBe('transfer_not_allowed')
  expect(await code({ couponId: gone.id })).toBe('coupon_spent')
  const id = w.newId()
  await frozen(w, bob)
  expect(await code({ id })).toBe('member_frozen')
  expect(await code({ id, couponId: own.id })).toBe('coupon_transfer_id_reused')
})
