import { expect, test } from 'vitest'
import { outletsOf, sendAll, smsCarrier } from '#test/world/carrier'
import { campaignWorld, draft, segmentOf } from '#test/world/campaign'
import { launchCampaign, listMessages } from '#domain/campaign/contract'
import { hear } from '#domain/campaign/index'
import { noteContact } from './contract/contact.ts'
import { addTask, stepTask } from './contract/task.ts'
import { memberHistory } from './contract/history.ts'
import { openTicket } from './contract/ticket.ts'

/** A member who got a message and wrote back, was called and met, came to an event, and complained. */
async function touched() {
  const w = await campaignWorld()
  const { segmentId, people } = await segmentOf(w, { members: 4 })
  const carrier = await smsCarrier(w)
  const words = { channel: 'sms' as const, subject: '', body: '新茶到店', carrierId: carrier.id }
  const { id } = await draft(w, segmentId, words)
  await w.call(launchCampaign, { id })
  w.clock.advance(60_000)
  const outlets = outletsOf(async (mail) => ({ outcome: 'taken', ref: mail.id }))
  await sendAll(w, outlets)
  const [sent] = (await w.call(listMessages, { id, state: 'sent' })).rows
  const memberId = sent?.memberId ?? ''
  const from = people.find((one) => one.id === memberId)?.mobile ?? ''
  w.clock.advance(60_000)
  const receipts = [{ id: sent?.id ?? '', ref: null, delivered: true, code: '0' }]
  const replies = [{ from, text: '几点开门？', ref: '1' }]
  await w.work((work) => hear(work, carrier.id, { receipts, replies }))
  const note = (kind: 'call' | 'visit' | 'event', happenedAt: string) =>
    w.call(noteContact, { id: w.newId(), memberId, kind, direction: 'out', happenedAt, note: `${kind} 记录` })
  await note('call', '2026-02-27T02:00:00Z')
  await note('visit', '2026-02-28T15:30:00Z')
  await note('event', '2026-03-01T02:00:00Z')
  w.clock.advance(60_000)
  const gift = { kind: 'gift' as const, title: '生日礼', dueOn: '2026-03-02', productCode: null }
  const task = await w.call(addTask, { id: w.newId(), memberId, ...gift })
  const step = { step: 'done' as const, outcome: 'handed_over' as const }
  await w.call(stepTask, { id: w.newId(), taskId: task.id, ...step })
  w.clock.advance(60_000)
  const ticket = { class: 'complaint' as const, channel: 'phone' as const, words: '茶凉了' }
  await w.call(openTicket, { id: w.newId(), memberId, ...ticket })
  return { w, id, memberId }
}

test('C45: what was sent and came back, calls, visits and events are one history, by day and type', async () => {
  const { w, id, memberId } = await touched()
  const all = await w.call(memberHistory, { memberId })
  expect(all.rows.map((one) => `${one.direction} ${one.type}`)).toEqual([
    'in ticket',
    'out gift',
    'in reply',
    'out message',
    'out event',
    'out visit',
    'out call',
  ])
  expect(all.more).toBe(false)
  expect(all.rows[3]).toMatchObject({ channel: 'sms', delivered: true, campaignId: id })
  expect(all.rows[2]).toMatchObject({ channel: 'sms', words: { zh: '几点开门？' } })
  expect(all.rows[1]).toMatchObject({ words: { zh: '生日礼' }, outcome: 'handed_over' })
  const types = async (more: object) =>
    (await w.call(memberHistory, { memberId, ...more })).rows.map((one) => one.type)
  // Half past eleven at night by the shop's clock is still that day.
  expect(await types({ from: '2026-02-28', to: '2026-02-28' })).toEqual(['visit'])
  expect(await types({ to: '2026-03-01' })).toEqual(['event', 'visit', 'call'])
  expect(await types({ types: ['reply', 'call'] })).toEqual(['reply', 'call'])
  expect(await w.call(memberHistory, { memberId, rows: 2 })).toMatchObject({ more: true })
  const code = async (more: object) =>
    ((await w.ask(memberHistory, { memberId, ...more })).body as { code: string }).code
  expect(await code({ from: '2026-03-02', to: '2026-03-01' })).toBe('span_backwards')
  expect(await code({ memberId: w.newId() })).toBe('member_unknown')
})
