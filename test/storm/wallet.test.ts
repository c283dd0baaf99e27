import { expect, test } from 'vitest'
import { adjustments, adjustValue } from '#domain/wallet/contract/adjustment'
import { placeHold, showHold } from '#domain/wallet/contract/hold'
import { listTopUps } from '#domain/wallet/contract/top-up'
import { held } from '#test/world/wallet'
import { basket, memberWith, stormWorld } from './shop.ts'
import { outcomesOf, tills, type Told } from './tills.ts'

const many = <T>(count: number, of: (nth: number) => T): T[] =>
  Array.from({ length: count }, (_, nth) => of(nth))
const troubles = (told: readonly Told[]) => outcomesOf(told).troubles.map(({ text }) => text)

test('money held is settled or released or spent by others, and never twice', async () => {
  const w = await stormWorld()
  const { post } = await tills(w)
  const { id, number } = await memberWith(w, '0001', [{ unit: 'points', amount: 10_000 }])
  const holds = many(6, () => w.newId())
  for (const hold of holds)
    await w.call(placeHold, { memberId: id, id: hold, unit: 'points', amount: 1_000, seconds: 600 })
  const pay = (holdId?: string) => {
    const tender = {
      kind: 'points' as const,
      amountMinor: 10_00,
      ...(holdId === undefined ? {} : { holdId }),
    }
    return post('/sales', basket(w, { fen: 10_00, memberNumber: number, tenders: [tender] }))
  }
  // Of each hold three settlements and three releases race; twelve sales want the four thousand points left free.
  const told = await Promise.all([
    ...holds.flatMap((hold) => many(3, () => pay(hold))),
    ...holds.flatMap((hold) => many(3, () => post('/hold-releases', { id: w.newId(), holdId: hold }))),
    ...many(12, () => pay()),
  ])
  expect(troubles(told)).toEqual([])
  const ended = await Promise.all(holds.map((hold) => w.call(showHold, { id: hold })))
  const settled = ended.filter(({ state }) => state === 'settled').length
  expect(settled + ended.filter(({ state }) => state === 'released').length).toBe(6)
  expect(told.slice(0, 18).filter(({ status }) => status === 200)).toHaveLength(settled)
  expect(told.slice(18, 36).filter(({ status }) => status === 200)).toHaveLength(6 - settled)
  const free = told.slice(36).filter(({ status }) => status === 200).length
  expect(free).toBeGreaterThanOrEqual(4)
  expect(free).toBeLessThanOrEqual(10 - settled)
  expect(await held(w, id)).toMatchObject({ points: 10_000 - (settled + free) * 1_000 })
})

test('no more is held and spent together than is there', async () => {
  const w = await stormWorld()
  const { post } = await tills(w)
  const { id, number } = await memberWith(w, '0001', [{ unit: 'points', amount: 2_050 }])
  const told = await Promise.all(
    many(120, (nth) =>
      nth % 2 === 0
        ? post(`/members/${id}/holds`, { id: w.newId(), unit: 'points', amount: 100, seconds: 600 })
        : post(
            '/sales',
            basket(w, { fen: 1_00, memberNumber: number, tenders: [{ kind: 'points', amountMinor: 1_00 }] }),
          ),
    ),
  )
  const { applied, refused } = outcomesOf(told)
  expect(troubles(told)).toEqual([])
  expect(applied).toBe(20)
  expect((refused['not_enough_value'] ?? 0) + (refused['not_enough_points'] ?? 0)).toBe(100)
  const spent = told.filter(({ status }, nth) => status === 200 && nth % 2 === 1).length
  expect(await held(w, id)).toMatchObject({ points: 2_050 - spent * 100 })
})

