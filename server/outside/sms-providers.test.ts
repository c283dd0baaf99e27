import { createHash, createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { provider, type Heard } from '#test/world/provider'
import type { Mail } from '#domain/campaign/model'
import { aliyunOutlet, aliyunRequest } from './aliyun.ts'
import { reacher } from './reach.ts'
import { tencentCanonical, tencentOutlet, tencentRequest } from './tencent.ts'
import { isTwilios, twilioOutlet, twilioSignature } from './twilio.ts'

const mail: Mail = {
  id: '019caa00-1234-7abc-8def-0123456789ab',
  to: '13800138000',
  subject: '',
  text: '李雷，新茶到店！(8折*) 拒收请回复R',
  template: { code: 'SMS_1', values: [{ name: 'name', value: "李雷 & 'Co' (8*)!" }] },
}
const NOW = Date.parse('2026-03-02T02:00:00Z')
const hex = (of: string) => createHash('sha256').update(of).digest('hex')

test('ACS3: the example that Aliyun publishes gets the published signature', () => {
  const { url, headers } = aliyunRequest({
    endpoint: 'https://ecs.cn-shanghai.aliyuncs.com/',
    action: 'RunInstances',
    version: '2014-05-26',
    query: {
      RegionId: 'cn-shanghai',
      ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd',
    },
    accessKeyId: 'YourAccessKeyId',
    accessKeySecret: 'YourAccessKeySecret',
    date: '2023-10-26T10:22:32Z',
    nonce: '3156853299f313e23d1673dc12e1703d',
  })
  expect(headers['authorization']).toBe(
    'ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;' +
      'x-acs-signature-nonce;x-acs-version,' +
      'Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
  )
  expect(url).toBe(
    'https://ecs.cn-shanghai.aliyuncs.com/?ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&' +
      'RegionId=cn-shanghai',
  )
})

/** What Aliyun's own server computes of the bytes it received, knowing nothing of how they were made. */
function aliyunVerifies(of: Heard, secret: string): boolean {
  const authorization = String(of.headers['authorization'])
  const [, names = '', signature] = /SignedHeaders=([^,]+),Signature=(\w+)$/.exec(authorization) ?? []
  const canonicalHeaders = names.split(';').map((name) => `${name}:${String(of.headers[name])}\n`)
  const query = of.url.slice(of.url.indexOf('?') + 1)
  const pieces = query.split('&')
  if (pieces.join('&') !== pieces.toSorted().join('&')) return false
  const whole = `${of.method}\n/\n${query}\n${canonicalHeaders.join('')}\n${names}\n${hex(of.body)}`
  return (
    createHmac('sha256', secret)
      .update(`ACS3-HMAC-SHA256\n${hex(whole)}`)
      .digest('hex') === signature
  )
}

test('Aliyun: the provider can verify what arrives byte for byte, and learns our id', async () => {
  const secret = 'testsecret'
  const server = await provider((of) => ({
    body: aliyunVerifies(of, secret)
      ? { Code: 'OK', BizId: '900619746936498440^0', Message: 'OK' }
      : { Code: 'SignatureDoesNotMatch' },
  }))
  const outlet = aliyunOutlet({
    provider: 'aliyun',
    accessKeyId: 'testid',
    signName: '知己茶铺',
    country: '86',
    endpoint: server.url,
    secret,
    reach: reacher({ allowed: new Set([server.host]) }),
    now: () => NOW,
  })
  expect(await outlet.send(mail)).toEqual({ outcome: 'taken', ref: '900619746936498440^0' })
  const query = new URL(server.heard[0]?.url ?? '', server.url).searchParams
  expect(Object.fromEntries(query)).toEqual({
    OutId: mail.id,
    PhoneNumbers: '13800138000',
    SignName: '知己茶铺',
    TemplateCode: 'SMS_1',
    TemplateParam: JSON.stringify({ name: "李雷 & 'Co' (8*)!" }),
  })
  expect(server.heard[0]?.headers['x-acs-date']).toBe('2026-03-02T02:00:00Z')
  await outlet.send(mail)
  const nonces = server.heard.map((of) => of.headers['x-acs-signature-nonce'])
  expect(new Set(nonces).size).toBe(2)
})

test('TC3: the example that Tencent publishes gets the published hashes', () => {
  const call = {
    endpoint: 'https://cvm.tencentcloudapi.com/',
    service: 'cvm',
    action: 'DescribeInstances',
    version: '2017-03-12',
    region: 'ap-guangzhou',
    body: '{"Limit": 1, "Filters": [{"Values": ["\\u672a\\u547d\\u540d"], "Name": "instance-name"}]}',
    secretId: 'AKID',
    secretKey: 'key',
    timestamp: 1_551_113_065,
  }
  const canonical = tencentCanonical(call)
  expect(canonical.split('\n').at(-1)).toBe(
    '35e9c5b0e3ae67532d3c9f17ead6c90222632e5b1ff7f6e89887f1398934f064',
  )
  expect(hex(canonical)).toBe('7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84')
  expect(tencentRequest(call).headers['authorization']).toContain(
    'Credential=AKID/2019-02-25/cvm/tc3_request, ',
  )
})

function tencentVerifies(of: Heard, secret: string): boolean {
  const [, date = '', names = '', signature] =
    /Credential=\w+\/([\d-]+)\/sms\/tc3_request, SignedHeaders=([\w;-]+), Signature=(\w+)$/.exec(
      String(of.headers['authorization']),
    ) ?? []
  const said = (name: string) =>
    name === 'x-tc-action' ? String(of.headers[name]).toLowerCase() : String(of.headers[name])
  const headers = names.split(';').map((name) => `${name}:${said(name)}\n`)
  const whole = `${of.method}\n${of.url}\n\n${headers.join('')}\n${names}\n${hex(of.body)}`
  const toSign = `TC3-HMAC-SHA256\n${String(of.headers['x-tc-timestamp'])}\n${date}/sms/tc3_request\n${hex(whole)}`
  const step = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
  const key = step(step(step(`TC3${secret}`, date), 'sms'), 'tc3_request')
  return step(key, toSign).toString('hex') === signature
}

test('Tencent: the provider can verify what arrives byte for byte, and learns our id', async () => {
  const secret = 'testsecret'
  const server = await provider((of) => ({
    body: {
      Response: tencentVerifies(of, secret)
        ? { SendStatusSet: [{ SerialNo: '2640:1', Code: 'Ok', Message: 'send success' }] }
        : { Error: { Code: 'AuthFailure.SignatureFailure', Message: 'no' } },
    },
  }))
  const outlet = tencentOutlet({
    provider: 'tencent',
    secretId: 'AKIDtest',
    appId: '1400006666',
    signName: '知己茶铺',
    region: 'ap-guangzhou',
    country: '86',
    endpoint: server.url,
    secret,
    reach: reacher({ allowed: new Set([server.host]) }),
    now: () => NOW,
  })
  expect(await outlet.send(mail)).toEqual({ outcome: 'taken', ref: '2640:1' })
  expect(JSON.parse(server.heard[0]?.body ?? '')).toEqual({
    PhoneNumberSet: ['+8613800138000'],
    SmsSdkAppId: '1400006666',
    SignName: '知己茶铺',
    TemplateId: 'SMS_1',
    TemplateParamSet: ["李雷 & 'Co' (8*)!"],
    SessionContext: mail.id,
  })
  expect(server.heard[0]?.headers).toMatchObject({
    'x-tc-version': '2021-01-11',
    'x-tc-region': 'ap-guangzhou',
  })
})

test('Twilio: basic sign-in, the form, and a receipt address with our id', async () => {
  const server = await provider(() => ({ status: 201, body: { sid: 'SM1', status: 'queued' } }))
  const outlet = twilioOutlet({
    provider: 'twilio',
    accountSid: 'AC1',
    from: '+15005550006',
    country: '44',
    endpoint: server.url,
    secret: 'token',
    reach: reacher({ allowed: new Set([server.host]) }),
    receiptUrl: 'https://club.example.com/hooks/x/y/receipts',
  })
  expect(await outlet.send({ ...mail, to: '07700 900123' })).toEqual({ outcome: 'taken', ref: 'SM1' })
  const [first] = server.heard
  expect(first?.url).toBe('/2010-04-01/Accounts/AC1/Messages.json')
  expect(first?.headers['authorization']).toBe(`Basic ${Buffer.from('AC1:token').toString('base64')}`)
  expect(Object.fromEntries(new URLSearchParams(first?.body))).toEqual({
    To: '+447700900123',
    From: '+15005550006',
    Body: mail.text,
    StatusCallback: `https://club.example.com/hooks/x/y/receipts?id=${mail.id}`,
  })
})

test('Twilio: the example it publishes gets the published signature, and nothing else passes', () => {
  const of = {
    url: 'https://mycompany.com/myapp.php?foo=1&bar=2',
    params: {
      CallSid: 'CA1234567890ABCDE',
      Caller: '+14158675309',
      Digits: '1234',
      From: '+14158675309',
      To: '+18005551212',
    },
  }
  const signature = 'RSOYDt4T1cUTdK1PDd93/VVr8B8='
  expect(twilioSignature('12345', of)).toBe(signature)
  expect(isTwilios('12345', { ...of, signature })).toBe(true)
  expect(isTwilios('12346', { ...of, signature })).toBe(false)
  expect(isTwilios('12345', { ...of, params: { ...of.params, Digits: '1235' }, signature })).toBe(false)
  expect(isTwilios('12345', { ...of, signature: '' })).toBe(false)
})

const TROUBLES: readonly (readonly [
  string,
  'aliyun' | 'tencent' | 'twilio',
  number,
  unknown,
  'refused' | 'later',
])[] = [
  [
    'a number that is none',
    'aliyun',
    200,
    { Code: 'isv.MOBILE_NUMBER_ILLEGAL', Message: '13800138000' },
    'refused',
  ],
  ['a limit of the provider', 'aliyun', 200, { Code: 'isv.BUSINESS_LIMIT_CONTROL' }, 'later'],
  ['no money left', 'aliyun', 200, { Code: 'isv.AMOUNT_NOT_ENOUGH' }, 'later'],
  ['a gateway page', 'aliyun', 502, '<html>', 'later'],
  ['a number that is none', 'tencent', 200, sentSet('InvalidParameterValue.IncorrectPhoneNumber'), 'refused'],
  ['a daily limit', 'tencent', 200, sentSet('LimitExceeded.PhoneNumberDailyLimit'), 'later'],
  ['a wrong key', 'tencent', 200, { Response: { Error: { Code: 'AuthFailure.SecretIdNotFound' } } }, 'later'],
  [
    'a number that is none',
    'twilio',
    400,
    { code: 21211, message: "'To' +8613800138000 is not valid" },
    'refused',
  ],
  ['somebody who said STOP to them', 'twilio', 400, { code: 21610 }, 'refused'],
  ['too many requests', 'twilio', 429, { code: 20429 }, 'later'],
]

function sentSet(code: string) {
  return { Response: { SendStatusSet: [{ SerialNo: '', Code: code, Message: 'no' }] } }
}

test.each(TROUBLES)(
  '%s at %s is not taken, and no number is kept of it',
  async (_, kind, status, body, outcome) => {
    const server = await provider(() => ({ status, body }))
    const common = { country: '86', endpoint: server.url, secret: 's', now: () => NOW }
    const reach = reacher({ allowed: new Set([server.host]) })
    const outlets = {
      aliyun: aliyunOutlet({ ...common, reach, provider: 'aliyun', accessKeyId: 'a', signName: 'n' }),
      tencent: tencentOutlet({
        ...common,
        reach,
        provider: 'tencent',
        secretId: 'a',
        appId: 'b',
        signName: 'n',
        region: 'r',
      }),
      twilio: twilioOutlet({
        ...common,
        reach,
        provider: 'twilio',
        accountSid: 'a',
        from: 'b',
        receiptUrl: null,
      }),
    }
    const told = await outlets[kind].send(mail)
    expect(told.outcome).toBe(outcome)
    expect(JSON.stringify(told)).not.toContain('13800138000')
  },
)
