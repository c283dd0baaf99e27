import { describe, expect, test } from 'vitest'
import { addProduct } from '#domain/goods/contract'
import { bringGoodsIn, stockOnHand } from '#domain/goods/contract/stock'
import { enrolMember } from '#domain/member/contract'
import { recordSale } from '#domain/sale/contract'
import { showStanding } from '#domain/standing/contract'
import { showWallet } from '#domain/wallet/contract'
import { topUpMember } from '#domain/wallet/contract/top-up'
import { memberCoupons } from '#domain/wallet/contract/coupon'
import { publish, shopper, type Rules, type Shopper } from '#test/world/shop'
import { world, type TestWorld } from '#test/world/world'
import { joinAsMember, memberMemberships, previewMembership } from './contract.ts'

const names = { nameZh: '入会', nameEn: 'Joining' }
type Joining = NonNullable<Rules['joining']>
type Way = Joining['ways'][number]

const WAYS: Way[] = [
  { code: 'FEE', ...names, kind: 'fee', leastMinor: 48_00, productCode: 'FEE48' },
  { code: 'BUY', ...names, kind: 'purchase', leastMinor: 150_00 },
  { code: 'FREE', ...names, kind: 'free' },
  { code: 'CARD', ...names, kind: 'top_up', leastMinor: 2_000_00 },
  { code: 'PROOF', ...names, kind: 'proof', proofs: ['PHOTO', 'BOX'].map((code) => ({ code, ...names })) },
]
const joining = (more: Partial<Joining> = {}): Joining => ({ since: '2020-01-01', ways: WAYS, ...more })

async function shop(more: Partial<Joining> = {}, rules: Rules = {}, at = '2024-03-01T02:00:00Z') {
  const w = await world({ at: new Date(at).toISOString() })
  await publish(w, { joining: joining(more), ...rules })
  return w
}

/** A sale of these lines, named by its member. */
async function sold(w: TestWorld, member: Shopper | null, lines: readonly (readonly [string, number])[]) {
  const id = w.newId()
  await w.call(recordSale, {
    id,
    branchCode: 'S1',
    happenedAt: w.clock.now(),
    ...(member ? { memberNumber: member.number } : {}),
    lines: lines.map(([productCode, unitPriceMinor]) => ({ productCode, quantity: 1, unitPriceMinor })),
  })
  return id
}

const giveBack = (w: TestWorld, member: Shopper, [saleId, minor]: readonly [string, number]) =>
  w.call(recordSale, {
    id: w.newId(),
    kind: 'return',
    memberNumber: member.number,
    returnsSaleId: saleId,
    branchCode: 'S1',
    happenedAt: w.clock.now(),
    lines: [{ productCode: 'T', quantity: 1, unitPriceMinor: minor }],
  })

const wish = (w: TestWorld, member: Shopper, way: string, more: object = {}) => ({
  id: w.newId(),
  memberNumber: member.number,
  way,
  branchCode: 'S1',
  ...more,
})

const stand = async (w: TestWorld, member: Shopper) =>
  (await w.call(showStanding, { memberId: member.id })).membership