test('what is passed on once arrives once, and what is not there is passed on by nobody', async () => {
  const w = await stormWorld()
  const { post } = await tills(w)
  const { id: from } = await memberWith(w, '0001', [
    { unit: 'points', amount: 1_050 },
    { unit: 'principal', amount: 300_00 },
    { unit: 'bonus', amount: 100_00 },
  ])
  const { id: to } = await memberWith(w, '0002')
  const wish = (unit: string, amount: number) => ({ id: w.newId(), toMemberId: to, unit, amount })
  const told = await Promise.all(
    many(60, (nth) =>
      post(`/members/${from}/transfers`, nth % 2 === 0 ? wish('points', 100) : wish('stored_value', 30_00)),
    ),
  )
  expect(troubles(told)).toEqual([])
  expect(outcomesOf(told)).toMatchObject({ applied: 10 + 13, refused: { not_enough_value: 20 + 17 } })
  const [left, come] = await Promise.all([held(w, from), held(w, to)])
  expect([left.points, come.points]).toEqual([50, 1_000])
  expect([left.principal + left.bonus, come.principal + come.bonus]).toEqual([10_00, 390_00])
  expect(left.principal + come.principal).toBe(300_00)
})

test('members who pass on to each other in circles never wait for each other for ever, and lose nothing', async () => {
  const w = await stormWorld()
  const { post } = await tills(w)
  const ring = await Promise.all(
    many(3, (n) => memberWith(w, `000${n}`, [{ unit: 'points', amount: 1_000 }])),
  )
  const told = await Promise.all(
    many(90, (nth) => {
      const [from, to] = [ring[nth % 3], ring[(nth + 1 + (nth % 2)) % 3]]
      return post(`/members/${from?.id}/transfers`, {
        id: w.newId(),
        toMemberId: to?.id,
        unit: 'points',
        amount: 10 + nth,
      })
    }),
  )
  const { refused } = outcomesOf(told)
  expect(troubles(told)).toEqual([])
  expect(Object.keys(refused).filter((code) => code !== 'not_enough_value')).toEqual([])
  // What each has is the start, less what went, plus what came: whatever order they came in.
  const moved = (of: 'memberId' | 'toMemberId', id: string) =>
    told
      .filter(({ status, body }) => status === 200 && body[of] === id)
      .reduce((all, { body }) => all + Number(body['amount']), 0)
  for (const { id } of ring)
    expect(await held(w, id)).toMatchObject({
      points: 1_000 - moved('memberId', id) + moved('toMemberId', id),
    })
})

test('top-ups at once never pass the cap of a card', async () => {
  const w = await stormWorld({ prepaid: { pack: 'cn' } })
  const { post } = await tills(w)
  const { id } = await memberWith(w, '0001')
  const told = await Promise.all(
    many(60, () =>
      post(`/members/${id}/top-ups`, {
        id: w.newId(),
        amountMinor: 700_00,
        tender: 'wechat',
        branchCode: 'S1',
      }),
    ),
  )
  expect(troubles(told)).toEqual([])
  expect(outcomesOf(told)).toMatchObject({ applied: 7, refused: { over_card_cap: 53 } })
  expect(await held(w, id)).toMatchObject({ principal: 4_900_00 })
  expect((await w.call(listTopUps, { memberId: id, rows: 1 })).total).toBe(7)
})

test('a correction that many approve and reject at once is decided once', async () => {
  const w = await stormWorld()
  const manager = await w.as('manager')
  const { id: memberId } = await memberWith(w, '0001')
  const asked = await manager.call(adjustValue, {
    id: w.newId(),
    memberId,
    unit: 'points',
    amount: 1_000,
    reason: '补分',
  })
  expect(asked.state).toBe('waiting')
  const told = await Promise.all(
    many(20, (nth) =>
      w.post('/adjustment-approvals', { id: w.newId(), adjustmentId: asked.id, approves: nth % 2 === 0 }),
    ),
  )
  expect(told.map(({ status }) => status).sort()).toEqual([200, ...many(19, () => 409)])
  const [row] = (await w.call(adjustments, { memberId })).rows
  const points = row?.state === 'applied' ? 1_000 : 0
  expect(row).toMatchObject({
    state: told.findIndex(({ status }) => status === 200) % 2 === 0 ? 'applied' : 'rejected',
  })
  expect(await held(w, memberId)).toMatchObject({ points })
})
