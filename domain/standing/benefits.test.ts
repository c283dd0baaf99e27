import { describe, expect, test } from 'vitest'
import type { Asked } from '#base/endpoint'
import type { Rules } from '#test/world/shop'
import { publish, shopper } from '#test/world/shop'
import { buy, CARDS, FOUR, payIn, standingOf } from '#test/world/standing'
import { world, type TestWorld } from '#test/world/world'
import { openBranch } from '#domain/org/contract'
import { reportCardLoss } from '#domain/member/contract/card'
import {
  answerBenefitUse,
  benefitMatrix,
  benefitReport,
  listBenefitUses,
  useBenefit,
  voidBenefitUse,
} from './contract/benefit.ts'

type Benefits = NonNullable<Rules['benefits']>
const benefit = (code: string, more: Partial<Benefits[number]> = {}): Benefits[number] => ({
  code,
  nameZh: code,
  nameEn: code,
  ...more,
})
const TOP = ['GOLD', 'ANGEL']

/** C16: four for everybody, two more from VIP on, three more for the two highest. */
const NINE: Benefits = [
  benefit('TOUR', { kind: 'event', most: 1 }),
  benefit('BULLETIN', { kind: 'publication', every: 'month', most: 1 }),
  benefit('FAMILY', { kind: 'event' }),
  benefit('LECTURE', { kind: 'event' }),
  benefit('PROMO', { kind: 'privilege', tiers: ['VIP', ...TOP] }),
  benefit('GIFTS', { kind: 'privilege', tiers: ['VIP', ...TOP] }),
  benefit('MAGAZINE', { kind: 'publication', tiers: TOP, most: 4, every: 'year', costMinor: 5_00 }),
  benefit('PHONE', { kind: 'service', tiers: TOP }),
  benefit('HOME', { kind: 'service', tiers: TOP }),
]

const tiered = async (more: Rules = {}): Promise<TestWorld> => {
  const w = await world()
  await publish(w, { tiers: { list: FOUR }, benefits: NINE, ...more })
  return w
}
type Use = Asked<typeof useBenefit>
const using = (w: TestWorld, memberNumber: string, benefitCode: string, more: Partial<Use> = {}): Use => ({
  id: w.newId(),
  memberNumber,
  benefitCode,
  branchCode: 'S1',
  ...more,
})
const use = (w: TestWorld, memberNumber: string, benefitCode: string, more: Partial<Use> = {}) =>
  w.call(useBenefit, using(w, memberNumber, benefitCode, more))
const refusal = async (w: TestWorld, wish: Use) =>
  (await w.ask(useBenefit, wish)).body?.['code'] ?? 'accepted'

describe('C16 tiers and their benefits', () => {
  test('four benefits, two more, three more', async () => {
    const w = await tiered()
    const { tiers, benefits } = await w.call(benefitMatrix, {})
    expect(tiers.map(({ code, benefits: of }) => [code, of.length])).toEqual([
      ['PU', 4],
      ['VIP', 6],
      ['GOLD', 9],
      ['ANGEL', 9],
    ])
    expect(benefits).toHaveLength(9)
  })

  test('an order by phone is refused to a VIP and taken from the highest tier', async () => {
    const w = await tiered()
    await shopper(w, 'V')
    await shopper(w, 'A')
    await buy(w, 'V', 500)
    await buy(w, 'A', 5000)
    expect(await refusal(w, using(w, 'V', 'PHONE'))).toBe('benefit_not_for_tier')
    expect(await use(w, 'A', 'PHONE', { note: '蛋白粉两罐' })).toMatchObject({
      state: 'asked',
      tier: 'ANGEL',
      left: null,
    })
  })
})

describe('C21 services by card', () => {
  const HOLD = benefit('ROOM', { kind: 'time', minutes: 60, tiers: ['C5000', 'C10000'] })
  const CAR = benefit('CAR', { kind: 'service', tiers: ['C5000', 'C10000'] })
  const restaurant = async () => {
    const w = await tiered({ tiers: { list: CARDS }, benefits: [HOLD, CAR] })
    for (const [number, yuan] of [
      ['BIG', 5000],
      ['SMALL', 2000],
    ] as const) {
      const { id: memberId } = await shopper(w, number)
      await payIn(w, memberId, yuan)
    }
    return w
  }

  test('the 5,000 card holds a room an hour longer and asks for a car; the 2,000 card does neither', async () => {
    const w = await restaurant()
    expect(await use(w, 'BIG', 'ROOM')).toMatchObject({ minutes: 60, state: 'done' })
    const car = await use(w, 'BIG', 'CAR', { note: '20:30 中山路' })
    expect(car).toMatchObject({ state: 'asked', minutes: null })
    expect(await refusal(w, using(w, 'SMALL', 'ROOM'))).toBe('benefit_not_for_tier')
    expect(await refusal(w, using(w, 'SMALL', 'CAR'))).toBe('benefit_not_for_tier')
    const open = await w.call(listBenefitUses, { state: 'asked' })
    expect(open).toMatchObject({
      total: 1,
      rows: [{ memberNumber: 'BIG', benefitCode: 'CAR', note: '20:30 中山路' }],
    })
  })

  test('a service is done or cancelled once', async () => {
    const w = await restaurant()
    const { id: useId } = await use(w, 'BIG', 'CAR')
    const wish = { id: w.newId(), useId, state: 'done' as const }
    expect(await w.call(answerBenefitUse, wish)).toMatchObject({ state: 'done', replayed: false })
    expect(await w.call(answerBenefitUse, wish)).toMatchObject({ state: 'done', replayed: true })
    const code = async (more: object) => (await w.ask(answerBenefitUse, { ...wish, ...more })).body?.['code']
    expect(await code({ id: w.newId(), useId: w.newId() })).toBe('benefit_use_unknown')
    expect(await code({ id: w.newId(), state: 'cancelled' })).toBe('benefit_use_over')
    expect(await code({ state: 'cancelled' })).toBe('benefit_use_change_id_reused')
    // What was done by mistake can still be made void.
    const voiding = { id: w.newId(), useId, reason: '录错了' }
    expect(await w.call(voidBenefitUse, voiding)).toMatchObject({ state: 'void' })
    expect((await w.ask(voidBenefitUse, { ...voiding, id: w.newId() })).body?.['code']).toBe(
      'benefit_use_over',
    )
  })
})

