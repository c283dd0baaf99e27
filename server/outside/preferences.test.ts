import { expect, test } from 'vitest'
import { campaignWorld, draft, segmentOf } from '#test/world/campaign'
import { outletsOf, sendAll, smsCarrier } from '#test/world/carrier'
import type { TestWorld } from '#test/world/world'
import { launchCampaign, listMessages, planCampaign } from '#domain/campaign/contract'
import { keepPreferences, preferenceLink, showPreferences } from '#domain/campaign/contract/preferences'
import type { Mail } from '#domain/campaign/model'
import { showMember } from '#domain/member/contract'

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

async function linked() {
  const w = await campaignWorld()
  const { people } = await segmentOf(w, { members: 1 })
  const memberId = people[0]?.id ?? ''
  const { path } = await w.call(preferenceLink, { memberId })
  w.clock.advance(60_000)
  return { w, memberId, url: `/${path}` }
}

const standing = async (w: TestWorld, id: string) => {
  const { consents, noSalesCalls } = await w.call(showMember, { id })
  const said = consents.map((one) => `${one.channel}:${one.purpose} ${one.granted} ${one.source}`)
  return { said: said.toSorted(), noSalesCalls }
}

test('G5: by the link alone a member chooses what to be sent, in one step and at once', async () => {
  const { w, memberId, url } = await linked()
  const look = await w.app.inject({ method: 'GET', url, headers: { 'accept-language': 'zh-CN' } })
  expect(look.statusCode).toBe(200)
  expect(look.body).toContain('优惠活动')
  expect(look.body.match(/ checked/g)).toHaveLength(6)
  expect(look.headers['content-security-policy']).toContain("default-src 'none'")
  expect(look.headers['cache-control']).toBe('no-store')

  const payload = 'yes=sms%3Agreeting&yes=email%3Amarketing&noSalesCalls=on'
  const saved = await w.app.inject({
    method: 'POST',
    url,
    headers: { ...FORM, origin: 'https://x.example' },
    payload,
  })
  expect(saved.statusCode).toBe(200)
  const first = await standing(w, memberId)
  expect(first.noSalesCalls).toBe(true)
  expect(first.said).toEqual(
    expect.arrayContaining(['sms:marketing false member', 'sms:greeting true member']),
  )
  expect(first.said).toEqual(
    expect.arrayContaining(['email:greeting false member', 'email:survey false member']),
  )
  // What was never agreed to, such as calls, is not refused by saying nothing of it.
  expect(first.said.filter((one) => one.startsWith('call') || one === 'sms:survey false member')).toEqual([])
  w.clock.advance(1_000)
  await w.app.inject({ method: 'POST', url, headers: FORM, payload })
  expect((await standing(w, memberId)).said).toEqual(first.said)
  const token = url.split('/').at(-1) ?? ''
  const shown = await w.anonymous.call(showPreferences, { token })
  const yes = shown.choices.filter((one) => one.granted).map((one) => `${one.channel}:${one.purpose}`)
  expect(yes).toEqual(['email:marketing', 'sms:greeting'])
  expect(JSON.stringify(shown)).not.toContain('会员0')

  w.clock.advance(1_000)
  await w.app.inject({ method: 'POST', url, headers: FORM, payload: 'yes=sms%3Agreeting&nothing=1' })
  const last = await w.anonymous.call(showPreferences, { token })
  expect(last.choices.filter((one) => one.granted)).toEqual([])
})

test('a message carries the link where its words say so, and the link opens the page of whoever got it', async () => {
  const w = await campaignWorld()
  const { segmentId } = await segmentOf(w, { members: 2 })
  const carrier = await smsCarrier(w)
  const words = { channel: 'sms' as const, subject: '', carrierId: carrier.id }
  const body = '{{ member.name }}，想收什么您说了算：{{ link.preferences }}'
  const { id } = await draft(w, segmentId, { ...words, body })
  await w.call(launchCampaign, { id })
  w.clock.advance(60_000)
  const sent: Mail[] = []
  await sendAll(
    w,
    outletsOf(async (mail) => (sent.push(mail), { outcome: 'taken', ref: mail.id })),
  )
  const [, token = ''] = /https:\/\/shop\.example\/preferences\/([\w-]+)/.exec(sent[0]?.text ?? '') ?? []
  const choices = [{ channel: 'sms' as const, purpose: 'marketing' as const, granted: false }]
  await w.anonymous.call(keepPreferences, { token, choices })
  const { rows } = await w.call(listMessages, { id, state: 'sent' })
  const { said } = await standing(w, rows.find((one) => one.id === sent[0]?.id)?.memberId ?? '')
  expect(said).toContain('sms:marketing false member')

  const list = { channel: 'post' as const, subject: '', body }
  const planned = { id: w.newId(), name: 'Post', segmentId, ...list }
  expect((await w.ask(planCampaign, planned)).body).toMatchObject({ code: 'template_broken' })
})

test('a link that we did not make, or that was changed, opens nothing', async () => {
  const { w, url } = await linked()
  const changed = `${url.slice(0, -2)}${url.endsWith('AA') ? 'BB' : 'AA'}`
  for (const wrong of [changed, '/preferences/rubbish', '/preferences/%27%3Cscript%3E'])
    expect((await w.app.inject({ method: 'GET', url: wrong })).statusCode).toBe(404)
})
