import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Asked } from '#base/endpoint'
import { disableStaff } from '#domain/org/contract'
import { enrol, give, held, holder, walletWorld } from '#test/world/wallet'
import type { TestWorld } from '#test/world/world'
import { adjustments, adjustValue, decideAdjustment } from './contract/adjustment.ts'
import { covers, ownLimit, wayOf } from './model/adjustment.ts'

type Wish = Asked<typeof adjustValue>
const wishOf = (w: TestWorld, memberId: string, more: Partial<Wish> = {}): Wish => ({
  memberId,
  id: w.newId(),
  unit: 'points',
  amount: 100,
  reason: '补登积分',
  ...more,
})
const deciding = (
  w: TestWorld,
  adjustmentId: string,
  more: Partial<Asked<typeof decideAdjustment>> = {},
) => ({
  id: w.newId(),
  adjustmentId,
  approves: true,
  ...more,
})
const codeOf = async (reply: Promise<{ status: number; body: Record<string, unknown> }>) => {
  const { status, body } = await reply
  return status === 200 ? 'ok' : body['code']
}

test('W10: a correction within one’s own limit is applied at once, once however often it is sent', async () => {
  const w = await walletWorld()
  const manager = await w.as('manager')
  const memberId = await holder(w, { points: 30 })
  const wish = wishOf(w, memberId, { amount: 500, expiresOn: '2026-12-31' })

  const replies = await Promise.all([1, 2, 3, 4].map(() => manager.ask(adjustValue, wish)))
  expect(replies.map((r) => [r.status, r.body['state'], r.body['alone']])).toEqual(
    Array.from({ length: 4 }, () => [200, 'applied', false]),
  )
  expect(replies.filter((r) => r.body['replayed'] === false)).toHaveLength(1)
  expect(await held(w, memberId)).toMatchObject({ points: 530 })
  expect(await codeOf(manager.ask(adjustValue, { ...wish, amount: 499 }))).toBe('adjustment_id_reused')
  await manager.call(adjustValue, wishOf(w, memberId, { amount: -500 }))
  expect(await held(w, memberId)).toMatchObject({ points: 30 })
})

test('W11: above the limit it waits, and moves when a second person agrees', async () => {
  const w = await walletWorld()
  const manager = await w.as('manager')
  const memberId = await enrol(w)
  const wish = wishOf(w, memberId, { unit: 'principal', amount: 50_01 })
  expect(await manager.call(adjustValue, wish)).toMatchObject({ state: 'waiting', decision: null })
  expect(await held(w, memberId)).toMatchObject({ principal: 0 })
  expect((await w.call(adjustments, { state: 'waiting' })).rows).toMatchObject([{ id: wish.id }])

  const yes = deciding(w, wish.id, { note: '已核对小票' })
  expect(await w.call(decideAdjustment, yes)).toMatchObject({
    state: 'applied',
    decision: { byId: w.ownerId, note: '已核对小票', approves: true },
    replayed: false,
  })
  expect(await w.call(decideAdjustment, yes)).toMatchObject({ state: 'applied', replayed: true })
  expect(await held(w, memberId)).toMatchObject({ principal: 50_01 })
  expect((await w.call(adjustments, { state: 'waiting' })).total).toBe(0)
  expect((await w.call(adjustments, { state: 'applied', memberId })).total).toBe(1)
})

test('W11: what was rejected never moves, and needs no limit to be rejected', async () => {
  const w = await walletWorld()
  const [asking, other] = [await w.as('manager'), await w.as('manager')]
  const memberId = await enrol(w)
  const wish = wishOf(w, memberId, { amount: 10_000 })
  await asking.call(adjustValue, wish)
  expect(await other.call(decideAdjustment, deciding(w, wish.id, { approves: false }))).toMatchObject({
    state: 'rejected',
  })
  expect(await codeOf(w.ask(decideAdjustment, deciding(w, wish.id)))).toBe('adjustment_decided')
  expect(await held(w, memberId)).toMatchObject({ points: 0 })
})

test('W11: never one’s own, never by a key, never by somebody not up to the amount', async () => {
  const w = await walletWorld()
  const [asking, other] = [await w.as('manager'), await w.as('manager')]
  const cashier = await w.as('cashier')
  const key = await w.key('wallet.topup', 'wallet.approve')
  const memberId = await enrol(w)
  const big = wishOf(w, memberId, { amount: 501 })
  await asking.call(adjustValue, big)
  for (const approves of [true, false])
    expect(await codeOf(asking.ask(decideAdjustment, deciding(w, big.id, { approves })))).toBe(
      'second_person_needed',
    )
  expect(await codeOf(key.ask(decideAdjustment, deciding(w, big.id)))).toBe('second_person_needed')
  expect(await codeOf(other.ask(decideAdjustment, deciding(w, big.id)))).toBe('above_own_limit')
  expect(await codeOf(cashier.ask(decideAdjustment, deciding(w, big.id)))).toBe('not_allowed')

  const small = wishOf(w, memberId, { amount: 51 })
  expect(await cashier.call(adjustValue, small)).toMatchObject({ state: 'waiting' })
  expect(await other.call(decideAdjustment, deciding(w, small.id))).toMatchObject({ state: 'applied' })
  // A key has no limit of its own: the smallest thing it asks waits for a person.
  expect(await key.call(adjustValue, wishOf(w, memberId, { amount: 1 }))).toMatchObject({ state: 'waiting' })
})

