import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import type { CarrierSetup } from '#domain/campaign/index'
import { followers, officialAccount, PIXEL, planned, send, told } from '#test/world/content'
import { provider, type Heard, type Says } from '#test/world/provider'
import { world } from '#test/world/world'
import { reacher } from './reach.ts'
import { makePublisher } from './wechat-mass.ts'

const pathOf = ({ url }: Pick<Heard, 'url'>) => new URL(url, 'http://x').pathname
const RIGHT: Readonly<Record<string, Says>> = {
  '/cgi-bin/material/add_material': { body: { media_id: 'COVER', url: 'http://mmbiz.qpic.cn/cover' } },
  '/cgi-bin/media/uploadimg': { body: { url: 'http://mmbiz.qpic.cn/inside' } },
  '/cgi-bin/draft/add': { body: { media_id: 'DRAFT' } },
  '/cgi-bin/message/mass/send': {
    body: { errcode: 0, errmsg: 'send job submission success', msg_id: 34182, msg_data_id: 206227730 },
  },
}

/** The platform, which answers as it should where it is told nothing else. */
async function platform(says: Readonly<Record<string, Says>> = {}) {
  let made = 0
  const server = await provider((of) => {
    const path = pathOf(of)
    if (path === '/cgi-bin/stable_token')
      return { body: { access_token: `token${++made}`, expires_in: 7200 } }
    return says[path] ?? RIGHT[path] ?? { status: 404, body: 'nothing' }
  })
  const publisher = makePublisher({
    allowed: new Set(),
    reach: reacher({ allowed: new Set([server.host]) }),
    boundary: () => 'zhijiBOUNDARY',
  })
  const setup: CarrierSetup = {
    id: 'c1',
    settings: { provider: 'wechat', appId: 'wx1', openidField: 'openid', url: '', endpoint: server.url },
    secret: 's',
    ratePerSecond: 20,
    hookPath: 'hooks/c1',
    active: true,
  }
  const asked = (path: string) => server.heard.filter((of) => pathOf(of) === path)
  return { server, publisher, setup, asked }
}

const DRAFT = {
  title: '春茶上市',
  author: '知己茶铺',
  digest: '明前龙井到店',
  html: '<p>您好</p>',
  sourceUrl: 'https://club.example.com/',
  coverRef: 'COVER',
}
const MASS = { clientId: '019caa0012347abc8def0123456789ab', draftRef: 'DRAFT', openids: ['o1', 'o2'] }

test('a picture goes as a form of one file, to the cover and to the words, byte for byte', async () => {
  const p = await platform()
  const brought = await p.publisher.picture(p.setup, { type: 'image/png', bytes: PIXEL })
  expect(brought).toEqual({ coverRef: 'COVER', url: 'http://mmbiz.qpic.cn/inside' })
  const head =
    '--zhijiBOUNDARY\r\nContent-Disposition: form-data; name="media"; filename="picture.png"\r\n' +
    'Content-Type: image/png\r\n\r\n'
  const whole = Buffer.concat([Buffer.from(head), PIXEL, Buffer.from('\r\n--zhijiBOUNDARY--\r\n')])
  for (const [path, url] of [
    ['/cgi-bin/material/add_material', '/cgi-bin/material/add_material?access_token=token1&type=image'],
    ['/cgi-bin/media/uploadimg', '/cgi-bin/media/uploadimg?access_token=token1'],
  ] as const) {
    const [call] = p.asked(path)
    expect([call?.method, call?.url, call?.headers['content-type'], call?.headers['content-length']]).toEqual(
      ['POST', url, 'multipart/form-data; boundary=zhijiBOUNDARY', String(whole.length)],
    )
    expect(call?.bytes.equals(whole)).toBe(true)
  }
  expect(p.asked('/cgi-bin/stable_token').map(({ body }) => JSON.parse(body))).toEqual([
    { grant_type: 'client_credential', appid: 'wx1', secret: 's', force_refresh: false },
  ])
})

test('a draft and a call of it, word for word', async () => {
  const p = await platform()
  expect(await p.publisher.draft(p.setup, DRAFT)).toEqual({ draftRef: 'DRAFT' })
  expect(await p.publisher.mass(p.setup, MASS)).toEqual({ ref: '34182', already: false })
  expect(p.asked('/cgi-bin/draft/add').map(({ url, body }) => [url, body])).toEqual([
    [
      '/cgi-bin/draft/add?access_token=token1',
      '{"articles":[{"title":"春茶上市","author":"知己茶铺","digest":"明前龙井到店","content":"<p>您好</p>",' +
        '"content_source_url":"https://club.example.com/","thumb_media_id":"COVER","need_open_comment":0}]}',
    ],
  ])
  expect(p.asked('/cgi-bin/message/mass/send').map(({ url, body }) => [url, body])).toEqual([
    [
      '/cgi-bin/message/mass/send?access_token=token1',
      '{"touser":["o1","o2"],"mpnews":{"media_id":"DRAFT"},"msgtype":"mpnews","send_ignore_reprint":0,' +
        '"clientmsgid":"019caa0012347abc8def0123456789ab"}',
    ],
  ])
})

