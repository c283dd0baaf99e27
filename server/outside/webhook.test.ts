import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { provider } from '#test/world/provider'
import type { Mail } from '#domain/campaign/model'
import { isPublic, reacher } from './reach.ts'
import { webhookOutlet, webhookSignature } from './webhook.ts'

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const NOW = Date.parse('2026-03-02T02:00:00Z')
const mail: Mail = {
  id: '019caa00-1234-7abc-8def-0123456789ab',
  to: 'a@b.cn',
  subject: '新茶',
  text: '新茶到店',
}
const outletTo = (url: string, reach: ReturnType<typeof reacher>) =>
  webhookOutlet({ provider: 'webhook', url, secret: SECRET, reach, now: () => NOW })

test('Standard Webhooks: the example of the specification gets its signature', () => {
  const of = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1_614_265_330, body: '{"test": 2432232314}' }
  expect(webhookSignature(SECRET, of)).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
})

test('a system of the shop gets the message once it has verified the very bytes', async () => {
  const server = await provider(({ headers, body }) => {
    const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`
    const key = Buffer.from(SECRET.slice('whsec_'.length), 'base64')
    const right = `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
    return { status: headers['webhook-signature'] === right ? 204 : 401, body: '' }
  })
  const outlet = outletTo(`${server.url}in`, reacher({ allowed: new Set([server.host]) }))
  expect(await outlet.send(mail)).toEqual({ outcome: 'taken' })
  expect(server.heard[0]?.headers).toMatchObject({
    'webhook-id': mail.id,
    'webhook-timestamp': String(NOW / 1000),
  })
  const { data } = JSON.parse(server.heard[0]?.body ?? '{}') as { data: unknown }
  expect(data).toEqual({ ...mail, template: null, unsubscribeUrl: null })
})

test('a redirect is not followed, wherever it leads', async () => {
  const trap = await provider(() => ({ body: {} }))
  const server = await provider(() => ({ status: 307, headers: { location: trap.url }, body: '' }))
  const outlet = outletTo(server.url, reacher({ allowed: new Set([server.host, trap.host]) }))
  expect(await outlet.send(mail)).toEqual({ outcome: 'later', trouble: '307' })
  expect(trap.heard).toEqual([])
})

test.each([410, 400, 422])('%i says that this message is not wanted', async (status) => {
  const server = await provider(() => ({ status, body: '' }))
  const outlet = outletTo(server.url, reacher({ allowed: new Set([server.host]) }))
  expect(await outlet.send(mail)).toEqual({ outcome: 'refused', trouble: String(status) })
})

const INSIDE = [
  '127.0.0.1',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '127.1',
  '0.0.0.0',
  '10.0.0.8',
  '172.16.3.4',
  '192.168.1.1',
  '169.254.169.254',
  '100.100.100.200',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:a9fe:a9fe]',
  '[64:ff9b::7f00:1]',
  '[2002:7f00:1::]',
  '[fe80::1]',
  '[fd00:ec2::254]',
  '[ff02::1]',
]

test.each(INSIDE)('a webhook to %s is refused, however it is written', async (host) => {
  const reach = reacher({})
  expect(await outletTo(`https://${host}:8443/`, reach).send(mail)).toEqual({
    outcome: 'later',
    trouble: 'address_refused',
  })
})

test('a name is refused when any of its addresses lies inside, and looked up once per connection', async () => {
  const trap = await provider(() => ({ body: {} }))
  const port = new URL(trap.url).port
  const asked: string[] = []
  const resolve = async (host: string) => {
    asked.push(host)
    return [
      { address: '93.184.216.34', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ]
  }
  const told = await outletTo(`https://rebind.example:${port}/`, reacher({ resolve })).send(mail)
  expect(told).toEqual({ outcome: 'later', trouble: 'address_refused' })
  expect(asked).toEqual(['rebind.example'])
  expect(trap.heard).toEqual([])
})

test('plain http is for hosts that the operator allows', async () => {
  expect(await outletTo('http://example.com/', reacher({})).send(mail)).toMatchObject({
    trouble: 'https_needed',
  })
  expect(await outletTo('file:///etc/passwd', reacher({})).send(mail)).toMatchObject({
    trouble: 'address_refused',
  })
})

test('a body that never ends, and an answer that never comes, cost neither memory nor a sender', async () => {
  const long = await provider(() => ({ body: 'x'.repeat(200_000) }))
  const open = { allowed: new Set([long.host]) }
  expect(await outletTo(long.url, reacher(open)).send(mail)).toMatchObject({ trouble: 'answer_too_long' })
  const waiting: (() => void)[] = []
  const slow = await provider(() => new Promise((go) => waiting.push(() => go({ body: '' }))))
  const reach = reacher({ allowed: new Set([slow.host]), mostMs: 100 })
  expect(await outletTo(slow.url, reach).send(mail)).toMatchObject({ trouble: 'ETIMEDOUT no answer' })
  for (const go of waiting) go()
})

test('addresses of the public internet are public', () => {
  expect(['93.184.216.34', '8.8.8.8', '2606:2800:220:1::1'].map(isPublic)).toEqual([true, true, true])
  expect(isPublic('example.com')).toBe(false)
})
