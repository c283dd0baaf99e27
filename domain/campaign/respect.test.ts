import { expect, test } from 'vitest'
import { outletsOf, smsCarrier } from '#test/world/carrier'
import { campaignWorld, draft, segmentOf } from '#test/world/campaign'
import type { TestWorld } from '#test/world/world'
import * as contract from './contract.ts'
import { keepCarrier, listCarriers } from './contract/carrier.ts'
import * as rules from './contract/respect.ts'
import type { Mail } from './model.ts'
import type { Post } from './port.ts'
import { sendNext } from './send.ts'

function postOf(w: TestWorld): { post: Post; sent: Mail[] } {
  const sent: Mail[] = []
  const send = async (mail: Mail) => (sent.push(mail), { outcome: 'taken' as const })
  return { post: { world: w.world, mailer: null, publicUrl: 'https://x/', outlets: outletsOf(send) }, sent }
}

const all = async (post: Post) => {
  while ((await sendNext(post)) === 'more');
}

async function launched(w: TestWorld, segmentId: string, carrierId: string) {
  const { id } = await draft(w, segmentId, { channel: 'sms', subject: '', body: '新茶到店', carrierId })
  const { treated } = await w.call(contract.launchCampaign, { id })
  return { id, treated }
}

const RULES = { quietFrom: 0, quietTo: 0, capMessages: 2, capDays: 30 }

test('G4: at night nothing goes out, in the morning all does, and no attempt was used up by waiting', async () => {
  const w = await campaignWorld()
  const { segmentId } = await segmentOf(w, { members: 5 })
  const carrier = await smsCarrier(w)
  w.clock.set('2026-03-02T14:00:00.000Z')
  const { id, treated } = await launched(w, segmentId, carrier.id)
  const { post, sent } = postOf(w)
  await all(post)
  expect(sent).toEqual([])
  const { rows } = await w.call(contract.listMessages, { id, state: 'queued' })
  expect(rows.map((row) => [row.trouble, row.attempts])).toEqual(rows.map(() => ['quiet_hours', 0]))
  w.clock.set('2026-03-02T23:59:00.000Z')
  await all(post)
  expect(sent).toEqual([])
  w.clock.set('2026-03-03T00:00:00.000Z')
  await all(post)
  expect(sent).toHaveLength(treated)
})

test('G4: one cap counts every campaign, also when two of them send at the same moment', async () => {
  const w = await campaignWorld()
  const { segmentId, people } = await segmentOf(w, { members: 40 })
  await w.call(rules.keepRespect, RULES)
  const carriers = await Promise.all([1, 2, 3].map(() => smsCarrier(w)))
  for (const { id } of carriers) await launched(w, segmentId, id)
  const { post, sent } = postOf(w)
  await Promise.all([all(post), all(post), all(post)])
  const counts = people.map((one) => sent.filter((mail) => mail.to === one.mobile).length)
  expect(Math.max(...counts)).toBe(2)
  w.clock.advance(31 * 86_400_000)
  const next = await launched(w, segmentId, carriers[0]?.id ?? '')
  await all(post)
  expect((await w.call(contract.showCampaign, { id: next.id })).messages.sent).toBe(next.treated)
})

test('a branch’s budget holds its messages back until it is raised; what was sent is what was spent', async () => {
  const w = await campaignWorld()
  const { segmentId } = await segmentOf(w, { members: 10 })
  const carrier = await smsCarrier(w, { perThousandMinor: 100_000 })
  await w.call(rules.keepMessageBudget, { branchId: null, monthlyMinor: 300 })
  const { id, treated } = await launched(w, segmentId, carrier.id)
  const { post, sent } = postOf(w)
  await all(post)
  expect(sent).toHaveLength(3)
  const budget = async () =>
    (await w.call(rules.messageBudgets, {})).rows.find((row) => row.branchId === null)
  expect(await budget()).toMatchObject({ monthlyMinor: 300, spentMinor: 300 })
  await w.call(rules.keepMessageBudget, { branchId: null, monthlyMinor: null })
  w.clock.advance(3_600_000)
  await all(post)
  expect(sent).toHaveLength(treated)
  expect(await budget()).toMatchObject({ monthlyMinor: null, spentMinor: treated * 100 })
  expect((await w.call(contract.showCampaign, { id })).messageCostMinor).toBe(100)
})

