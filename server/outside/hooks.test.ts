import { createHash } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { campaignWorld, draft, segmentOf } from '#test/world/campaign'
import { smsCarrier } from '#test/world/carrier'
import { provider } from '#test/world/provider'
import { smsc } from '#test/world/smsc'
import type { TestWorld } from '#test/world/world'
import { house, inWork } from '#db/work'
import { launchCampaign, listMessages, showCampaign } from '#domain/campaign/contract'
import { listReplies } from '#domain/campaign/contract/respect'
import type { Carrier } from '#domain/campaign/contract/carrier'
import { hear, type Post } from '#domain/campaign/index'
import { campaignJobs } from '#domain/campaign/jobs'
import { showMember } from '#domain/member/contract'
import { makeRunner } from '../jobs.ts'
import { makeOutlets } from './outlets.ts'
import { twilioSignature } from './twilio.ts'
import { webhookSignature } from './webhook.ts'

const ORIGIN = 'https://club.example.com'
const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

/** The real way out, allowed to reach this machine. */
function posting(w: TestWorld, hosts: readonly string[]): Post {
  const outlets = makeOutlets({
    allowed: new Set(hosts),
    publicUrl: `${ORIGIN}/`,
    hear: (carrierId, heard) => inWork(w.world, house, (work) => hear(work, carrierId, heard)),
  })
  onTestFinished(() => outlets.close())
  return { world: w.world, mailer: null, publicUrl: `${ORIGIN}/`, outlets }
}

const words = { channel: 'sms' as const, subject: '', body: '{{ member.name }}，新茶到店' }

async function launched(w: TestWorld, carrier: Carrier, segmentId: string) {
  const { id } = await draft(w, segmentId, { ...words, carrierId: carrier.id })
  const { treated } = await w.call(launchCampaign, { id })
  w.clock.advance(60_000)
  return { id, treated }
}

const consentOf = async (w: TestWorld, id: string) =>
  (await w.call(showMember, { id })).consents.map((one) => `${one.channel} ${one.granted}`).toSorted()

/** A campaign that went out by Twilio, and what its callbacks are pushed with. */
async function sentByTwilio() {
  const w = await campaignWorld()
  const { segmentId, people } = await segmentOf(w, { members: 10 })
  const server = await provider(({ body }) => ({
    status: 201,
    body: { sid: `SM${new URLSearchParams(body).get('To')}` },
  }))
  const of = { provider: 'twilio' as const, accountSid: 'AC1', from: '+15005550006', endpoint: server.url }
  const carrier = await smsCarrier(w, { settings: of, secret: 'token' })
  const runner = makeRunner(w.world, campaignJobs(posting(w, [server.host])))
  const { id, treated } = await launched(w, carrier, segmentId)
  await runner.settle()
  expect(server.heard).toHaveLength(treated)
  const [first] = server.heard.map(({ body }) => new URLSearchParams(body))
  const push = (path: string, params: Record<string, string>, token = 'token') => {
    // The host of a test is what Fastify's injection calls itself.
    const signature = twilioSignature(token, { url: `http://localhost:80${path}`, params })
    const headers = { ...FORM, host: 'localhost:80', 'x-twilio-signature': signature }
    const payload = new URLSearchParams(params).toString()
    return w.app.inject({ method: 'POST', url: path, headers, payload })
  }
  const sentOf = (name: string) => first?.get(name) ?? ''
  return { w, id, carrier, segmentId, people, server, runner, push, sentOf }
}

test('Twilio: a receipt counts once, and only with its signature', async () => {
  const { w, id, push, sentOf } = await sentByTwilio()
  expect(sentOf('Body')).toMatch(/，新茶到店 拒收请回复R$/)
  const callback = new URL(sentOf('StatusCallback'))
  const path = `${callback.pathname}${callback.search}`
  const arrived = { MessageSid: `SM${sentOf('To')}`, MessageStatus: 'delivered' }
  expect((await push(path, arrived, 'forged')).statusCode).toBe(404)
  expect(await w.call(showCampaign, { id })).toMatchObject({ delivered: 0 })
  expect((await push(path, { ...arrived, MessageStatus: 'sent' })).statusCode).toBe(200)
  expect((await push(path, arrived)).statusCode).toBe(200)
  expect((await push(path, arrived)).statusCode).toBe(200)
  expect(await w.call(showCampaign, { id })).toMatchObject({ delivered: 1, undelivered: 0 })
  const { rows } = await w.call(listMessages, { id, rows: 200 })
  expect(rows.filter((row) => row.delivered === true)).toHaveLength(1)
})