describe('C04 ways of joining', () => {
  test('48 paid as the fee makes a member for one year', async () => {
    const w = await shop({ periodMonths: 12 })
    const a = await shopper(w, 'A')
    const saleId = await sold(w, a, [['FEE48', 48_00]])
    const joined = await w.call(joinAsMember, wish(w, a, 'FEE', { saleId }))
    expect(joined).toMatchObject({ kind: 'fee', from: '2024-03-01', to: '2025-02-28', renews: false })
    expect(await stand(w, a)).toMatchObject({ state: 'active', validTo: '2025-02-28' })
  })

  test('one purchase of 150.00 makes a member at once and costs no fee; 149.99 is refused', async () => {
    const w = await shop()
    const a = await shopper(w, 'A')
    const short = await sold(w, a, [['T', 149_99]])
    const no = await w.ask(joinAsMember, wish(w, a, 'BUY', { saleId: short }))
    expect([no.status, no.body]).toMatchObject([422, { code: 'purchase_below_threshold' }])
    expect(await stand(w, a)).toMatchObject({ state: 'none' })
    const enough = await sold(w, a, [['T', 150_00]])
    await w.call(joinAsMember, wish(w, a, 'BUY', { saleId: enough }))
    expect(await stand(w, a)).toMatchObject({ state: 'active', validTo: null })
  })

  test('what came back does not count, and what comes back later takes the membership with it', async () => {
    const w = await shop()
    const [a, b] = [await shopper(w, 'A'), await shopper(w, 'B')]
    const first = await sold(w, a, [['T', 200_00]])
    await giveBack(w, a, [first, 50_01])
    const no = await w.ask(joinAsMember, wish(w, a, 'BUY', { saleId: first }))
    expect(no.body).toMatchObject({ code: 'purchase_below_threshold' })

    const second = await sold(w, b, [['T', 200_00]])
    await w.call(joinAsMember, wish(w, b, 'BUY', { saleId: second }))
    await giveBack(w, b, [second, 50_00])
    await w.settle()
    expect(await stand(w, b)).toMatchObject({ state: 'active' })
    await giveBack(w, b, [second, 1])
    await w.settle()
    expect(await stand(w, b)).toMatchObject({ state: 'none' })
    const { rows } = await w.call(memberMemberships, { memberId: b.id })
    expect(rows).toMatchObject([{ way: 'BUY', saleId: second, undone: 'goods_came_back' }])
  })

  test('an event photo or a product box makes a member without any purchase; a voucher stub does not', async () => {
    const w = await shop()
    for (const code of ['PHOTO', 'BOX']) {
      const one = await shopper(w, code)
      const joined = await w.call(joinAsMember, wish(w, one, 'PROOF', { proof: { code, note: '活动合影' } }))
      expect(joined).toMatchObject({ proofCode: code, proofNote: '活动合影', saleId: null })
      expect(await stand(w, one)).toMatchObject({ state: 'active' })
    }
    const c = await shopper(w, 'C')
    const no = await w.ask(joinAsMember, wish(w, c, 'PROOF', { proof: { code: 'STUB' } }))
    expect(no.body).toMatchObject({ code: 'proof_unknown' })
  })

  test('a top-up of 2,000 makes a member of the tier of its card; 1,999 does not', async () => {
    const tiers = {
      list: [
        { code: 'LOW', ...names },
        { code: 'CARD2000', ...names, ways: [{ by: 'invitation' as const }] },
      ],
    }
    const ways = WAYS.map((way) => (way.code === 'CARD' ? { ...way, tier: 'CARD2000' } : way))
    const w = await shop({ ways }, { tiers })
    const a = await shopper(w, 'A')
    const topUp = async (amountMinor: number) =>
      (
        await w.call(topUpMember, {
          id: w.newId(),
          memberId: a.id,
          amountMinor,
          tender: 'cash',
          branchCode: 'S1',
        })
      ).id
    const short = await w.ask(joinAsMember, wish(w, a, 'CARD', { topUpId: await topUp(1_999_00) }))
    expect(short.body).toMatchObject({ code: 'top_up_below_threshold' })
    const joined = await w.call(joinAsMember, wish(w, a, 'CARD', { topUpId: await topUp(2_000_00) }))
    expect(joined).toMatchObject({ tier: 'CARD2000' })
    expect(await w.call(showStanding, { memberId: a.id })).toMatchObject({ tier: { code: 'CARD2000' } })
  })

  test('of two who join by one receipt at the same moment, one is a member', async () => {
    const w = await shop()
    const [a, b] = [await shopper(w, 'A'), await shopper(w, 'B')]
    const saleId = await sold(w, null, [['T', 150_00]])
    const replies = await Promise.all(
      [a, b].map((one) => w.ask(joinAsMember, wish(w, one, 'BUY', { saleId }))),
    )
    expect(replies.map((one) => one.status).sort()).toEqual([200, 422])
    expect(replies.find((one) => one.status === 422)?.body).toMatchObject({ code: 'receipt_used' })
    const states = [(await stand(w, a)).state, (await stand(w, b)).state]
    expect(states.sort()).toEqual(['active', 'none'])
  })

  test('a till that retries joins once, and a refusal stays refused', async () => {
    const w = await shop({ openingPoints: 15 })
    const [a, b] = [await shopper(w, 'A'), await shopper(w, 'B')]
    const one = wish(w, a, 'FREE')
    const replies = await Promise.all([1, 2, 3].map(() => w.ask(joinAsMember, one)))
    expect(replies.map((reply) => reply.status)).toEqual([200, 200, 200])
    expect((await w.call(showWallet, { memberId: a.id })).pointsBalance).toBe(15)
    expect((await w.ask(joinAsMember, { ...one, way: 'BUY' })).body).toMatchObject({
      code: 'joining_id_reused',
    })

    const saleId = await sold(w, b, [['T', 100_00]])
    const refused = wish(w, b, 'BUY', { saleId })
    expect((await w.ask(joinAsMember, refused)).body).toMatchObject({ code: 'purchase_below_threshold' })
    await publish(w, { joining: joining({ ways: [{ ...WAYS[1]!, leastMinor: 100_00 }] }) })
    expect((await w.ask(joinAsMember, refused)).body).toMatchObject({ code: 'purchase_below_threshold' })
    await w.call(joinAsMember, { ...refused, id: w.newId() })
  })
})

