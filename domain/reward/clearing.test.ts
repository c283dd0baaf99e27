import { describe, expect, test } from 'vitest'
import { day } from '#base/instant'
import { enrolMember } from '#domain/member/contract'
import { showWallet } from '#domain/wallet/contract'
import { mergeMembers } from '#domain/wallet/contract/merge'
import { placeHold } from '#domain/wallet/contract/hold'
import { gift, GIFTS, stocked, yearOf } from '#test/world/reward'
import { publish, type Rules } from '#test/world/shop'
import { give } from '#test/world/wallet'
import { world, type TestWorld } from '#test/world/world'
import { listRedemptions, redeemGift } from './contract.ts'
import { clearingList, clearingPreview } from './contract/clearing.ts'
import { clear } from './clearing.ts'
import { anniversaryTo, hasHadTime, yearlyBefore, yearlyFrom } from './model/clearing.ts'

/** Somebody enrolled on a day, with so many points. */
async function member(w: TestWorld, number: string, joinedOn: string, points: number): Promise<string> {
  const { id } = await w.call(enrolMember, { id: w.newId(), number, source: 'terminal', joinedOn })
  if (points > 0) await give(w, id, [{ unit: 'points', amount: points }])
  return id
}

const held = async (w: TestWorld, memberId: string) => (await w.call(showWallet, { memberId })).pointsBalance
const audited = (w: TestWorld) => w.job('reward.clearing')

async function shop(clearing: Rules['clearing'], at = '2024-12-01T02:00:00.000Z'): Promise<TestWorld> {
  const w = await world({ at })
  await publish(w, { gifts: GIFTS, clearing })
  await stocked(w, 'CUP', { branchId: w.branchId, quantity: 5 })
  await stocked(w, 'BAG', { branchId: null, quantity: 5 })
  return w
}

const YEARLY = { kind: 'yearly', month: 12, leastMonths: 12 } as const

describe('C26 the yearly audit of points', () => {
  test('December 2024: a full year is cleared with its gift, a younger card carries on, both are listed', async () => {
    const w = await shop(YEARLY)
    const old = await member(w, 'OLD', '2023-11-20', 900)
    const young = await member(w, 'YOUNG', '2024-03-01', 850)

    const before = await w.call(clearingPreview, {})
    expect(before).toMatchObject({
      kind: 'yearly',
      on: '2024-12-31',
      totals: { cleared: 1, carriedOn: 1, points: 900, carried: 850, forfeited: 0 },
    })
    // Points are good to the end of the last day.
    w.clock.set('2024-12-31T15:59:00.000Z')
    await audited(w)
    expect([await held(w, old), await held(w, young)]).toEqual([900, 850])

    w.clock.set('2024-12-31T16:30:00.000Z')
    await audited(w)
    expect([await held(w, old), await held(w, young)]).toEqual([0, 850])
    const list = await w.call(clearingList, { year: 2024 })
    const by = new Map(list.rows.map((row) => [row.memberNumber, row]))
    expect(by.get('OLD')).toMatchObject({
      cleared: true,
      reason: 'held_long_enough',
      points: 900,
      carried: 0,
      gift: 'G800',
      on: '2024-12-31',
    })
    expect(by.get('YOUNG')).toMatchObject({ cleared: false, reason: 'too_young', points: 0, carried: 850 })
    expect(list.totals).toEqual(before.totals)
    w.clock.set('2025-01-02T02:00:00.000Z')
    expect(await yearOf(w, old, 2025)).toMatchObject({ opening: 900, expired: 900, balance: 0 })
  })

  test('a gift that waits to be collected is forfeited, its goods go back; what the chain sends is not', async () => {
    const w = await shop(YEARLY)
    await member(w, 'A', '2020-01-01', 1_200)
    const online = { channel: 'online', tender: null } as const
    const waiting = await w.call(redeemGift, gift(w, 'A', 'G300', online))
    const sent = await w.call(redeemGift, gift(w, 'A', 'G800', online))
    w.clock.set('2025-01-01T00:00:00.000Z')
    await audited(w)
    expect((await w.call(clearingList, {})).rows).toMatchObject([{ points: 100, forfeited: 1 }])
    const { rows } = await w.call(listRedemptions, {})
    expect(new Map(rows.map((row) => [row.id, row.state]))).toEqual(
      new Map([
        [waiting.id, 'forfeited'],
        [sent.id, 'asked'],
      ]),
    )
  })

  test('points of the new year and points on hold are left alone, and nothing is cleared twice', async () => {
    const w = await shop(YEARLY)
    const a = await member(w, 'A', '2020-01-01', 100)
    w.clock.set('2024-12-31T16:05:00.000Z')
    await give(w, a, [{ unit: 'points', amount: 7 }])
    await w.call(placeHold, { id: w.newId(), memberId: a, unit: 'points', amount: 40, seconds: 900 })
    await audited(w)
    expect(await held(w, a)).toBe(47)
    w.clock.set('2025-03-01T00:00:00.000Z')
    await w.job('wallet.holds')
    await audited(w)
    await audited(w)
    expect(await held(w, a)).toBe(47)
    expect((await w.call(clearingList, {})).total).toBe(1)
  })

  test('killed between two steps it goes on behind the last member, and two at once clear once', async () => {
    const w = await shop(YEARLY)
    const people = await Promise.all(
      Array.from({ length: 7 }, (_, n) => member(w, `M${n}`, '2020-01-01', 10 + n)),
    )
    w.clock.set('2025-01-01T00:00:00.000Z')
    expect(await w.work((work) => clear(work, 3))).toBe('more')
    expect((await w.call(clearingList, {})).total).toBe(3)
    await Promise.all([audited(w), audited(w)])
    expect(await Promise.all(people.map((id) => held(w, id)))).toEqual([0, 0, 0, 0, 0, 0, 0])
    expect((await w.call(clearingList, {})).totals).toMatchObject({ cleared: 7, points: 91 })
  })

  test('an audit that is published after its day never looks back', async () => {
    const w = await world({ at: '2025-01-05T02:00:00.000Z' })
    const a = await member(w, 'A', '2020-01-01', 100)
    await publish(w, { clearing: YEARLY })
    await audited(w)
    expect(await held(w, a)).toBe(100)
    w.clock.set('2026-01-02T00:00:00.000Z')
    await audited(w)
    expect(await held(w, a)).toBe(0)
  })
})