test('W11: an owner with nobody else goes on alone, and it is said for ever', async () => {
  const w = await walletWorld()
  const memberId = await enrol(w)
  await w.call(adjustValue, wishOf(w, memberId, { amount: 500 }))
  w.clock.advance(1000)
  await w.call(adjustValue, wishOf(w, memberId, { amount: 501 }))
  const manager = await w.as('manager')
  w.clock.advance(1000)
  expect(await w.call(adjustValue, wishOf(w, memberId, { amount: 501 }))).toMatchObject({ state: 'waiting' })
  await w.call(disableStaff, { id: manager.staffId })
  w.clock.advance(1000)
  await w.call(adjustValue, wishOf(w, memberId, { unit: 'pass:WASH', amount: 1 }))
  const { rows } = await w.call(adjustments, { memberId })
  expect(rows.map((row) => [row.amount, row.way, row.alone, row.state])).toEqual([
    [1, 'alone', true, 'applied'],
    [501, 'second_person', false, 'waiting'],
    [501, 'alone', true, 'applied'],
    [500, 'own_limit', false, 'applied'],
  ])
  expect(await held(w, memberId)).toMatchObject({ points: 1001 })
})

test('W11: of many who decide at once one does, whatever they say', async () => {
  const w = await walletWorld()
  const people = await Promise.all([1, 2, 3].map(() => w.as('owner')))
  const manager = await w.as('manager')
  const memberId = await enrol(w)
  const wish = wishOf(w, memberId, { amount: 600 })
  await manager.call(adjustValue, wish)
  const replies = await Promise.all(
    [w, ...people].flatMap((person) =>
      [true, false].map((approves) => person.ask(decideAdjustment, deciding(w, wish.id, { approves }))),
    ),
  )
  expect(replies.filter((r) => r.status === 200)).toHaveLength(1)
  expect(replies.filter((r) => r.body['code'] === 'adjustment_decided')).toHaveLength(replies.length - 1)
  const [row] = (await w.call(adjustments, {})).rows
  expect(await held(w, memberId)).toMatchObject({ points: row?.state === 'applied' ? 600 : 0 })
})

test('W10: many debits at once take exactly what is there and no more', async () => {
  const w = await walletWorld()
  const memberId = await holder(w, { points: 95 })
  const codes = await Promise.all(
    Array.from({ length: 20 }, () => codeOf(w.ask(adjustValue, wishOf(w, memberId, { amount: -10 })))),
  )
  expect(codes.filter((code) => code === 'ok')).toHaveLength(9)
  expect(codes.filter((code) => code === 'not_enough_value')).toHaveLength(11)
  expect(await held(w, memberId)).toMatchObject({ points: 5 })
})

test('X3: a refused correction stays refused under its id, even when there is enough by then', async () => {
  const w = await walletWorld()
  const memberId = await enrol(w)
  const wish = wishOf(w, memberId, { amount: -10 })
  // Sent many times at once, it is refused alike and kept once.
  const codes = await Promise.all([1, 2, 3, 4].map(() => codeOf(w.ask(adjustValue, wish))))
  expect(codes).toEqual(Array.from({ length: 4 }, () => 'not_enough_value'))
  await give(w, memberId, [{ unit: 'points', amount: 100 }])
  expect(await codeOf(w.ask(adjustValue, wish))).toBe('not_enough_value')
  expect(await codeOf(w.ask(adjustValue, { ...wish, amount: -9 }))).toBe('adjustment_id_reused')
  await w.call(adjustValue, wishOf(w, memberId, { amount: -10 }))
  expect(await held(w, memberId)).toMatchObject({ points: 90 })
})