describe('C05 screening', () => {
  test('who came by an advert is not joined by a cashier before somebody approved', async () => {
    const w = await shop({ screenedSources: ['advert', 'in_pack'] })
    const { id, number } = await w.call(enrolMember, { id: w.newId(), source: 'advert' })
    const cashier = await w.as('cashier')
    const no = await cashier.ask(joinAsMember, wish(w, { id, number }, 'FREE'))
    expect(no.body).toMatchObject({ code: 'membership_waits_for_screening' })
    const manager = await w.as('manager')
    await manager.call(joinAsMember, wish(w, { id, number }, 'FREE'))
    expect(await stand(w, { id, number })).toMatchObject({ state: 'active' })
  })
})

const KIT = [
  { productCode: 'CARD', count: 1 },
  { productCode: 'MAGAZINE', count: 1 },
  { productCode: 'CREAM', count: 1, valueMinor: 48_00 },
  { productCode: 'HANDBOOK', count: 1 },
]

async function kitShop(w: TestWorld, count: number) {
  for (const { productCode: code } of KIT)
    await w.call(addProduct, { id: w.newId(), code, name: code, stocked: true, priceMinor: 48_00 })
  const lines = KIT.map(({ productCode }) => ({ productCode, quantity: count }))
  await w.call(bringGoodsIn, { id: w.newId(), branchId: w.branchId, note: '开店礼包', lines })
}

const onHand = async (w: TestWorld) =>
  Object.fromEntries((await w.call(stockOnHand, {})).rows.map((row) => [row.code, row.onHand]))

