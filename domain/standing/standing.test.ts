import { describe, expect, test } from 'vitest'
import { setTier, inviteToTier, tierReport } from './contract.ts'
import { publish, shopper } from '#test/world/shop'
import { bringBack, buy, buying, FOUR, sell, standingOf, tier, tierOf, told } from '#test/world/standing'
import { world, type TestWorld } from '#test/world/world'

const tiered = async (more: object = {}, list = FOUR): Promise<TestWorld> => {
  const w = await world()
  await publish(w, { tiers: { list, ...more } })
  return w
}

describe('C15 tiers are reached at once', () => {
  test('499 in all is the lowest tier, 500 the next: the till and whoever writes to members are told', async () => {
    const w = await tiered()
    const a = await shopper(w, 'A')
    expect(await buy(w, 'A', 499)).toMatchObject({ tier: 'PU', tierMove: null })
    expect(await tierOf(w, a.id)).toBe('PU')
    expect(await standingOf(w, a.id)).toMatchObject({
      next: { code: 'VIP', ways: [{ by: 'spend', least: 500_00, have: 499_00, missing: 1_00 }] },
    })

    const sale = buying(w, 'A', 1)
    expect(await sell(w, sale)).toMatchObject({ tierMove: { from: 'PU', to: 'VIP' } })
    expect(await standingOf(w, a.id)).toMatchObject({ tier: { code: 'VIP' }, next: { code: 'GOLD' } })
    const body = { from: 'PU', to: 'VIP', up: true, why: 'merit', causeKind: 'sale', causeId: sale.id }
    expect(await told(w, 'standing.moved')).toMatchObject([{ subjectId: a.id, body }])
    // A till that asks again is told the same, and nothing moves twice.
    expect(await sell(w, sale)).toMatchObject({ replayed: true, tierMove: { to: 'VIP' } })
    expect((await standingOf(w, a.id)).moves).toMatchObject([{ from: 'PU', to: 'VIP', causeId: sale.id }])
  })

  test('one purchase that takes the total to 5,000 goes over the tiers between', async () => {
    const w = await tiered()
    const a = await shopper(w, 'A')
    await buy(w, 'A', 499)
    expect(await buy(w, 'A', 4501)).toMatchObject({ tierMove: { from: 'PU', to: 'ANGEL' } })
    expect(await standingOf(w, a.id)).toMatchObject({ tier: { code: 'ANGEL' }, next: null })
    expect((await standingOf(w, a.id)).moves).toHaveLength(1)
  })

  test('two sales at the same moment that reach a tier together move it once', async () => {
    const w = await tiered()
    const people = await Promise.all(['A', 'B', 'C'].map((number) => shopper(w, number)))
    const sales = people.flatMap(({ number }) => [buying(w, number, 250), buying(w, number, 250)])
    const receipts = await Promise.all(sales.map((sale) => sell(w, sale)))
    expect(receipts.filter((one) => one.tierMove?.to === 'VIP')).toHaveLength(3)
    for (const { id } of people) {
      expect((await standingOf(w, id)).moves).toHaveLength(1)
      expect(await tierOf(w, id)).toBe('VIP')
    }
  })

  test('whoever is nobody, and a program without tiers, move nothing', async () => {
    const w = await tiered()
    expect(await buy(w, null, 9999)).toMatchObject({ tier: null, tierMove: null })
    const plain = await world()
    const b = await shopper(plain, 'B')
    expect(await buy(plain, 'B', 9999)).toMatchObject({ tier: null, tierMove: null })
    expect(await standingOf(plain, b.id)).toMatchObject({ tier: null, next: null, moves: [] })
  })

  test('goods that come back take the tier that only they had reached', async () => {
    const w = await tiered()
    const a = await shopper(w, 'A')
    await buy(w, 'A', 499)
    const sale = buying(w, 'A', 1)
    await sell(w, sale)
    expect(await bringBack(w, sale)).toMatchObject({ tierMove: { from: 'VIP', to: 'PU' } })
    expect((await standingOf(w, a.id)).moves.map(({ to, why }) => [to, why])).toEqual([
      ['PU', 'return'],
      ['VIP', 'merit'],
    ])

    const later = await tiered({ onReturn: 'at_review' })
    const b = await shopper(later, 'B')
    const whole = buying(later, 'B', 500)
    await sell(later, whole)
    expect(await bringBack(later, whole)).toMatchObject({ tierMove: null })
    expect(await tierOf(later, b.id)).toBe('VIP')
  })

  test('what lies outside a rolling window no longer counts, and takes nothing by itself', async () => {
    const w = await tiered({ window: 'rolling', windowMonths: 12 })
    const a = await shopper(w, 'A')
    await buy(w, 'A', 600)
    w.clock.set('2027-03-05T02:00:00.000Z')
    expect(await standingOf(w, a.id)).toMatchObject({ tier: { code: 'VIP' }, next: { ways: [{ have: 0 }] } })
    expect(await buy(w, 'A', 1999)).toMatchObject({ tierMove: null })
    expect(await buy(w, 'A', 1)).toMatchObject({ tierMove: { from: 'VIP', to: 'GOLD' } })
  })

  test('a fee reaches the tier that it is the fee of', async () => {
    const w = await tiered({}, [tier('PU'), tier('CLUB', [{ by: 'fee', productCode: 'FEE' }])])
    const a = await shopper(w, 'A')
    const fee = { ...buying(w, 'A', 48), lines: [{ productCode: 'FEE', quantity: 1, unitPriceMinor: 48_00 }] }
    expect(await sell(w, fee)).toMatchObject({ tierMove: { to: 'CLUB' } })
    expect(await standingOf(w, a.id)).toMatchObject({ moves: [{ why: 'fee' }] })
    expect(await bringBack(w, fee)).toMatchObject({ tierMove: { from: 'CLUB', to: 'PU' } })
  })
})

