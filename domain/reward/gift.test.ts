import { describe, expect, test } from 'vitest'
import { stockOnHand } from '#domain/goods/contract/stock'
import { mergeMembers } from '#domain/wallet/contract/merge'
import { showWallet } from '#domain/wallet/contract'
import { GIFTS, gift, stocked } from '#test/world/reward'
import { publish, shopper } from '#test/world/shop'
import { frozen } from '#test/world/wallet'
import { world, type TestWorld } from '#test/world/world'
import {
  changeRedemption,
  listRedemptions,
  memberGifts,
  redeemGift,
  showRedemption,
  voidRedemption,
} from './contract.ts'

async function shop(): Promise<TestWorld> {
  const w = await world()
  await publish(w, { gifts: GIFTS })
  await stocked(w, 'BAG', { branchId: null, quantity: 5 })
  await stocked(w, 'CUP', { branchId: w.branchId, quantity: 3 })
  return w
}

const points = async (w: TestWorld, memberId: string) =>
  (await w.call(showWallet, { memberId })).pointsAvailable
const onHand = async (w: TestWorld, code: string) =>
  (await w.call(stockOnHand, {})).rows.filter((row) => row.code === code).map((row) => row.onHand)
const code = async (reply: Promise<{ body: unknown }>) => ((await reply).body as { code: string }).code