describe('C06 joining kit', () => {
  test('joining by 150 hands over 4 lines, and of 40 of each 39 are left', async () => {
    const coupons = [{ code: 'V10', ...names, kind: 'amount' as const, minor: 10_00, daysAlive: 30 }]
    const w = await shop({ kit: KIT, openingPoints: 15, coupons: ['V10'] }, { coupons })
    await kitShop(w, 40)
    const a = await shopper(w, 'A')
    const saleId = await sold(w, a, [['T', 150_00]])
    const joined = await w.call(joinAsMember, wish(w, a, 'BUY', { saleId }))
    expect(joined.kit).toEqual(KIT.map((line) => ({ valueMinor: 0, ...line })))
    expect(joined).toMatchObject({ points: 15, coupons: [{ code: 'V10', expiresOn: '2024-03-31' }] })
    expect(await onHand(w)).toEqual({ CARD: 39, MAGAZINE: 39, CREAM: 39, HANDBOOK: 39 })
    expect((await w.call(showWallet, { memberId: a.id })).pointsBalance).toBe(15)
    expect((await w.call(memberCoupons, { memberId: a.id })).rows).toMatchObject([
      { code: 'V10', state: 'issued' },
    ])
  })

  test('a shop that has no kit left joins nobody, and nothing has moved', async () => {
    const w = await shop({ kit: KIT, openingPoints: 15 })
    await kitShop(w, 1)
    const [a, b] = [await shopper(w, 'A'), await shopper(w, 'B')]
    await w.call(joinAsMember, wish(w, a, 'FREE'))
    const no = await w.ask(joinAsMember, wish(w, b, 'FREE'))
    expect(no.body).toMatchObject({ code: 'stock_short' })
    expect(await stand(w, b)).toMatchObject({ state: 'none' })
    expect((await w.call(showWallet, { memberId: b.id })).pointsBalance).toBe(0)
  })
})

describe('C11 period, fee and terms', () => {
  const zh = '会员享有积分与专属价格'
  test('48 paid on 2024-03-01 lasts to 2025-02-28; renewed the day after it goes on, without a kit', async () => {
    const w = await shop({ periodMonths: 12, kit: KIT, openingPoints: 15 })
    await kitShop(w, 40)
    const a = await shopper(w, 'A')
    await w.call(joinAsMember, wish(w, a, 'FEE', { saleId: await sold(w, a, [['FEE48', 48_00]]) }))
    w.clock.set('2025-02-28T02:00:00.000Z')
    expect(await stand(w, a)).toMatchObject({ state: 'active' })
    w.clock.set('2025-03-01T02:00:00.000Z')
    expect(await stand(w, a)).toMatchObject({ state: 'expired', validTo: '2025-02-28' })
    const saleId = await sold(w, a, [['FEE48', 48_00]])
    const renewal = await w.call(joinAsMember, wish(w, a, 'FEE', { saleId }))
    expect(renewal).toMatchObject({ renews: true, from: '2025-03-01', to: '2026-02-28', kit: [], points: 0 })
    expect(await stand(w, a)).toMatchObject({ state: 'active', validTo: '2026-02-28' })
    expect(await onHand(w)).toMatchObject({ CREAM: 39 })
    const { rows } = await w.call(memberMemberships, { memberId: a.id })
    expect(rows.map((row) => [row.from, row.to, row.renews])).toEqual([
      ['2025-03-01', '2026-02-28', true],
      ['2024-03-01', '2025-02-28', false],
    ])
  })

  test('paid before the end, a renewal continues from the end', async () => {
    const w = await shop({ periodMonths: 12 })
    const a = await shopper(w, 'A')
    await w.call(joinAsMember, wish(w, a, 'FEE', { saleId: await sold(w, a, [['FEE48', 48_00]]) }))
    w.clock.set('2025-02-10T02:00:00.000Z')
    const saleId = await sold(w, a, [['FEE48', 48_00]])
    const said = await w.call(previewMembership, {
      memberNumber: 'A',
      way: 'FEE',
      saleId,
      branchCode: 'S1',
    })
    expect(said).toMatchObject({ renews: true, from: '2025-03-01', to: '2026-02-28' })
    expect(await stand(w, a)).toMatchObject({ validTo: '2025-02-28' })
    expect(await w.call(joinAsMember, wish(w, a, 'FEE', { saleId }))).toMatchObject({ from: '2025-03-01' })
  })

  test('the terms are accepted in the version that is live', async () => {
    const w = await shop({ terms: { version: '2024-1', zh, en: 'Members earn points.' } })
    const a = await shopper(w, 'A')
    for (const acceptedTerms of [undefined, '2023-1']) {
      const no = await w.ask(joinAsMember, wish(w, a, 'FREE', { acceptedTerms }))
      expect(no.body).toMatchObject({ code: 'terms_not_accepted', detail: 'version: 2024-1' })
    }
    const joined = await w.call(joinAsMember, wish(w, a, 'FREE', { acceptedTerms: '2024-1' }))
    expect(joined).toMatchObject({ termsVersion: '2024-1' })
  })
})

