import { createHash, createHmac, randomUUID } from 'node:crypto'
import type { HandOff, Mailer } from '#domain/campaign/model'
import type { AliyunSettings } from '#domain/campaign/contract/carrier'
import { later, objectOf, refused, textOf } from './answers.ts'
import { e164 } from './phone.ts'
import type { Asking, Reach } from './reach.ts'

const ALGORITHM = 'ACS3-HMAC-SHA256'
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** RFC 3986, as Aliyun signs it: what JavaScript leaves alone is encoded as well. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

export type AliyunCall = Readonly<{
  endpoint: string
  action: string
  version: string
  query: Readonly<Record<string, string>>
  accessKeyId: string
  accessKeySecret: string
  /** ISO-8601 in UTC, to the second. */
  date: string
  nonce: string
}>

/**
 * A signed call of an RPC-style API:
 * https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature
 */
export function aliyunRequest(call: AliyunCall): Asking {
  const url = new URL(call.endpoint)
  const query = Object.entries(call.query)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${encoded(key)}=${encoded(value)}`)
    .join('&')
  const hashed = sha256('')
  const signed: Record<string, string> = {
    host: url.host,
    'x-acs-action': call.action,
    'x-acs-content-sha256': hashed,
    'x-acs-date': call.date,
    'x-acs-signature-nonce': call.nonce,
    'x-acs-version': call.version,
  }
  const names = Object.keys(signed).toSorted()
  const lines = names.map((name) => `${name}:${signed[name]?.trim()}\n`).join('')
  const canonical = ['POST', '/', query, lines, names.join(';'), hashed].join('\n')
  const signature = createHmac('sha256', call.accessKeySecret)
    .update(`${ALGORITHM}\n${sha256(canonical)}`)
    .digest('hex')
  const said = { Credential: call.accessKeyId, SignedHeaders: names.join(';'), Signature: signature }
  const pairs = Object.entries(said).map(([key, value]) => `${key}=${value}`)
  const authorization = `${ALGORITHM} ${pairs.join(',')}`
  return {
    url: `${url.origin}/?${query}`,
    method: 'POST',
    headers: { ...signed, authorization },
    body: '',
  }
}

export type Clock = () => number

/** SMS by Aliyun: text is a template approved there, whose blanks are filled here. */
export function aliyunOutlet(
  of: AliyunSettings & Readonly<{ secret: string; reach: Reach; now: Clock }>,
): Mailer {
  return {
    send: async (mail) => {
      if (!mail.template) return refused('template_missing')
      const values = Object.fromEntries(mail.template.values.map(({ name, value }) => [name, value]))
      const mobile = e164(mail.to, of.country)
      const asking = aliyunRequest({
        endpoint: of.endpoint,
        action: 'SendSms',
        version: '2017-05-25',
        query: {
          // At home numbers go without the country, abroad with it and without the plus.
          PhoneNumbers: mobile.startsWith('+86') ? mobile.slice(3) : mobile.slice(1),
          SignName: of.signName,
          TemplateCode: mail.template.code,
          TemplateParam: JSON.stringify(values),
          // X5: comes back with every receipt.
          OutId: mail.id,
        },
        accessKeyId: of.accessKeyId,
        accessKeySecret: of.secret,
        date: new Date(of.now()).toISOString().replace(/\.\d+Z$/, 'Z'),
        nonce: randomUUID(),
      })
      return judge(objectOf(await of.reach(asking)))
    },
  }
}

/** Only what is wrong with this very number or text is final; an account without money is not the letter's fault. */
const NEVER = new Set([
  'isv.MOBILE_NUMBER_ILLEGAL',
  'isv.TEMPLATE_PARAMS_ILLEGAL',
  'isv.TEMPLATE_MISSING_PARAMETERS',
  'isv.PARAM_LENGTH_LIMIT',
  'isv.BLACK_KEY_CONTROL_LIMIT',
  'isv.MOBILE_IN_BLACK',
  'MOBILE_IN_BLACK',
])

function judge(answer: ReturnType<typeof objectOf>): HandOff {
  if ('outcome' in answer) return answer
  const code = textOf(answer.of['Code'])
  if (code === 'OK') return { outcome: 'taken', ref: textOf(answer.of['BizId']) }
  const said = `${code || answer.status} ${textOf(answer.of['Message'])}`
  return NEVER.has(code) ? refused(said) : later(said)
}