test('a paused campaign waits and goes on; a stopped one is over for ever', async () => {
  const w = await campaignWorld()
  const { segmentId } = await segmentOf(w, { members: 10 })
  const carrier = await smsCarrier(w)
  const { id, treated } = await launched(w, segmentId, carrier.id)
  const { post, sent } = postOf(w)
  await w.call(rules.changeSending, { id, state: 'paused' })
  await all(post)
  expect(sent).toEqual([])
  await w.call(rules.changeSending, { id, state: 'running' })
  await all(post)
  expect(sent).toHaveLength(treated)
  const other = await launched(w, segmentId, carrier.id)
  await w.call(rules.changeSending, { id: other.id, state: 'stopped' })
  await all(post)
  expect(sent).toHaveLength(treated)
  expect((await w.call(contract.showCampaign, { id: other.id })).messages).toMatchObject({
    withheld: other.treated,
    queued: 0,
  })
  const again = await w.ask(rules.changeSending, { id: other.id, state: 'running' })
  expect(again.body).toMatchObject({ code: 'sending_stopped' })
})

test('K13: a secret is taken and shown by nothing, and kept when it is left out', async () => {
  const w = await campaignWorld()
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const made = await smsCarrier(w)
  expect(made.secretEnd).toBe('LaSw')
  const { id, name, medium, settings, currency } = made
  await w.call(keepCarrier, { id, name: `${name} 2`, medium, settings, currency, active: false })
  const listed = await w.ask(listCarriers, {})
  expect(listed.text).toContain('LaSw')
  expect(listed.text).not.toContain(secret)
  expect((await w.call(listCarriers, {})).rows).toMatchObject([{ name: `${name} 2`, active: false }])
  const code = async (more: object) =>
    (
      (await w.ask(keepCarrier, { id: w.newId(), name, medium, settings, currency, ...more })).body as {
        code: string
      }
    ).code
  expect(await code({})).toBe('carrier_secret_missing')
  expect(await code({ secret: 'short' })).toBe('webhook_secret_form')
  expect(await code({ secret, name: `${name} 2` })).toBe('name_taken')
  const sms = { provider: 'aliyun', accessKeyId: 'a', signName: 'n' }
  expect(await code({ secret, medium: 'wechat', settings: sms })).toBe('carrier_medium_unfit')
  expect(await code({ id, settings: sms })).toBe('carrier_provider_fixed')
})

test('C47: the cheapest way that reaches a member is proposed', async () => {
  const w = await campaignWorld()
  const { segmentId, people } = await segmentOf(w, {
    members: 6,
    email: (at) => (at < 2 ? `m${at}@example.com` : null),
  })
  const dear = await smsCarrier(w, { perThousandMinor: 5_000 })
  const cheap = await smsCarrier(w, { perThousandMinor: 3_500 })
  const found = await w.call(rules.cheapestWays, { segmentId })
  expect(found.ways.map((way) => [way.carrierId, way.reachable, way.chosen])).toEqual([
    [null, 2, 2],
    [cheap.id, 6, 4],
    [dear.id, 6, 0],
  ])
  expect(found).toMatchObject({ members: 6, unreachable: 0, costs: [{ currency: 'CNY', costMinor: 14 }] })
  const one = await w.call(rules.cheapestWays, { memberId: people[5]?.id ?? '' })
  expect(one.ways.find((way) => way.chosen === 1)?.carrierId).toBe(cheap.id)
})