describe('T3 a tier that is given', () => {
  const INVITED = [...FOUR, tier('BLACK', [{ by: 'invitation' }])]

  test('an invitation raises, and no return takes it', async () => {
    const w = await tiered({}, INVITED)
    const a = await shopper(w, 'A')
    const sale = buying(w, 'A', 500)
    await sell(w, sale)
    const wish = { id: w.newId(), memberId: a.id, tier: 'BLACK', reason: '老顾客' }
    expect(await w.call(inviteToTier, wish)).toMatchObject({ stands: 'BLACK', replayed: false })
    expect(await w.call(inviteToTier, wish)).toMatchObject({ stands: 'BLACK', replayed: true })
    expect(await bringBack(w, sale)).toMatchObject({ tierMove: null })
    const { moves } = await standingOf(w, a.id)
    expect(moves).toHaveLength(2)
    expect(moves[0]).toMatchObject({ why: 'invitation', reason: '老顾客', byName: '王老板' })
  })

  test('by hand a member is set down, and only what is bought from the next day on raises again', async () => {
    const w = await tiered()
    const a = await shopper(w, 'A')
    await buy(w, 'A', 2000)
    const wish = { id: w.newId(), memberId: a.id, tier: 'PU', reason: '转售商品' }
    expect(await w.call(setTier, wish)).toMatchObject({ stands: 'PU' })
    w.clock.set('2026-03-03T02:00:00.000Z')
    expect(await buy(w, 'A', 499)).toMatchObject({ tierMove: null })
    expect(await buy(w, 'A', 1)).toMatchObject({ tierMove: { from: 'PU', to: 'VIP' } })
  })

  test('refusals in order of precedence, each final for its id', async () => {
    const w = await tiered({}, INVITED)
    const a = await shopper(w, 'A')
    await buy(w, 'A', 500)
    const manager = await w.as('manager')
    const ask = { id: w.newId(), memberId: a.id, tier: 'BLACK', reason: '邀请' }
    const code = async (wish: object) => (await manager.ask(inviteToTier, { ...ask, ...wish })).body?.['code']
    expect(await code({ id: w.newId(), memberId: w.newId(), tier: 'NONE' })).toBe('member_unknown')
    expect(await code({ id: w.newId(), tier: 'NONE' })).toBe('tier_unknown')
    expect(await code({ id: w.newId(), tier: 'PU' })).toBe('tier_not_by_invitation')
    await manager.call(inviteToTier, ask)
    const again = w.newId()
    expect(await code({ id: again })).toBe('tier_not_higher')
    expect(await code({ tier: 'VIP' })).toBe('tier_invitation_id_reused')
    const set = async (wish: object) => (await manager.ask(setTier, { ...ask, ...wish })).body?.['code']
    expect(await set({ id: w.newId() })).toBe('tier_the_same')
    expect(await set({ id: again, tier: 'PU' })).toBe('tier_setting_id_reused')
    await manager.call(setTier, { ...ask, id: w.newId(), tier: 'VIP' })
    // What was refused stays refused under its id, though it could be done by now.
    expect(await code({ id: again })).toBe('tier_not_higher')
    const cashier = await w.as('cashier')
    expect((await cashier.ask(setTier, { ...ask, id: w.newId() })).status).toBe(403)
  })
})

test('T1: members are counted by tier', async () => {
  const w = await tiered()
  for (const number of ['A', 'B', 'C']) await shopper(w, number)
  await buy(w, 'A', 500)
  await buy(w, 'B', 5000)
  await w.settle()
  const { tiers, archived } = await w.call(tierReport, {})
  expect(tiers.map(({ code, members }) => [code, members])).toEqual([
    ['PU', 1],
    ['VIP', 1],
    ['GOLD', 0],
    ['ANGEL', 1],
  ])
  expect(archived).toBe(0)
})