describe('C36 benefits are counted', () => {
  test('four magazines a year: three are left after one, the fifth is refused, the next year begins anew', async () => {
    const w = await tiered()
    const a = await shopper(w, 'A')
    await shopper(w, 'B')
    await buy(w, 'A', 2000)
    await w.settle()
    const row = async () => (await w.call(benefitReport, {})).rows.find((one) => one.code === 'MAGAZINE')
    const first = using(w, 'A', 'MAGAZINE')
    expect(await w.call(useBenefit, first)).toMatchObject({
      left: 3,
      periodFrom: '2026-01-01',
      periodTo: '2026-12-31',
    })
    expect(await w.call(useBenefit, first)).toMatchObject({ replayed: true })
    expect(await row()).toMatchObject({ members: 1, issued: 4, used: 1, remaining: 3, costMinor: 5_00 })
    for (const left of [2, 1, 0]) expect(await use(w, 'A', 'MAGAZINE')).toMatchObject({ left })
    const fifth = using(w, 'A', 'MAGAZINE')
    expect(await refusal(w, fifth)).toBe('benefit_used_up')
    expect(await row()).toMatchObject({ issued: 4, used: 4, remaining: 0 })
    const { benefits } = await standingOf(w, a.id)
    expect(benefits.find(({ code }) => code === 'MAGAZINE')).toMatchObject({ used: 4, left: 0 })

    await w.call(voidBenefitUse, { id: w.newId(), useId: first.id, reason: '没有寄出' })
    // The refusal was final for its id; another one is taken.
    expect(await refusal(w, fifth)).toBe('benefit_used_up')
    expect(await use(w, 'A', 'MAGAZINE')).toMatchObject({ left: 0 })
    w.clock.set('2027-01-01T02:00:00.000Z')
    expect(await use(w, 'A', 'MAGAZINE')).toMatchObject({ left: 3 })
  })

  test('of two who take the last one at the same moment one gets it', async () => {
    const w = await tiered()
    await shopper(w, 'A')
    const asked = await Promise.all([1, 2, 3].map(() => refusal(w, using(w, 'A', 'TOUR'))))
    expect(asked.toSorted()).toEqual(['accepted', 'benefit_used_up', 'benefit_used_up'])
  })

  test('refusals in order of precedence', async () => {
    const joining = {
      since: '2020-01-01',
      ways: [{ code: 'F', nameZh: '免费', nameEn: 'Free', kind: 'free' as const }],
    }
    const w = await tiered()
    const a = await shopper(w, 'A')
    await use(w, 'A', 'TOUR')
    await w.call(openBranch, { id: w.newId(), code: 'S2', name: '二店' })
    const s1 = await w.as('cashier', { branchIds: [w.branchId] })
    const code = async (wish: Use) => (await s1.ask(useBenefit, wish)).body?.['code']
    const bad = { branchCode: 'S2', benefitCode: 'NONE' }
    expect(await code(using(w, 'X', 'NONE', bad))).toBe('member_number_unknown')
    expect(await code(using(w, 'A', 'NONE', bad))).toBe('branch_unknown')
    expect(await code(using(w, 'A', 'NONE'))).toBe('benefit_unknown')
    expect(await code(using(w, 'A', 'PHONE'))).toBe('benefit_not_for_tier')
    expect(await code(using(w, 'A', 'TOUR'))).toBe('benefit_used_up')
    const used = using(w, 'A', 'LECTURE')
    await s1.call(useBenefit, used)
    expect(await code({ ...used, note: '另一次' })).toBe('benefit_use_id_reused')
    await publish(w, { tiers: { list: FOUR }, benefits: NINE, joining })
    expect(await code(using(w, 'A', 'PHONE'))).toBe('membership_not_active')
    await w.call(reportCardLoss, { id: w.newId(), memberId: a.id, number: 'A', reason: '丢了' })
    expect(await code(using(w, 'A', 'NONE', bad))).toBe('card_lost')
  })
})