test.each([
  [{ body: { errcode: 45065, errmsg: 'clientmsgid exist', msg_id: 7 } }, { ref: '7', already: true }],
  [
    { body: { errcode: 45028, errmsg: 'has no masssend quota' } },
    { outcome: 'refused', trouble: '45028 has no masssend quota' },
  ],
  [
    { body: { errcode: 48001, errmsg: 'api unauthorized' } },
    { outcome: 'refused', trouble: '48001 api unauthorized' },
  ],
  [{ body: { errcode: -1, errmsg: 'system error' } }, { outcome: 'later', trouble: '-1 system error' }],
  [
    { body: { errcode: 45009, errmsg: 'reach max api daily quota limit' } },
    { outcome: 'later', trouble: '45009 reach max api daily quota limit' },
  ],
  [
    { status: 502, body: '<html>bad gateway</html>' },
    { outcome: 'later', trouble: '502 no answer of theirs' },
  ],
])('what the platform says to a call is understood: %j', async (says, told) => {
  const p = await platform({ '/cgi-bin/message/mass/send': says })
  expect(await p.publisher.mass(p.setup, MASS)).toEqual(told)
})

test('a token that the platform gave up is renewed once; an answer without a name is tried again later', async () => {
  const p = await platform({ '/cgi-bin/draft/add': { body: { errcode: 42001, errmsg: 'expired' } } })
  expect(await p.publisher.draft(p.setup, DRAFT)).toEqual({ outcome: 'later', trouble: '42001 expired' })
  expect(p.asked('/cgi-bin/stable_token')).toHaveLength(2)
  const nameless = await platform({ '/cgi-bin/draft/add': { body: {} } })
  expect(await nameless.publisher.draft(nameless.setup, DRAFT)).toMatchObject({ outcome: 'later' })
})

test('C44: a scheduled post with its picture reaches the platform, and its word stands in the plan', async () => {
  const w = await world()
  const p = await platform()
  const carrier = await officialAccount(w, p.server.url)
  await followers(w, ['1', '2'])
  const broadcastId = await planned(w, carrier.id)
  w.clock.advance(3_600_000)
  await send(w, p.publisher)
  const [call] = p.asked('/cgi-bin/message/mass/send')
  const asked = JSON.parse(call?.body ?? '{}') as { touser: string[]; clientmsgid: string }
  expect([asked.touser.toSorted(), /^[0-9a-f]{32}$/.test(asked.clientmsgid)]).toEqual([['o1', 'o2'], true])
  expect(p.asked('/cgi-bin/draft/add')[0]?.body).toContain(
    '<p><img src=\\"http://mmbiz.qpic.cn/inside\\"></p><p>今年的第一批春茶到了。<br>欢迎来喝。</p>',
  )
  const token = carrier.hookPath.split('/').at(-1) ?? ''
  const signature = createHash('sha1').update([token, '1', 'n'].toSorted().join('')).digest('hex')
  const url = `/${carrier.hookPath}/replies?timestamp=1&nonce=n&signature=${signature}`
  const payload = `<xml><FromUserName><![CDATA[o9]]></FromUserName><CreateTime>1</CreateTime>
    <MsgType><![CDATA[event]]></MsgType><Event><![CDATA[MASSSENDJOBFINISH]]></Event><MsgID>34182</MsgID>
    <Status><![CDATA[send success]]></Status><TotalCount>2</TotalCount><FilterCount>2</FilterCount>
    <SentCount>1</SentCount><ErrorCount>1</ErrorCount></xml>`
  for (let nth = 0; nth < 2; nth++)
    expect(
      (await w.app.inject({ method: 'POST', url, payload, headers: { 'content-type': 'text/xml' } })).body,
    ).toBe('success')
  expect((await told(w, broadcastId)).calls).toEqual([
    {
      nth: 1,
      state: 'sent',
      members: 2,
      attempts: 1,
      trouble: null,
      ref: '34182',
      finish: { status: 'send success', total: 2, filtered: 2, sent: 1, failed: 1 },
    },
  ])
})
