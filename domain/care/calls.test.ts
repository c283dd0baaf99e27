import { expect, test } from 'vitest'
import { campaignWorld, draft, segmentOf } from '#test/world/campaign'
import { outletsOf, sendAll } from '#test/world/carrier'
import { launchCampaign, listMessages } from '#domain/campaign/contract'
import { consent } from '#domain/member/contract'
import { listTasks } from './contract/task.ts'

test('D9: a campaign by calls is one task for each member of it who agreed to calls, with what to say', async () => {
  const w = await campaignWorld()
  const { segmentId, people } = await segmentOf(w, { members: 5 })
  for (const { id } of people.slice(0, 4))
    await w.call(consent, { id, consentId: w.newId(), channel: 'call', granted: true, textVersion: 'v1' })
  const words = { channel: 'call' as const, subject: '', body: '{{ member.name }}您好，新茶到店' }
  const { id, name } = await draft(w, segmentId, words)
  await w.call(launchCampaign, { id })
  w.clock.advance(60_000)
  const outlets = outletsOf(async () => ({ outcome: 'taken' }))
  await sendAll(w, outlets)
  await w.settle()
  await w.settle()
  const sent = (await w.call(listMessages, { id, state: 'exported' })).rows
  expect(sent.length).toBeGreaterThan(2)
  const { rows } = await w.call(listTasks, {})
  expect(rows.map((one) => one.memberId).toSorted()).toEqual(sent.map((one) => one.memberId).toSorted())
  for (const task of rows) {
    expect(task).toMatchObject({ kind: 'call', titleZh: name, state: 'open' })
    expect(task.details).toBe(`${task.memberName}您好，新茶到店`)
  }
})
