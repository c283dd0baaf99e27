import { describe, expect, test } from 'vitest'
import type { Asked } from '#base/endpoint'
import { world, type TestWorld } from '#test/world/world'
import { cardsByNumber } from './cards-lead.ts'
import { enrolMember } from './contract.ts'
import { memberCards, replaceCard } from './contract/card.ts'
import * as contract from './contract/blank-card.ts'

const batch = (w: TestWorld, of: Partial<Asked<typeof contract.makeCardBatch>> = {}) =>
  w.call(contract.makeCardBatch, { id: w.newId(), count: 40, prefix: 'AH', ...of })

const enrol = (w: TestWorld, number: string) =>
  w.call(enrolMember, { id: w.newId(), source: 'terminal', branchId: w.branchId, number })

const design = {
  code: 'gold',
  kind: 'card' as const,
  nameZh: '金卡',
  nameEn: 'Gold',
  url: 'https://example.com',
  smsNumber: '10690000',
  freePhone: '800-820-0000',
  hotline: '400-820-0000',
  logo: 'https://example.com/logo.svg',
}

describe('C08 card stock', () => {
  test('print data holds address, SMS number, 800 number, logo, hotline and serial', async () => {
    const w = await world()
    await w.call(contract.keepCardDesign, design)
    const { id } = await batch(w, { count: 3, designCode: 'gold' })
    const { rows, total } = await w.call(contract.cardPrints, { id, rows: 2 })
    const { code: _, kind: _kind, nameZh: _zh, nameEn: _en, ...face } = design
    expect(total).toBe(3)
    expect(rows[0]).toEqual({ number: 'AH000000001', ...face, agentCode: null, issued: false })
    const file = await w.ask(contract.cardPrintFile, { id })
    expect(file.text.replace('\uFEFF', '').split('\r\n').slice(0, 2)).toEqual([
      'number,url,smsNumber,freePhone,hotline,logo,agentCode',
      'AH000000001,https://example.com,10690000,800-820-0000,400-820-0000,https://example.com/logo.svg,',
    ])
    expect((await w.ask(contract.cardPrints, { id: w.newId() })).body).toMatchObject({
      code: 'card_batch_unknown',
    })
    await w.call(contract.keepCardDesign, { ...design, code: 'expo', kind: 'event' })
    expect((await w.call(contract.listCardDesigns, {})).rows.map((row) => row.kind)).toEqual([
      'event',
      'card',
    ])
  })

  test('a batch of 40 blank cards to a store: one is issued, 39 are left', async () => {
    const w = await world()
    const made = await batch(w, { branchId: w.branchId })
    expect(made).toMatchObject({ blank: 40, firstNumber: 'AH000000001', lastNumber: 'AH000000040' })
    await enrol(w, 'AH000000007')
    const { rows } = await w.call(contract.cardStock, {})
    expect(rows).toEqual([{ branchId: w.branchId, agentCode: null, blank: 39, issued: 1 }])
    const { id, number } = await w.call(enrolMember, { id: w.newId(), source: 'web', prefix: 'AH' })
    expect(number).toBe('AH000000041')
    const replacement = { memberId: id, id: w.newId(), number, newNumber: 'AH000000008', reason: '磨损' }
    await w.call(replaceCard, replacement)
    expect((await w.call(contract.listCardBatches, {})).rows).toMatchObject([{ id: made.id, blank: 38 }])
  })

  test('the card of an agent is coded to the agent, and inactive until a shop registers it', async () => {
    const w = await world()
    await batch(w, { agentCode: 'A-007', prefix: 'DL', count: 2 })
    const member = await enrol(w, 'DL000000001')
    expect(member).toMatchObject({ agentCode: 'A-007', awaitsRegistration: true })
    const inactive = () =>
      w.work(async (work) => (await cardsByNumber(work, [member.number])).get(member.number)?.inactive)
    expect(await inactive()).toBe(true)
    const wish = { memberId: member.id, id: w.newId(), number: member.number, branchId: w.branchId }
    const done = await w.call(contract.registerCard, wish)
    expect(await inactive()).toBe(false)
    expect(await w.call(contract.registerCard, wish)).toEqual({ ...done, replayed: true })
    expect((await w.call(memberCards, { memberId: member.id })).state).toBe('good')
  })

  test('of two shops that register a card at once one does, and the other is told', async () => {
    const w = await world()
    await batch(w, { agentCode: 'A', count: 1 })
    const { id: memberId, number } = await enrol(w, 'AH000000001')
    const register = () =>
      w.ask(contract.registerCard, { memberId, id: w.newId(), number, branchId: w.branchId })
    expect((await Promise.all([register(), register()])).map((reply) => reply.status).sort()).toEqual([
      200, 409,
    ])
  })
})

test('a registration is refused by the first law it breaks, for ever under its id', async () => {
  const w = await world()
  await batch(w, { agentCode: 'A', count: 2 })
  const waits = await enrol(w, 'AH000000001')
  const active = await enrol(w, 'X1')
  const right = { memberId: waits.id, id: w.newId(), number: waits.number, branchId: w.branchId }
  await w.call(contract.registerCard, right)
  const wrong = { number: 'nobody', branchId: w.newId() }
  const rows = [
    [{ ...right, ...wrong, memberId: active.id }, 'card_registration_id_reused'],
    [{ ...right, ...wrong, id: w.newId(), memberId: w.newId() }, 'member_unknown'],
    [{ ...right, ...wrong, id: w.newId() }, 'card_not_in_force'],
    [{ ...right, id: w.newId(), branchId: w.newId() }, 'card_already_active'],
  ] as const
  for (const [wish, code] of rows)
    for (const _ of [1, 2]) expect((await w.ask(contract.registerCard, wish)).body).toMatchObject({ code })
  const other = await enrol(w, 'AH000000002')
  const elsewhere = { memberId: other.id, id: w.newId(), number: other.number, branchId: w.newId() }
  expect((await w.ask(contract.registerCard, elsewhere)).body).toMatchObject({ code: 'branch_unknown' })
})

test('a batch is made once, steps over printed numbers, and is refused by the first law it breaks', async () => {
  const w = await world()
  await enrol(w, 'AH000000002')
  const wish = { id: w.newId(), count: 3, prefix: 'AH' }
  const replies = await Promise.all([1, 2, 3].map(() => w.ask(contract.makeCardBatch, wish)))
  expect(replies.map((reply) => [reply.status, reply.body['lastNumber']])).toEqual([
    [200, 'AH000000004'],
    [200, 'AH000000004'],
    [200, 'AH000000004'],
  ])
  const code = async (of: Partial<Asked<typeof contract.makeCardBatch>>) =>
    (await w.ask(contract.makeCardBatch, { ...wish, ...of })).body['code']
  const [branchId, designCode] = [w.newId(), 'none']
  expect(await code({ branchId, designCode })).toBe('card_batch_id_reused')
  expect(await code({ id: w.newId(), branchId, designCode })).toBe('branch_unknown')
  expect(await code({ id: w.newId(), designCode })).toBe('card_design_unknown')
  expect(await code({ id: w.newId(), branchId, agentCode: 'A' })).toBe('invalid')
})
