import { createHash, timingSafeEqual } from 'node:crypto'
import type { WechatSettings } from '#domain/campaign/contract/carrier'
import type { HandOff, Mailer } from '#domain/campaign/model'
import { later, objectOf, refused, textOf } from './answers.ts'
import type { Clock } from './aliyun.ts'
import type { Reach } from './reach.ts'
import { STALE, tokenKeeper } from './wechat-token.ts'

type Having = WechatSettings & Readonly<{ secret: string; reach: Reach; now: Clock }>

/**
 * Template messages of an official account (服务号). The access token is kept until shortly before it ends; when the
 * platform says that it is no good, it is renewed once and the message tried again at once.
 */
export function wechatOutlet(of: Having): Mailer {
  const token = tokenKeeper(of)
  const attempt = async (mail: Parameters<Mailer['send']>[0], anew: boolean): Promise<HandOff> => {
    if (!mail.template) return refused('template_missing')
    const found = await token(anew)
    if ('outcome' in found) return found
    const data = Object.fromEntries(mail.template.values.map(({ name, value }) => [name, { value }]))
    const body = JSON.stringify({
      touser: mail.to,
      template_id: mail.template.code,
      data,
      ...(of.url === '' ? {} : { url: of.url }),
      // X5: the platform takes the same id once.
      client_msg_id: mail.id.replaceAll('-', ''),
    })
    const url = new URL('/cgi-bin/message/template/send', of.endpoint)
    url.searchParams.set('access_token', found.text)
    const headers = { 'content-type': 'application/json' }
    const answer = objectOf(await of.reach({ url: url.href, method: 'POST', headers, body }))
    if ('outcome' in answer) return answer
    const code = textOf(answer.of['errcode'])
    if (STALE.has(code) && !anew) return attempt(mail, true)
    return judge(code, answer.of)
  }
  return { send: (mail) => attempt(mail, false) }
}

/** Not a follower, refused by the user, no such openid, wrong template data, the same id once more. */
const NEVER = new Set(['43004', '43101', '40003', '47003', '40037'])
const ALREADY = '45168'

function judge(code: string, of: Readonly<Record<string, unknown>>): HandOff {
  if (code === '0' || code === ALREADY) return { outcome: 'taken', ref: textOf(of['msgid']) }
  const said = `${code} ${textOf(of['errmsg'])}`
  return NEVER.has(code) ? refused(said) : later(said)
}

/** Whether a push comes from the platform: SHA-1 over token, timestamp and nonce in the order of their text. */
export function isWechats(
  token: string,
  of: Readonly<{ timestamp: string; nonce: string; signature: string }>,
): boolean {
  const right = createHash('sha1').update([token, of.timestamp, of.nonce].toSorted().join('')).digest('hex')
  const given = Buffer.from(of.signature)
  return given.length === right.length && timingSafeEqual(Buffer.from(right), given)
}
