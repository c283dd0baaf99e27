import { createHash, createHmac } from 'node:crypto'
import type { TencentSettings } from '#domain/campaign/contract/carrier'
import type { HandOff, Mailer } from '#domain/campaign/model'
import { later, objectOf, refused, textOf } from './answers.ts'
import type { Clock } from './aliyun.ts'
import { e164 } from './phone.ts'
import type { Asking, Reach } from './reach.ts'

const ALGORITHM = 'TC3-HMAC-SHA256'
const TYPE = 'application/json; charset=utf-8'
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const keyed = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

export type TencentCall = Readonly<{
  endpoint: string
  service: string
  action: string
  version: string
  region: string
  body: string
  secretId: string
  secretKey: string
  /** Seconds since 1970. */
  timestamp: number
}>

/** The text whose hash is signed; apart, because its hash is published with the method. */
export function tencentCanonical({ endpoint, action, body }: TencentCall): string {
  const { host } = new URL(endpoint)
  const headers = `content-type:${TYPE}\nhost:${host}\nx-tc-action:${action.toLowerCase()}\n`
  return ['POST', '/', '', headers, 'content-type;host;x-tc-action', sha256(body)].join('\n')
}

/** A call signed by TC3: https://cloud.tencent.com/document/api/382/52072 */
export function tencentRequest(call: TencentCall): Asking {
  const date = new Date(call.timestamp * 1000).toISOString().slice(0, 10)
  const scope = `${date}/${call.service}/tc3_request`
  const toSign = [ALGORITHM, String(call.timestamp), scope, sha256(tencentCanonical(call))].join('\n')
  const key = keyed(keyed(keyed(`TC3${call.secretKey}`, date), call.service), 'tc3_request')
  const signature = keyed(key, toSign).toString('hex')
  return {
    url: new URL('/', call.endpoint).href,
    method: 'POST',
    headers: {
      authorization:
        `${ALGORITHM} Credential=${call.secretId}/${scope}, ` +
        `SignedHeaders=content-type;host;x-tc-action, Signature=${signature}`,
      'content-type': TYPE,
      host: new URL(call.endpoint).host,
      'x-tc-action': call.action,
      'x-tc-timestamp': String(call.timestamp),
      'x-tc-version': call.version,
      'x-tc-region': call.region,
    },
    body: call.body,
  }
}

/** SMS by Tencent Cloud: a template approved there, whose blanks are filled by position. */
export function tencentOutlet(
  of: TencentSettings & Readonly<{ secret: string; reach: Reach; now: Clock }>,
): Mailer {
  return {
    send: async (mail) => {
      if (!mail.template) return refused('template_missing')
      const body = JSON.stringify({
        PhoneNumberSet: [e164(mail.to, of.country)],
        SmsSdkAppId: of.appId,
        SignName: of.signName,
        TemplateId: mail.template.code,
        TemplateParamSet: mail.template.values.map(({ value }) => value),
        // X5: our own id travels with the message.
        SessionContext: mail.id,
      })
      const asking = tencentRequest({
        endpoint: of.endpoint,
        service: 'sms',
        action: 'SendSms',
        version: '2021-01-11',
        region: of.region,
        body,
        secretId: of.secretId,
        secretKey: of.secret,
        timestamp: Math.floor(of.now() / 1000),
      })
      return judge(objectOf(await of.reach(asking)))
    },
  }
}

/** Final for this number or this text; everything else is tried again. */
const NEVER: readonly RegExp[] = [
  /^InvalidParameterValue\.(IncorrectPhoneNumber|TemplateParameter\w+)$/,
  /^FailedOperation\.(PhoneNumberInBlacklist|ContainSensitiveWord|TemplateParamSetNotMatchApprovedTemplate)$/,
  /^UnsupportedOperation\.\w+$/,
]

function judge(answer: ReturnType<typeof objectOf>): HandOff {
  if ('outcome' in answer) return answer
  const response = (answer.of['Response'] ?? {}) as Record<string, unknown>
  const error = response['Error'] as Record<string, unknown> | undefined
  const set = response['SendStatusSet']
  const sent = (Array.isArray(set) ? set[0] : undefined) as Record<string, unknown> | undefined
  const code = textOf((error ?? sent)?.['Code'])
  if (!error && code === 'Ok') return { outcome: 'taken', ref: textOf(sent?.['SerialNo']) }
  const said = `${code || answer.status} ${textOf((error ?? sent)?.['Message'])}`
  return NEVER.some((of) => of.test(code)) ? refused(said) : later(said)
}