test('Twilio: who answers STOP is silent at once and in the next campaign', async () => {
  const { w, carrier, segmentId, people, server, runner, push, sentOf } = await sentByTwilio()
  const from = sentOf('To')
  const member = people.find((one) => from.endsWith(one.mobile ?? '?'))
  const replies = `/${carrier.hookPath}/replies`
  const stop = { MessageSid: 'SMin', From: from, Body: ' ｓｔｏｐ。' }
  expect((await push(replies, stop)).body).toBe('<Response/>')
  await push(replies, stop)
  expect(await consentOf(w, member?.id ?? '')).toEqual(['email true', 'sms false'])
  const said = (await w.call(listReplies, {})).rows
  expect(said).toMatchObject([{ memberId: member?.id, text: ' ｓｔｏｐ。', stopped: ['sms'] }])

  const again = await launched(w, carrier, segmentId)
  const before = server.heard.length
  await runner.settle()
  const late = server.heard.slice(before).map(({ body }) => new URLSearchParams(body).get('To'))
  expect(late).not.toContain(from)
  expect(late.length).toBeGreaterThan(again.treated - 2)
})

test('SMPP: sent by a carrier, its receipt and a reply 退订 come back on the same line', async () => {
  const w = await campaignWorld()
  const { segmentId, people } = await segmentOf(w, { members: 5 })
  const server = await smsc({ password: 'secret' })
  const settings = {
    provider: 'smpp' as const,
    host: '127.0.0.1',
    port: server.port,
    systemId: 'zhiji',
    source: '10690001',
    signName: '知己茶铺',
  }
  const carrier = await smsCarrier(w, { settings, secret: 'secret' })
  const { id, treated } = await launched(w, carrier, segmentId)
  await makeRunner(w.world, campaignJobs(posting(w, ['127.0.0.1']))).settle()
  expect(server.submitted).toHaveLength(treated)
  const [first] = server.submitted
  expect(first?.text).toMatch(/^【知己茶铺】会员\d，新茶到店 拒收请回复R$/)
  const receipt = `id:${first?.id} sub:001 dlvrd:001 stat:DELIVRD err:000 text:`
  expect(await server.deliver({ source_addr: first?.to, esm_class: 4, short_message: receipt })).toBe(0)
  const reply = { source_addr: first?.to, data_coding: 8, short_message: '退订' }
  expect(await server.deliver(reply)).toBe(0)
  expect(await w.call(showCampaign, { id })).toMatchObject({ delivered: 1 })
  const member = people.find((one) => first?.to === `86${one.mobile}`)
  expect(await consentOf(w, member?.id ?? '')).toEqual(['email true', 'sms false'])
})

test('a receipt that is quicker than our own note of the message waits for it', async () => {
  const w = await campaignWorld()
  const { segmentId } = await segmentOf(w, { members: 3 })
  const carrier = await smsCarrier(w)
  const { id, treated } = await launched(w, carrier, segmentId)
  const hearing = async (ref: string) =>
    w.work((work) =>
      hear(work, carrier.id, { receipts: [{ id: null, ref, delivered: false, code: 'X' }], replies: [] }),
    )
  const post: Post = {
    ...posting(w, []),
    outlets: {
      send: async (_setup, mail) => {
        await hearing(`ref ${mail.id}`)
        return { outcome: 'taken', ref: `ref ${mail.id}` }
      },
      free: async () => 10,
      keep: async () => undefined,
      close: () => undefined,
    },
  }
  await makeRunner(w.world, campaignJobs(post)).settle()
  expect(await w.call(showCampaign, { id })).toMatchObject({ delivered: 0, undelivered: treated })
})

