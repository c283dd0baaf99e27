import { describe, expect, test } from 'vitest'
import type { Asked } from '#base/endpoint'
import { world, type TestWorld } from '#test/world/world'
import { cardsByNumber, idsByNumber, personOf } from './cards-lead.ts'
import { consent, enrolMember, showMember } from './contract.ts'
import * as contract from './contract/household.ts'
import { contacts } from './index.ts'
import { lockPair, mergeInto } from './merge.ts'

const enrol = (w: TestWorld, name: string, number: string) =>
  w.call(enrolMember, {
    id: w.newId(),
    source: 'terminal',
    name,
    number,
    consent: { channels: ['sms'], textVersion: 'v1' },
  })

/** Two members of a family; the second shares the account of the first. */
async function family(of: Partial<Asked<typeof contract.joinHousehold>> = {}) {
  const w = await world()
  const [owner, person] = [await enrol(w, '王芳', 'F1'), await enrol(w, '王小明', 'F2')]
  const wish = { memberId: person.id, id: w.newId(), ownerId: owner.id, relation: '儿子', ...of }
  const joining = await w.call(contract.joinHousehold, wish)
  return { w, owner, person, wish, joining }
}

const leads = (w: TestWorld, ...numbers: string[]) =>
  w.work(async (work) => {
    const [cards, ids] = [await cardsByNumber(work, numbers), await idsByNumber(work, numbers)]
    expect([...cards].map(([number, card]) => [number, card.memberId]).sort()).toEqual([...ids].sort())
    return numbers.map((number) => ids.get(number))
  })

/** Over HTTP alone: the room of sales comes after this one. */
const buy = (w: TestWorld, memberNumber: string, amountMinor: number) =>
  w.post('/sales', {
    id: w.newId(),
    branchCode: 'S1',
    happenedAt: w.clock.now(),
    memberNumber,
    lines: [{ productCode: 'TEA', quantity: 1, unitPriceMinor: amountMinor }],
    tenders: [{ kind: 'cash', amountMinor }],
  })

describe('C10 family members share one account', () => {
  test('60 and 90 bought with two cards are 150 on one account, and both names are on it', async () => {
    const { w, owner, person } = await family()
    await buy(w, 'F1', 60_00)
    await buy(w, 'F2', 90_00)
    const bought = (memberId: string) => w.get<{ rows: { totalMinor: number }[] }>('/sales', { memberId })
    const { rows } = (await bought(owner.id)).body
    expect(rows.map((row) => row.totalMinor).sort()).toEqual([60_00, 90_00])
    expect((await bought(person.id)).body.rows).toEqual([])
    const wallet = (await w.get<{ pointsBalance: number }>(`/members/${owner.id}/wallet`)).body
    expect(wallet.pointsBalance).toBe(150)
    const household = await w.call(contract.showHousehold, { memberId: person.id })
    expect(household).toMatchObject({
      owner: { id: owner.id, name: '王芳' },
      persons: [{ id: person.id, name: '王小明', relation: '儿子' }],
    })
    expect(await w.call(contract.showHousehold, { memberId: owner.id })).toEqual(household)
  })

  test('each has a profile and a consent of their own', async () => {
    const { w, owner, person } = await family()
    const no = { consentId: w.newId(), channel: 'sms' as const, granted: false, textVersion: 'v1' }
    w.clock.advance(1000)
    await w.call(consent, { id: person.id, ...no })
    expect((await w.call(showMember, { id: owner.id })).name).toBe('王芳')
    const told = await w.work((work) => contacts(work, [owner.id, person.id]))
    expect(told.map((one) => [one.name, one.smsConsent]).sort()).toEqual([
      ['王小明', false],
      ['王芳', true],
    ])
  })

  test('the quota of a person is told with the card, and changes', async () => {
    const { w, owner, person } = await family({ monthMostMinor: 500_00 })
    const who = (number: string) => w.work((work) => personOf(work, number))
    const shared = { memberId: owner.id, personId: person.id, kind: 'household', name: '王小明' }
    expect(await who('F2')).toEqual({ ...shared, monthMostMinor: 500_00 })
    await w.call(contract.keepHouseholdQuota, { memberId: person.id, monthMostMinor: 200_00 })
    expect(await who('F2')).toEqual({ ...shared, monthMostMinor: 200_00 })
    expect(await who('F1')).toMatchObject({ memberId: owner.id, kind: 'member', monthMostMinor: null })
    expect(await who('F3')).toBeNull()
  })

  test('who has left counts on their own again; a leaving is told once', async () => {
    const { w, owner, person } = await family()
    expect(await leads(w, 'F1', 'F2')).toEqual([owner.id, owner.id])
    const wish = { memberId: person.id, id: w.newId(), reason: '搬家' }
    const done = await w.call(contract.leaveHousehold, wish)
    expect(await leads(w, 'F1', 'F2')).toEqual([owner.id, person.id])
    expect(await w.call(contract.leaveHousehold, wish)).toEqual({ ...done, replayed: true })
    const again = { ...wish, id: w.newId() }
    expect((await w.ask(contract.leaveHousehold, again)).body).toMatchObject({ code: 'household_none' })
    expect((await w.call(contract.showHousehold, { memberId: person.id })).persons).toEqual([])
  })

  test('the account of an owner who has gone into another member is that of whoever stayed', async () => {
    const { w, owner } = await family()
    const stayed = await enrol(w, '王芳芳', 'F9')
    await w.work(async (work) => {
      const { keep, gone } = await lockPair(work, { keepId: stayed.id, goneId: owner.id })
      if (!keep || !gone) throw new Error('both are there')
      await mergeInto(work, { id: work.newId(), fingerprint: 'x', keep, gone, reason: '重复建档' })
    })
    expect(await leads(w, 'F1', 'F2')).toEqual([stayed.id, stayed.id])
  })
})

test('two who join each other at once make no circle', async () => {
  const w = await world()
  const [a, b] = [await enrol(w, '甲', 'F1'), await enrol(w, '乙', 'F2')]
  const join = (memberId: string, ownerId: string) =>
    w.ask(contract.joinHousehold, { memberId, ownerId, id: w.newId() })
  const replies = await Promise.all([join(a.id, b.id), join(b.id, a.id)])
  expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409])
})

test('a joining is refused by the first law it breaks, for ever under its id', async () => {
  const { w, owner, person, wish } = await family()
  const other = await enrol(w, '丙', 'F3')
  const code = async (of: Partial<typeof wish>) => {
    const asked = { ...wish, id: w.newId(), ...of }
    const replies = [await w.ask(contract.joinHousehold, asked), await w.ask(contract.joinHousehold, asked)]
    expect(replies[1]?.body['code']).toBe(replies[0]?.body['code'])
    return replies[0]?.body['code']
  }
  expect(await code({ id: wish.id, ownerId: w.newId() })).toBe('household_joining_id_reused')
  expect(await code({ ownerId: w.newId() })).toBe('member_unknown')
  expect(await code({ ownerId: other.id })).toBe('household_already')
  expect(await code({ memberId: other.id, ownerId: person.id })).toBe('household_owner_shares')
  expect(await code({ memberId: owner.id, ownerId: other.id })).toBe('household_has_persons')
  expect(await code({ ownerId: wish.memberId })).toBe('invalid')
})
