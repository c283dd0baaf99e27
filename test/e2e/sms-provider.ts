import { createHash, createHmac } from 'node:crypto'
import { provider, type Heard } from '#test/world/provider'

export const ALIYUN = {
  keyId: 'LTAItest',
  secret: 'aliyun-test-secret',
  signName: '高山流水',
  code: 'SMS_411',
}

const hex = (of: string) => createHash('sha256').update(of).digest('hex')

/** What Aliyun's own server computes of the bytes it received (ACS3), knowing nothing of how they were made. */
function isSigned(of: Heard): boolean {
  const authorization = String(of.headers['authorization'])
  const [, keyId, names = '', signature] =
    /Credential=(\w+),SignedHeaders=([^,]+),Signature=(\w+)$/.exec(authorization) ?? []
  const headers = names.split(';').map((name) => `${name}:${String(of.headers[name])}\n`)
  const query = of.url.slice(of.url.indexOf('?') + 1)
  const whole = `${of.method}\n/\n${query}\n${headers.join('')}\n${names}\n${hex(of.body)}`
  const right = createHmac('sha256', ALIYUN.secret)
    .update(`ACS3-HMAC-SHA256\n${hex(whole)}`)
    .digest('hex')
  return keyId === ALIYUN.keyId && signature === right
}

/** A message as the provider took it, with our id for it. */
export type Taken = Readonly<{ id: string; mobile: string; template: string; params: string; sign: string }>

/** Stands for Aliyun: takes what is signed as it must be, refuses and counts what is not. */
export async function aliyun() {
  const taken: Taken[] = []
  let refused = 0
  const { url, host } = await provider((of) => {
    if (!isSigned(of)) {
      refused += 1
      return { status: 400, body: { Code: 'SignatureDoesNotMatch', Message: 'signature' } }
    }
    const query = new URL(of.url, 'http://aliyun').searchParams
    const said = (name: string) => query.get(name) ?? ''
    taken.push({
      id: said('OutId'),
      mobile: said('PhoneNumbers'),
      template: said('TemplateCode'),
      params: said('TemplateParam'),
      sign: said('SignName'),
    })
    return { body: { Code: 'OK', Message: 'OK', BizId: `${taken.length}^0` } }
  })
  return { url, host, taken, refused: () => refused }
}

export type Sms = Awaited<ReturnType<typeof aliyun>>

/** What Aliyun pushes when it knows what became of messages. */
export const receiptsFor = (taken: readonly Taken[]) =>
  taken.map(({ id, mobile }) => ({ out_id: id, phone_number: mobile, success: true, err_code: 'DELIVERED' }))

/** What Aliyun pushes when somebody writes back. */
export const replyOf = (mobile: string, content: string) => [
  { phone_number: mobile, content, sequence_id: `re ${mobile}`, sign_name: ALIYUN.signName },
]