test('Aliyun, Tencent, WeChat and a system of the shop’s own push in their own words', async () => {
  const w = await campaignWorld()
  const { people } = await segmentOf(w, { members: 4 })
  const mobile = (at: number) => people[at]?.mobile ?? ''
  const post = (path: string, payload: string, headers: Record<string, string> = {}) =>
    w.app.inject({
      method: 'POST',
      url: path,
      payload,
      headers: { 'content-type': 'application/json', ...headers },
    })
  w.clock.advance(60_000)
  const of = { accessKeyId: 'a', signName: 'n' }
  const aliyun = await smsCarrier(w, { settings: { provider: 'aliyun', ...of }, secret: 'secret1' })
  const up = [{ phone_number: mobile(0), content: 'TD', sequence_id: 1, send_time: '2026-03-02 10:00:00' }]
  const told = await post(`/${aliyun.hookPath}/replies`, JSON.stringify(up))
  expect(told.json()).toEqual({ code: 0, msg: '成功' })
  expect(await consentOf(w, people[0]?.id ?? '')).toEqual(['email true', 'sms false'])

  const cloud = { secretId: 'a', appId: 'b', signName: 'n' }
  const tencent = await smsCarrier(w, { settings: { provider: 'tencent', ...cloud }, secret: 'secret2' })
  const reply = { nationcode: '86', mobile: mobile(1), text: 'r', time: 1_457_336_869 }
  expect((await post(`/${tencent.hookPath}/replies`, JSON.stringify(reply))).json()).toEqual({
    result: 0,
    errmsg: 'OK',
  })
  expect(await consentOf(w, people[1]?.id ?? '')).toEqual(['email true', 'sms false'])

  const own = await smsCarrier(w)
  const body = JSON.stringify({ type: 'reply', data: { from: mobile(2), text: '全部退订', ref: '1' } })
  const timestamp = Math.floor(Date.parse(w.clock.now()) / 1000)
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const signed = (at: number) => ({
    'webhook-id': 'm1',
    'webhook-timestamp': String(at),
    'webhook-signature': webhookSignature(secret, { id: 'm1', timestamp: at, body }),
  })
  expect((await post(`/${own.hookPath}/replies`, body)).statusCode).toBe(404)
  expect((await post(`/${own.hookPath}/replies`, body, signed(timestamp - 600))).statusCode).toBe(404)
  expect((await post(`/${own.hookPath}/replies`, body, signed(timestamp))).statusCode).toBe(200)
  expect(await consentOf(w, people[2]?.id ?? '')).toEqual(
    ['call false', 'email false', 'post false', 'sms false', 'wechat false'].toSorted(),
  )
  expect((await post(`/${own.hookPath.slice(0, -3)}abc/replies`, body, signed(timestamp))).statusCode).toBe(
    404,
  )
  expect((await post(`/hooks/x/y/replies`, body)).statusCode).toBe(404)
})

test('WeChat: the address is proved by its own word, and who stops following gets no more', async () => {
  const w = await campaignWorld()
  const settings = { provider: 'wechat' as const, appId: 'wx1', openidField: 'openid' }
  const carrier = await smsCarrier(w, { medium: 'wechat', settings, secret: 'secret' })
  const token = carrier.hookPath.split('/').at(-1) ?? ''
  const signature = createHash('sha1').update([token, '1', 'n'].toSorted().join('')).digest('hex')
  const url = `/${carrier.hookPath}/replies?timestamp=1&nonce=n&echostr=hello&signature=`
  expect((await w.app.inject({ method: 'GET', url: `${url}${signature}` })).body).toBe('hello')
  expect((await w.app.inject({ method: 'GET', url: `${url}wrong` })).statusCode).toBe(404)
  const xml = `<xml><FromUserName><![CDATA[o1]]></FromUserName><CreateTime>1</CreateTime>
    <MsgType><![CDATA[event]]></MsgType><Event><![CDATA[unsubscribe]]></Event></xml>`
  const push = {
    method: 'POST',
    url: `${url}${signature}`,
    payload: xml,
    headers: { 'content-type': 'text/xml' },
  } as const
  expect((await w.app.inject(push)).body).toBe('success')
  expect((await w.call(listReplies, {})).rows).toMatchObject([
    { memberId: null, text: '退订', stopped: ['wechat'] },
  ])
})