describe('refusals', () => {
  test.each([
    { say: { memberNumber: 'NOBODY', branchCode: 'NONE', way: 'NONE' }, code: 'member_unknown' },
    { say: { branchCode: 'NONE', way: 'NONE' }, code: 'branch_unknown' },
    { say: { way: 'NONE' }, code: 'joining_way_unknown' },
    { say: { way: 'BUY' }, code: 'terms_not_accepted' },
    { say: { way: 'BUY', acceptedTerms: '1' }, code: 'receipt_needed' },
    { say: { way: 'CARD', acceptedTerms: '1' }, code: 'top_up_needed' },
    { say: { way: 'PROOF', acceptedTerms: '1' }, code: 'proof_needed' },
    { say: { way: 'FREE', acceptedTerms: '1', proof: { code: 'BOX' } }, code: 'ground_not_asked' },
    { say: { way: 'BUY', acceptedTerms: '1', sale: 'none' }, code: 'receipt_unknown' },
    { say: { way: 'BUY', acceptedTerms: '1', sale: 'other' }, code: 'receipt_not_theirs' },
    { say: { way: 'BUY', acceptedTerms: '1', sale: 'old' }, code: 'receipt_too_old' },
    { say: { way: 'FEE', acceptedTerms: '1', sale: 'tea' }, code: 'fee_not_on_receipt' },
    { say: { way: 'FEE', acceptedTerms: '1', sale: 'cheap' }, code: 'fee_below_price' },
  ])('$code', async ({ say, code }) => {
    const w = await shop({ terms: { version: '1' } })
    const [a, b] = [await shopper(w, 'A'), await shopper(w, 'B')]
    const sales: Record<string, string> = {
      none: w.newId(),
      other: await sold(w, b, [['T', 150_00]]),
      old: await sold(w, a, [['T', 150_00]]),
    }
    w.clock.set('2024-04-02T02:00:00.000Z')
    sales['tea'] = await sold(w, a, [['T', 150_00]])
    sales['cheap'] = await sold(w, a, [['FEE48', 47_99]])
    const { sale, ...words } = say as { sale?: string }
    const reply = await w.ask(joinAsMember, {
      ...wish(w, a, ''),
      ...words,
      ...(sale ? { saleId: sales[sale] } : {}),
    } as never)
    expect(reply.body).toMatchObject({ code })
  })

  test('a membership without end is not renewed, and a free one only when it is over', async () => {
    const w = await shop()
    const a = await shopper(w, 'A')
    await w.call(joinAsMember, wish(w, a, 'FREE'))
    expect((await w.ask(joinAsMember, wish(w, a, 'FREE'))).body).toMatchObject({
      code: 'membership_without_end',
    })
    const v = await shop({ periodMonths: 12 })
    const b = await shopper(v, 'B')
    await v.call(joinAsMember, wish(v, b, 'FREE'))
    expect((await v.ask(joinAsMember, wish(v, b, 'FREE'))).body).toMatchObject({
      code: 'membership_still_active',
    })
  })

  test('without rules of joining there is nothing to join', async () => {
    const w = await world()
    await publish(w)
    const a = await shopper(w, 'A')
    expect((await w.ask(joinAsMember, wish(w, a, 'FREE'))).body).toMatchObject({ code: 'joining_not_asked' })
  })
})