const nobody = '018f0000-0000-7000-8000-00000000dead'
// Each row breaks its own law and every law below it that it can: the answer must be the first one broken.
test.each<[string, string, Partial<Wish>]>([
  ['invalid', nobody, { unit: 'principal', amount: 9_999_99, expiresOn: '2020-01-01' }],
  ['invalid', nobody, { amount: 0, expiresOn: '2020-01-01' }],
  ['invalid', nobody, { amount: -1, expiresOn: '2099-01-01' }],
  ['invalid', nobody, { unit: 'coupon:V50', amount: 1 }],
  ['member_unknown', nobody, { unit: 'pass:NONE', expiresOn: '2020-01-01' }],
  ['pass_unknown', '', { unit: 'pass:NONE', expiresOn: '2020-01-01' }],
  ['expiry_in_the_past', '', { unit: 'bonus', amount: 9_999_99, expiresOn: '2026-03-01' }],
  ['not_enough_value', '', { unit: 'bonus', amount: -9_999_99 }],
  ['over_card_cap', '', { unit: 'bonus', amount: 9_999_99, expiresOn: '2026-03-02' }],
])('a correction is refused: %s', async (code, member, more) => {
  const w = await walletWorld({ prepaid: { pack: 'cn' } })
  const memberId = member === '' ? await enrol(w) : member
  expect(await codeOf(w.ask(adjustValue, wishOf(w, memberId, more)))).toBe(code)
})

test('an approval is refused in the order of its contract', async () => {
  const w = await walletWorld({ prepaid: { pack: 'cn' } })
  const [asking, other] = [await w.as('manager'), await w.as('manager')]
  const memberId = await enrol(w)
  const asked = async (more: Partial<Wish>) => {
    const wish = wishOf(w, memberId, more)
    await asking.call(adjustValue, wish)
    return wish.id
  }
  expect(await codeOf(asking.ask(decideAdjustment, deciding(w, nobody)))).toBe('adjustment_unknown')
  const done = await asked({ amount: 1 })
  expect(await codeOf(asking.ask(decideAdjustment, deciding(w, done)))).toBe('adjustment_decided')
  const debit = await asked({ unit: 'principal', amount: -60_00 })
  expect(await codeOf(asking.ask(decideAdjustment, deciding(w, debit)))).toBe('second_person_needed')
  expect(await codeOf(other.ask(decideAdjustment, deciding(w, debit)))).toBe('above_own_limit')
  expect(await codeOf(w.ask(decideAdjustment, deciding(w, debit)))).toBe('not_enough_value')
  const credit = await asked({ unit: 'principal', amount: 6_000_00 })
  expect(await codeOf(w.ask(decideAdjustment, deciding(w, credit)))).toBe('over_card_cap')
  const late = await asked({ amount: 600, expiresOn: '2026-03-02' })
  w.clock.advance(86_400_000)
  expect(await codeOf(w.ask(decideAdjustment, deciding(w, late)))).toBe('expiry_in_the_past')
  expect((await w.call(adjustments, { state: 'waiting' })).total).toBe(3)
})

test('W11: the database itself refuses a decision by whoever asked, and a second one', async () => {
  const w = await walletWorld()
  const manager = await w.as('manager')
  const wish = wishOf(w, await enrol(w), { amount: 501 })
  await manager.call(adjustValue, wish)
  const insert = (byId: string) =>
    sql.raw(`insert into wallet.adjustment_decision
               (id, fingerprint, adjustment_id, approves, note, at, by_id, asked_by_id, by_name)
             values ('${w.newId()}', '', '${wish.id}', false, '', '2026-03-02', '${byId}', '${manager.staffId}', '')`)
  await expect(insert(manager.staffId).execute(w.database)).rejects.toThrow('another_person')
  await insert(w.ownerId).execute(w.database)
  await expect(insert(w.ownerId).execute(w.database)).rejects.toThrow('unique')
  await expect(sql`update wallet.adjustment set amount = 1`.execute(w.database)).rejects.toThrow(
    'append-only',
  )
})

const limits = { manager: { points: 500, minor: 50_00 }, cashier: { points: 50, minor: 5_00 } }
test.each([
  [['cashier'], 'points', 50],
  [['manager'], 'bonus', 50_00],
  [['cashier', 'manager'], 'principal', 50_00],
  [['owner'], 'points', 500],
  [['marketer'], 'points', 0],
  [[], 'points', 0],
  [['owner'], 'pass:WASH', 0],
] as const)('W11: %j may correct %s up to %i alone', (roles, unit, most) => {
  expect(ownLimit(roles, limits, unit)).toBe(most)
  const way = (amount: number, anybodyElse: boolean) => wayOf(roles, limits, { unit, amount, anybodyElse })
  expect([way(most, true), way(-most, true)]).toEqual(['own_limit', 'own_limit'])
  expect(way(-most - 1, true)).toBe('second_person')
  expect(way(most + 1, false)).toBe(roles.some((role) => role === 'owner') ? 'alone' : 'second_person')
})

test('W11: one of the two must be up to the amount', () => {
  const asked = { unit: 'points', amount: 501 }
  const pair = (asking: 'owner' | 'manager', deciding: 'owner' | 'manager') =>
    covers({ asking: [asking], deciding: [deciding] }, limits, asked)
  expect([pair('manager', 'manager'), pair('owner', 'manager'), pair('manager', 'owner')]).toEqual([
    false,
    true,
    true,
  ])
})
