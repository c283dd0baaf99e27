import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { provider, type Says } from '#test/world/provider'
import type { Mail } from '#domain/campaign/model'
import { reacher } from './reach.ts'
import { isWechats, wechatOutlet } from './wechat.ts'

const mail: Mail = {
  id: '019caa00-1234-7abc-8def-0123456789ab',
  to: 'openid1',
  subject: '',
  text: '',
  template: { code: 'T1', values: [{ name: 'thing1', value: '新茶到店' }] },
}

async function platform(answer: (token: string) => Says) {
  let made = 0
  const clock = { now: Date.parse('2026-03-02T02:00:00Z') }
  const server = await provider(({ url }) => {
    if (url === '/cgi-bin/stable_token') return { body: { access_token: `token${++made}`, expires_in: 7200 } }
    return answer(new URL(url, 'http://x').searchParams.get('access_token') ?? '')
  })
  const outlet = wechatOutlet({
    provider: 'wechat',
    appId: 'wx1',
    openidField: 'openid',
    url: 'https://club.example.com/',
    endpoint: server.url,
    secret: 's',
    reach: reacher({ allowed: new Set([server.host]) }),
    now: () => clock.now,
  })
  const tokens = () => server.heard.filter(({ url }) => url === '/cgi-bin/stable_token').length
  return { server, outlet, clock, tokens }
}

test('the access token is kept for messages at once and one after another, and renewed before it ends', async () => {
  const p = await platform(() => ({ body: { errcode: 0, msgid: 7 } }))
  const told = await Promise.all([p.outlet.send(mail), p.outlet.send(mail), p.outlet.send(mail)])
  expect(told).toEqual(told.map(() => ({ outcome: 'taken', ref: '7' })))
  await p.outlet.send(mail)
  expect(p.tokens()).toBe(1)
  p.clock.now += 7_000_000
  await p.outlet.send(mail)
  expect(p.tokens()).toBe(2)
  const sent = p.server.heard.filter(({ url }) => url.includes('/template/send'))
  expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
    touser: 'openid1',
    template_id: 'T1',
    data: { thing1: { value: '新茶到店' } },
    url: 'https://club.example.com/',
    client_msg_id: mail.id.replaceAll('-', ''),
  })
})

test('a token that the platform has given up is renewed once, and the message goes on', async () => {
  const p = await platform((token) => ({
    body: token === 'token1' ? { errcode: 40001 } : { errcode: 0, msgid: 8 },
  }))
  expect(await p.outlet.send(mail)).toEqual({ outcome: 'taken', ref: '8' })
  expect(p.tokens()).toBe(2)
  const never = await platform(() => ({ body: { errcode: 42001, errmsg: 'expired' } }))
  expect(await never.outlet.send(mail)).toEqual({ outcome: 'later', trouble: '42001 expired' })
  expect(never.tokens()).toBe(2)
})

test('whoever does not follow is not tried again; a platform that is busy is; the same id twice is taken', async () => {
  const of = async (errcode: number) =>
    (await platform(() => ({ body: { errcode } }))).outlet.send(mail).then(({ outcome }) => outcome)
  expect(await of(43004)).toBe('refused')
  expect(await of(-1)).toBe('later')
  expect(await of(45009)).toBe('later')
  expect(await of(45168)).toBe('taken')
})

test('a push is the platform’s when its signature is', () => {
  const signature = createHash('sha1')
    .update(['1700000000', 'abc', 'token'].toSorted().join(''))
    .digest('hex')
  const of = { timestamp: '1700000000', nonce: 'abc', signature }
  expect(isWechats('token', of)).toBe(true)
  expect(isWechats('other', of)).toBe(false)
  expect(isWechats('token', { ...of, signature: '' })).toBe(false)
})
