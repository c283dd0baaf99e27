import { describe, expect, test } from 'vitest'
import { addProduct } from '#domain/goods/contract'
import { bringGoodsIn, stockOnHand } from '#domain/goods/contract/stock'
import { enrolMember } from '#domain/member/contract'
import { memberCoupons } from '#domain/wallet/contract/coupon'
import { showWallet } from '#domain/wallet/contract'
import { recordSale } from '#domain/sale/contract'
import { publish, shopper, type Rules, type Shopper } from '#test/world/shop'
import { world, type TestWorld } from '#test/world/world'
import { collectClaim, listClaims, memberClaims } from './contract/claim.ts'

type Claim = NonNullable<Rules['claims']>[number]
const names = { nameZh: '贺礼', nameEn: 'Gift' }

async function shop(claims: Claim[], at: string, rules: Rules = {}): Promise<TestWorld> {
  const w = await world({ at: `${at}T02:00:00.000Z` })
  await publish(w, { claims, ...rules })
  await w.call(addProduct, { id: w.newId(), code: 'WINE', name: '寿酒', stocked: true, priceMinor: 88_00 })
  const lines = [{ productCode: 'WINE', quantity: 10 }]
  await w.call(bringGoodsIn, { id: w.newId(), branchId: w.branchId, note: '', lines })
  return w
}

async function born(w: TestWorld, number: string, birthOn: string): Promise<Shopper> {
  const { id } = await w.call(enrolMember, { id: w.newId(), number, source: 'terminal', birthOn })
  return { id, number }
}

const buy = (w: TestWorld, member: Shopper, unitPriceMinor: number) =>
  w.call(recordSale, {
    id: w.newId(),
    branchCode: 'S1',
    memberNumber: member.number,
    happenedAt: w.clock.now(),
    lines: [{ productCode: 'T', quantity: 1, unitPriceMinor }],
  })

const wish = (w: TestWorld, member: Shopper, claimCode: string, more: object = {}) => ({
  id: w.newId(),
  memberNumber: member.number,
  claimCode,
  branchCode: 'S1',
  ...more,
})
const wines = async (w: TestWorld) => (await w.call(stockOnHand, {})).rows[0]?.onHand
const hindrance = async (w: TestWorld, { id: memberId }: Shopper, on?: string) =>
  (await w.call(memberClaims, { memberId, on })).rows.map((row) => [row.instance, row.hindrance])

describe('C33 birthday and festival gifts by spend', () => {
  const bands = [
    { fromMinor: 0, count: 1 },
    { fromMinor: 1_000_00, count: 2 },
  ]
  const each = { ...names, productCode: 'WINE', needsPurchase: true, bands, daysBefore: 7, daysAfter: 30 }
  const claims: Claim[] = [
    { ...each, code: 'BIRTHDAY', occasion: 'birthday' },
    { ...each, code: 'FESTIVAL', occasion: 'festival', festivals: ['mid_autumn', 'spring_festival'] },
  ]

  test('with a purchase: at the birthday, Mid-Autumn and Spring Festival; without one: none', async () => {
    const w = await shop(claims, '2024-09-12')
    const [a, b] = [await born(w, 'A', '1980-09-15'), await born(w, 'B', '1980-09-15')]
    await buy(w, a, 100_00)
    expect(await hindrance(w, a)).toEqual([
      ['birthday 2024', null],
      ['mid_autumn 2024', null],
    ])
    expect(await hindrance(w, b)).toEqual([
      ['birthday 2024', 'claim_needs_purchase'],
      ['mid_autumn 2024', 'claim_needs_purchase'],
    ])
    const no = await w.ask(collectClaim, wish(w, b, 'FESTIVAL'))
    expect([no.status, no.body]).toMatchObject([422, { code: 'claim_needs_purchase' }])
    expect(await w.call(collectClaim, wish(w, a, 'BIRTHDAY'))).toMatchObject({
      count: 1,
      instance: 'birthday 2024',
    })
    w.clock.advance(60_000)
    await w.call(collectClaim, wish(w, a, 'FESTIVAL'))
    expect(await wines(w)).toBe(8)
    const again = await w.ask(collectClaim, wish(w, a, 'FESTIVAL'))
    expect(again.body).toMatchObject({ code: 'claim_collected' })
    w.clock.set('2025-01-29T02:00:00.000Z')
    expect(await w.call(collectClaim, wish(w, a, 'FESTIVAL'))).toMatchObject({
      instance: 'spring_festival 2025',
    })
    expect((await w.ask(collectClaim, wish(w, a, 'BIRTHDAY'))).body).toMatchObject({
      code: 'claim_outside_window',
    })
    expect((await w.call(listClaims, { memberId: a.id })).rows.map((row) => row.instance)).toEqual([
      'spring_festival 2025',
      'mid_autumn 2024',
      'birthday 2024',
    ])
  })

  test('who spent 1,000 in twelve months gets two bottles; longer ago does not count', async () => {
    const w = await shop(claims, '2023-08-01')
    const [a, b] = [await born(w, 'A', '1980-09-15'), await born(w, 'B', '1980-09-15')]
    await buy(w, a, 999_99)
    w.clock.set('2024-08-15T02:00:00.000Z')
    for (const one of [a, b]) await buy(w, one, one === a ? 1_00 : 1_000_00)
    w.clock.set('2024-09-15T02:00:00.000Z')
    expect(await w.call(collectClaim, wish(w, a, 'BIRTHDAY'))).toMatchObject({ count: 1 })
    expect(await w.call(collectClaim, wish(w, b, 'BIRTHDAY'))).toMatchObject({ count: 2 })
    expect(await wines(w)).toBe(7)
  })

  test('a birth date changed afterwards brings no second birthday of the year', async () => {
    const w = await shop([{ ...names, code: 'BIRTHDAY', occasion: 'birthday', points: 50 }], '2026-06-20')
    const a = await born(w, 'A', '1980-06-20')
    await w.call(collectClaim, wish(w, a, 'BIRTHDAY'))
    await w.put(`/members/${a.id}`, { version: 1, birthOn: '1980-07-10' })
    w.clock.set('2026-07-12T02:00:00.000Z')
    expect((await w.ask(collectClaim, wish(w, a, 'BIRTHDAY'))).body).toMatchObject({
      code: 'claim_collected',
    })
  })
})