describe('C25 gifts for points', () => {
  test('799 points are refused, 800 get the first gift: a task for the head office, one less in stock', async () => {
    const w = await shop()
    const short = await shopper(w, 'A', { unit: 'points', amount: 799 })
    const enough = await shopper(w, 'B', { unit: 'points', amount: 800 })
    const refused = await w.ask(redeemGift, gift(w, 'A', 'G800'))
    expect(refused.body).toMatchObject({ code: 'not_enough_points', detail: 'missing: 1' })
    expect(await points(w, short.id)).toBe(799)

    const wish = gift(w, 'B', 'G800')
    const given = await w.call(redeemGift, wish)
    expect(given).toMatchObject({ points: 800, state: 'asked', sentBy: 'head_office', pointsAfter: 0 })
    expect(await points(w, enough.id)).toBe(0)
    expect(await onHand(w, 'BAG')).toEqual([4])
    const task = await w.call(listRedemptions, { state: 'asked', sentBy: 'head_office' })
    expect(task).toMatchObject({ total: 1, rows: [{ id: wish.id, memberNumber: 'B' }] })

    await w.call(changeRedemption, { id: w.newId(), redemptionId: wish.id, state: 'sent' })
    await w.call(changeRedemption, { id: w.newId(), redemptionId: wish.id, state: 'handed' })
    expect((await w.call(showRedemption, { id: wish.id })).changes.map((one) => one.state)).toEqual([
      'sent',
      'handed',
    ])
  })

  test('a till that retries takes the points once, and the answer stays the same', async () => {
    const w = await shop()
    const a = await shopper(w, 'A', { unit: 'points', amount: 1_700 })
    const wish = gift(w, 'A', 'G800')
    const replies = await Promise.all([1, 2, 3].map(() => w.call(redeemGift, wish)))
    expect(replies.filter((one) => one.replayed)).toHaveLength(2)
    expect(await points(w, a.id)).toBe(900)
    expect(await onHand(w, 'BAG')).toEqual([4])
    expect(await code(w.ask(redeemGift, { ...wish, count: 2 }))).toBe('gift_redemption_id_reused')
  })

  test('two tills that give the last gift a member may have give it once', async () => {
    const w = await shop()
    const a = await shopper(w, 'A', { unit: 'points', amount: 3_000 })
    const replies = await Promise.all([1, 2, 3].map(() => w.ask(redeemGift, gift(w, 'A', 'G300'))))
    expect(replies.map((one) => one.status).sort()).toEqual([200, 200, 422])
    expect(await points(w, a.id)).toBe(2_400)
  })

  test('money on top is due when the gift is handed over, and a voided gift gives all of it back', async () => {
    const w = await shop()
    const a = await shopper(w, 'A', { unit: 'points', amount: 300, expiresOn: '2026-12-31' })
    expect(await code(w.ask(redeemGift, gift(w, 'A', 'G300', { tender: null })))).toBe('tender_needed')
    const { id, state, addMinor } = await w.call(redeemGift, gift(w, 'A', 'G300'))
    expect([state, addMinor]).toEqual(['handed', 10_00])
    expect((await w.call(showRedemption, { id })).changes).toMatchObject([
      { tender: 'cash', paidMinor: 10_00 },
    ])

    const cashier = await w.as('cashier', { branchIds: [w.branchId] })
    expect((await cashier.ask(voidRedemption, { id: w.newId(), redemptionId: id })).status).toBe(403)
    const back = await w.call(voidRedemption, { id: w.newId(), redemptionId: id, note: '拿错了' })
    expect(back).toMatchObject({ state: 'void', paidMinor: -10_00, tender: 'cash' })
    const wallet = await w.call(showWallet, { memberId: a.id })
    expect(wallet.lots).toMatchObject([{ remaining: 300, amount: 300, expiresOn: '2026-12-31' }])
    expect(await onHand(w, 'CUP')).toEqual([3])
  })

  test('asked for online, cancelled: the very lots and the goods come back, once', async () => {
    const w = await shop()
    const a = await shopper(
      w,
      'A',
      { unit: 'points', amount: 500, expiresOn: '2026-06-30' },
      { unit: 'points', amount: 500 },
    )
    const { id } = await w.call(
      redeemGift,
      gift(w, 'A', 'G800', { channel: 'online', branchCode: null, tender: null }),
    )
    const cancel = { id: w.newId(), redemptionId: id, state: 'cancelled' as const }
    const replies = await Promise.all([1, 2].map(() => w.call(changeRedemption, cancel)))
    expect(replies.map((one) => one.replayed).sort()).toEqual([false, true])
    const { lots } = await w.call(showWallet, { memberId: a.id })
    expect(lots.map((lot) => [lot.remaining, lot.expiresOn])).toEqual([
      [500, '2026-06-30'],
      [500, null],
    ])
    expect(await onHand(w, 'BAG')).toEqual([5])
    const twice = w.ask(changeRedemption, { ...cancel, id: w.newId() })
    expect(await code(twice)).toBe('gift_redemption_over')
  })

  test('after a merge the limit counts what both had, and a cancelled gift reaches whoever stayed', async () => {
    const w = await shop()
    const keep = await shopper(w, 'A', { unit: 'points', amount: 600 })
    const gone = await shopper(w, 'B', { unit: 'points', amount: 1_400 })
    await w.call(redeemGift, gift(w, 'B', 'G300'))
    await w.call(redeemGift, gift(w, 'B', 'G300'))
    const sent = await w.call(redeemGift, gift(w, 'B', 'G800'))
    const pair = { keepId: keep.id, goneId: gone.id, reason: '同一人' }
    await w.call(mergeMembers, { id: w.newId(), ...pair })
    expect(await code(w.ask(redeemGift, gift(w, 'A', 'G300')))).toBe('gift_used_up')
    await w.call(changeRedemption, { id: w.newId(), redemptionId: sent.id, state: 'cancelled' })
    await w.settle()
    expect(await points(w, keep.id)).toBe(1_400)
  })

  test('a member sees which gifts can be had, and what the others still take', async () => {
    const w = await shop()
    const a = await shopper(w, 'A', { unit: 'points', amount: 500 })
    const shown = await w.call(memberGifts, { memberId: a.id, branchCode: 'S1' })
    expect(shown.pointsAvailable).toBe(500)
    expect(
      shown.gifts.map(({ code: gift, why, missingPoints, left }) => [gift, why, missingPoints, left]),
    ).toEqual([
      ['G800', 'not_enough_points', 300, null],
      ['G300', null, 0, 2],
    ])
  })

  // Each row breaks its own law and those below it: the answer is the first one broken.
  test('refusals come in their order', async () => {
    const w = await world()
    const tier = { code: 'VIP', nameZh: '贵宾', nameEn: 'VIP' }
    const base = { ...tier, code: 'PU', nameZh: '普通', nameEn: 'Plain' }
    const only = { points: 900, nameZh: '礼', nameEn: 'Gift', productCode: 'BAG', online: false }
    await publish(w, {
      tiers: { list: [base, { ...tier, ways: [{ by: 'invitation' }] }] },
      gifts: [
        { ...only, code: 'VIPS', tiers: ['VIP'], to: '2026-01-01', branches: ['S9'] },
        { ...only, code: 'LATE', to: '2026-01-01', branches: ['S9'] },
        { ...only, code: 'AWAY', branches: ['S9'], mostPerMember: 1 },
        { ...only, code: 'ONE', mostPerMember: 1 },
        { ...only, code: 'DEAR' },
        { ...only, code: 'CASH', points: 1, addMinor: 1_00 },
        { ...only, code: 'GOODS', points: 1 },
      ],
    })
    await stocked(w, 'BAG', { branchId: w.branchId, quantity: 1 })
    const a = await shopper(w, 'A', { unit: 'points', amount: 10 })
    const asked = (giftCode: string, more = {}) => code(w.ask(redeemGift, gift(w, 'A', giftCode, more)))

    expect(await asked('NONE', { memberNumber: 'Z', branchCode: 'X' })).toBe('member_number_unknown')
    expect(await asked('NONE', { branchCode: 'X' })).toBe('branch_unknown')
    expect(await asked('NONE', { branchCode: null })).toBe('gift_unknown')
    expect(await asked('VIPS', { branchCode: null, channel: 'online' })).toBe('gift_branch_needed')
    expect(await asked('VIPS', { channel: 'online' })).toBe('gift_not_online')
    expect(await asked('VIPS')).toBe('gift_not_for_tier')
    expect(await asked('LATE')).toBe('gift_not_now')
    expect(await asked('AWAY', { count: 2 })).toBe('gift_not_here')
    expect(await asked('ONE', { count: 2 })).toBe('gift_used_up')
    expect(await asked('DEAR', { tender: null })).toBe('not_enough_points')
    expect(await asked('CASH', { count: 2, tender: null })).toBe('tender_needed')
    expect(await asked('GOODS', { count: 2 })).toBe('stock_short')
    await frozen(w, a.id)
    expect(await asked('VIPS')).toBe('member_frozen')
    expect(await points(w, a.id)).toBe(10)
  })
})
