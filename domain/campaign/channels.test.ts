import { expect, test } from 'vitest'
import { outletsOf, sendAll, smsCarrier } from '#test/world/carrier'
import { campaignWorld, draft, segmentOf } from '#test/world/campaign'
import { consent } from '#domain/member/contract'
import { launchCampaign } from './contract.ts'
import { channelStates, lastHandOffs, stopList, testMail } from './contract/channel.ts'
import { hear } from './hear.ts'

test('the state of a way is that of its last hand-offs: what went, what did not and why, what it cost', async () => {
  const w = await campaignWorld()
  const { segmentId, people } = await segmentOf(w, { members: 5 })
  const carrier = await smsCarrier(w)
  const words = { channel: 'sms' as const, subject: '', body: '新茶到店', carrierId: carrier.id }
  const { id } = await draft(w, segmentId, words)
  const { treated } = await w.call(launchCampaign, { id })
  expect(treated).toBe(4)
  const before = await w.call(channelStates, {})
  expect(before.rows).toMatchObject([
    { channel: 'sms', carrierId: carrier.id, waiting: 4, handed: 0, lastAt: null },
  ])
  w.clock.advance(60_000)
  let n = 0
  const outlets = outletsOf(async (mail) => {
    n += 1
    return n === 1
      ? { outcome: 'refused', trouble: 'isv.MOBILE_NUMBER_ILLEGAL' }
      : { outcome: 'taken', ref: mail.id }
  })
  await sendAll(w, outlets)
  const way = { channel: 'sms' as const, carrierId: carrier.id }
  const { rows } = await w.call(lastHandOffs, way)
  expect(rows.map((one) => one.state).toSorted()).toEqual(['failed', 'sent', 'sent', 'sent'])
  expect(rows.find((one) => one.state === 'failed')).toMatchObject({ trouble: 'isv.MOBILE_NUMBER_ILLEGAL' })
  expect(people.map((one) => one.number)).toContain(rows[0]?.number)
  const [gone, lost] = rows.filter((one) => one.state === 'sent')
  const receipts = [
    { id: gone?.id ?? '', ref: null, delivered: true, code: 'DELIVRD' },
    { id: lost?.id ?? '', ref: null, delivered: false, code: 'UNDELIV' },
  ]
  await w.work((work) => hear(work, carrier.id, { receipts, replies: [] }))
  const after = await w.call(channelStates, {})
  expect(after.rows).toMatchObject([
    { handed: 3, failed: 1, waiting: 0, arrived: 1, lost: 1, lastTrouble: 'isv.MOBILE_NUMBER_ILLEGAL' },
  ])
  // 45 for a thousand is 0.045 for one: three are 0.135, and never less than what was spent.
  expect(after.rows[0]?.costs).toEqual([{ currency: 'CNY', costMinor: 14 }])
  const said = (await w.call(lastHandOffs, way)).rows.map((one) => [one.delivered, one.receiptCode])
  expect(said).toEqual(
    expect.arrayContaining([
      [true, 'DELIVRD'],
      [false, 'UNDELIV'],
      [null, null],
    ]),
  )
  expect((await w.call(lastHandOffs, { channel: 'email' })).rows).toEqual([])
  w.clock.advance(31 * 86_400_000)
  expect((await w.call(channelStates, { days: 30 })).rows).toEqual([])
})

test('G5: whoever said no is on the list, by whose word and to what; a later yes takes them off', async () => {
  const w = await campaignWorld()
  const { segmentId, people } = await segmentOf(w, { members: 3 })
  const carrier = await smsCarrier(w)
  expect(await w.call(stopList, {})).toMatchObject({ total: 0 })
  const replies = [{ from: people[0]?.mobile ?? '', text: '退订', ref: 'r1' }]
  w.clock.advance(1_000)
  await w.work((work) => hear(work, carrier.id, { receipts: [], replies }))
  const say = (at: number, granted: boolean) =>
    w.call(consent, {
      id: people[at]?.id ?? '',
      consentId: w.newId(),
      channel: 'email',
      granted,
      textVersion: 'v2',
    })
  w.clock.advance(1_000)
  await say(1, false)
  const first = await w.call(stopList, {})
  expect(first.rows.map((one) => [one.number, one.channel, one.source])).toEqual([
    [people[1]?.number, 'email', 'staff'],
    [people[0]?.number, 'sms', 'reply'],
  ])
  expect((await w.call(stopList, { channel: 'sms' })).total).toBe(1)
  w.clock.advance(1_000)
  await say(1, true)
  expect((await w.call(stopList, {})).rows.map((one) => one.channel)).toEqual(['sms'])
  expect(segmentId).not.toBe('')
})

test('a test letter is refused where no mail server was set up', async () => {
  const w = await campaignWorld()
  const wish = { testId: w.newId(), to: 'me@example.com', text: 'Test' }
  expect((await w.ask(testMail, wish)).body).toMatchObject({ code: 'no_mail_server' })
})