describe('C34 life-event gift, stackable', () => {
  const claims: Claim[] = [
    {
      ...names,
      code: 'BANQUET',
      occasion: 'life_event',
      lifeEvents: ['wedding', 'birth', 'elder_birthday', 'house_move', 'school_entry', 'army_entry', 'other'],
      forOthers: true,
      daysBefore: 60,
      daysAfter: 30,
      productCode: 'WINE',
      couponCode: 'PROMO',
      points: 100,
    },
  ]
  const coupons = [{ code: 'PROMO', ...names, kind: 'gift' as const }]

  test('one order yields banquet wine, a promotional item and points together', async () => {
    const w = await shop(claims, '2026-05-01', { coupons })
    const a = await shopper(w, 'A')
    const wedding = { lifeEvent: 'wedding', eventOn: '2026-05-20', note: '喜宴十桌' }
    expect(await w.call(collectClaim, wish(w, a, 'BANQUET', wedding))).toMatchObject({
      instance: 'wedding 2026-05-20',
      productCode: 'WINE',
      count: 1,
      points: 100,
      coupons: [{ code: 'PROMO' }],
    })
    expect(await wines(w)).toBe(9)
    expect((await w.call(showWallet, { memberId: a.id })).pointsBalance).toBe(100)
    expect((await w.call(memberCoupons, { memberId: a.id })).rows).toHaveLength(1)
    const twice = await w.ask(collectClaim, wish(w, a, 'BANQUET', wedding))
    expect(twice.body).toMatchObject({ code: 'claim_collected' })
    // The same feast of a friend is another occasion.
    await w.call(collectClaim, wish(w, a, 'BANQUET', { ...wedding, forWhom: '表弟' }))
    expect((await w.ask(collectClaim, wish(w, a, 'BANQUET'))).body).toMatchObject({
      code: 'claim_event_needed',
    })
    const late = await w.ask(collectClaim, wish(w, a, 'BANQUET', { ...wedding, eventOn: '2026-03-01' }))
    expect(late.body).toMatchObject({ code: 'claim_outside_window' })
  })

  test('of somebody else only where the claim says so', async () => {
    const own = claims.map((one) => ({ ...one, forOthers: false }))
    const w = await shop(own, '2026-05-01', { coupons })
    const a = await shopper(w, 'A')
    const of = { lifeEvent: 'birth', eventOn: '2026-05-01' }
    const no = await w.ask(collectClaim, wish(w, a, 'BANQUET', { ...of, forWhom: '同事' }))
    expect(no.body).toMatchObject({ code: 'claim_not_for_others' })
    await w.call(collectClaim, wish(w, a, 'BANQUET', of))
  })

  test('without wine in stock nothing is given, neither points nor coupon', async () => {
    const many = claims.map((one) => ({ ...one, bands: [{ fromMinor: 0, count: 11 }] }))
    const w = await shop(many, '2026-05-01', { coupons })
    const a = await shopper(w, 'A')
    const no = await w.ask(collectClaim, wish(w, a, 'BANQUET', { lifeEvent: 'other', eventOn: '2026-05-01' }))
    expect(no.body).toMatchObject({ code: 'stock_short' })
    expect((await w.call(showWallet, { memberId: a.id })).pointsBalance).toBe(0)
    expect((await w.call(memberCoupons, { memberId: a.id })).rows).toEqual([])
  })
})