describe('C26 by the day of enrolment', () => {
  const ANNIVERSARY = { kind: 'anniversary', month: 12, leastMonths: 0 } as const

  test('each member on the own day; merged ones on that of whoever stayed', async () => {
    const w = await shop(ANNIVERSARY, '2025-05-01T02:00:00.000Z')
    const june = await member(w, 'JUNE', '2024-06-10', 100)
    const keep = await member(w, 'KEEP', '2024-08-01', 30)
    const gone = await member(w, 'GONE', '2023-06-10', 20)
    await w.call(mergeMembers, { id: w.newId(), keepId: keep, goneId: gone, reason: '同一人' })
    expect(
      (await w.call(clearingPreview, {})).rows.map((row) => [row.memberNumber, row.on, row.points]),
    ).toEqual([
      ['JUNE', '2025-06-10', 100],
      ['KEEP', '2025-08-01', 50],
    ])
    w.clock.set('2025-06-09T15:00:00.000Z')
    await audited(w)
    expect(await held(w, june)).toBe(100)
    // Days late it comes to the same.
    w.clock.set('2025-06-12T00:00:00.000Z')
    await audited(w)
    expect([await held(w, june), await held(w, keep)]).toEqual([0, 50])
    w.clock.set('2025-08-01T00:00:00.000Z')
    await audited(w)
    expect(await held(w, keep)).toBe(0)
    const told = await w.call(clearingList, {})
    expect(told.rows.map((row) => [row.memberNumber, row.on, row.points])).toEqual([
      ['KEEP', '2025-08-01', 50],
      ['JUNE', '2025-06-10', 100],
    ])
  })
})

test('days of audits are of the calendar', () => {
  expect(yearlyBefore(2, day('2024-03-01')).on).toBe('2024-02-29')
  expect(yearlyBefore(12, day('2024-12-31')).on).toBe('2023-12-31')
  expect(yearlyFrom(12, day('2024-12-31')).on).toBe('2024-12-31')
  expect(anniversaryTo(day('2024-02-29'), day('2025-02-28'))?.on).toBe('2025-02-28')
  expect(anniversaryTo(day('2024-06-10'), day('2025-06-09'))).toBeNull()
  expect(hasHadTime(day('2023-12-31'), day('2024-12-31'), 12)).toBe(true)
  expect(hasHadTime(day('2024-01-01'), day('2024-12-31'), 12)).toBe(false)
})