describe('C35 quarterly gift', () => {
  const claims: Claim[] = [{ ...names, code: 'QUARTER', occasion: 'quarter', productCode: 'WINE' }]

  test('claimed in Q1: issued; again in Q1: refused; in Q2: issued', async () => {
    const w = await shop(claims, '2026-01-10')
    const a = await shopper(w, 'A')
    expect(await w.call(collectClaim, wish(w, a, 'QUARTER'))).toMatchObject({ instance: '2026-Q1' })
    w.clock.set('2026-03-31T02:00:00.000Z')
    const no = await w.ask(collectClaim, wish(w, a, 'QUARTER'))
    expect([no.status, no.body]).toMatchObject([422, { code: 'claim_collected' }])
    w.clock.set('2026-04-01T02:00:00.000Z')
    expect(await w.call(collectClaim, wish(w, a, 'QUARTER'))).toMatchObject({ instance: '2026-Q2' })
    expect(await wines(w)).toBe(8)
  })

  test('of many who collect at once, one is served; a till that retries gets the same answer', async () => {
    const w = await shop(claims, '2026-01-10')
    const a = await shopper(w, 'A')
    const wishes = Array.from({ length: 4 }, () => wish(w, a, 'QUARTER'))
    const replies = await Promise.all(wishes.map((one) => w.ask(collectClaim, one)))
    expect(replies.map((one) => one.status).sort()).toEqual([200, 422, 422, 422])
    const again = await Promise.all(wishes.map((one) => w.ask(collectClaim, one)))
    expect(again.map((one) => one.status)).toEqual(replies.map((one) => one.status))
    expect(await wines(w)).toBe(9)
    const [first] = wishes
    const other = await w.ask(collectClaim, { ...first!, note: '改' })
    expect(other.body).toMatchObject({ code: 'claim_id_reused' })
  })

  test.each([
    { say: { memberNumber: 'NOBODY', branchCode: 'NONE', claimCode: 'NONE' }, code: 'member_unknown' },
    { say: { branchCode: 'NONE', claimCode: 'NONE' }, code: 'branch_unknown' },
    { say: { claimCode: 'NONE' }, code: 'claim_unknown' },
    { say: { claimCode: 'TOP' }, code: 'claim_not_for_tier' },
    { say: { claimCode: 'BUYERS' }, code: 'claim_needs_purchase' },
    { say: { claimCode: 'FULL' }, code: 'claim_needs_profile' },
    { say: { claimCode: 'BANDS' }, code: 'claim_below_bands' },
  ])('$code', async ({ say, code }) => {
    const each = { ...names, occasion: 'year' as const, points: 1 }
    const bands = [{ fromMinor: 1_00, count: 1 }]
    const all: Claim[] = [
      { ...each, code: 'TOP', tiers: ['GOLD'], needsPurchase: true, needsProfile: true, bands },
      { ...each, code: 'BUYERS', needsPurchase: true, needsProfile: true, bands },
      { ...each, code: 'FULL', needsProfile: true, bands },
      { ...each, code: 'BANDS', bands },
    ]
    const tiers = {
      list: [
        { code: 'SILVER', ...names },
        { code: 'GOLD', ...names, ways: [{ by: 'invitation' as const }] },
      ],
    }
    const w = await shop(all, '2026-01-10', { tiers })
    const a = await shopper(w, 'A')
    const reply = await w.ask(collectClaim, { ...wish(w, a, ''), ...say })
    expect(reply.body).toMatchObject({ code })
  })

  test('whose membership is over collects nothing', async () => {
    const joining = { since: '2026-01-01', ways: [{ code: 'FREE', ...names, kind: 'free' as const }] }
    const w = await shop(claims, '2026-01-10', { joining })
    const a = await shopper(w, 'A')
    expect((await w.ask(collectClaim, wish(w, a, 'QUARTER'))).body).toMatchObject({
      code: 'membership_not_active',
    })
  })
})
