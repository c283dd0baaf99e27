import { z } from 'zod'
import type { Heard } from '#domain/campaign/index'
import type { Finish } from '#domain/content/index'

const nothing: Heard = { receipts: [], replies: [] }
const text = z.union([z.string(), z.number()]).transform(String)
const optional = text.nullish().transform((value) => value ?? null)

function parsed<T>(schema: z.ZodType<T>, body: string): T | null {
  try {
    return schema.safeParse(JSON.parse(body)).data ?? null
  } catch {
    // Not JSON at all: their trouble, and nothing to write down.
    return null
  }
}

const aliyun = z.array(
  z.object({
    // A receipt (SmsReport) …
    out_id: optional,
    biz_id: optional,
    success: z.boolean().nullish(),
    err_code: optional,
    // … or a reply (SmsUp).
    phone_number: optional,
    content: optional,
    sequence_id: optional,
  }),
)

/** SmsReport and SmsUp: https://help.aliyun.com/zh/sms/developer-reference/configure-delivery-receipts-1 */
export function aliyunHeard(body: string): Heard {
  const rows = parsed(aliyun, body) ?? []
  return {
    receipts: rows.flatMap(({ out_id: id, biz_id: ref, success, err_code: code }) =>
      typeof success === 'boolean' ? [{ id, ref, delivered: success, code: code ?? '' }] : [],
    ),
    replies: rows.flatMap(({ phone_number: from, content, sequence_id: ref, success }) =>
      typeof success !== 'boolean' && from !== null && content !== null ? [{ from, text: content, ref }] : [],
    ),
  }
}

const receipt = z.object({ sid: text, report_status: text, errmsg: optional })
const reply = z.object({ nationcode: text.default('86'), mobile: text, text, sign: optional, time: optional })

/** Receipts come as a list, a reply by itself: https://cloud.tencent.com/document/product/382/59178 */
export function tencentHeard(body: string): Heard {
  const rows = parsed(z.array(receipt), body)
  if (rows !== null) {
    const receipts = rows.map(({ sid, report_status: state, errmsg }) => ({
      id: null,
      ref: sid,
      delivered: state === 'SUCCESS',
      code: errmsg ?? state,
    }))
    return { receipts, replies: [] }
  }
  const one = parsed(reply, body)
  if (one === null) return nothing
  const ref = one.time === null ? null : `${one.time} ${one.mobile.slice(-4)}`
  return { receipts: [], replies: [{ from: `+${one.nationcode}${one.mobile}`, text: one.text, ref }] }
}

const FINAL = new Set(['delivered', 'read', 'undelivered', 'failed'])

/** https://www.twilio.com/docs/messaging/guides/track-outbound-message-status */
export function twilioHeard(params: Readonly<Record<string, string>>, id: string | null): Heard {
  const { MessageSid: ref = '', MessageStatus: status = '', From: from = '', Body: words } = params
  if (words !== undefined && status === '' && from !== '')
    return { receipts: [], replies: [{ from, text: words, ref }] }
  if (!FINAL.has(status)) return nothing
  const delivered = status === 'delivered' || status === 'read'
  return { receipts: [{ id, ref, delivered, code: params['ErrorCode'] ?? status }], replies: [] }
}

/** The platform writes flat XML with CDATA; what is needed of it is read by name, and nothing is expanded. */
const tag = (body: string, name: string): string =>
  new RegExp(`<${name}>(?:<!\\[CDATA\\[([\\s\\S]*?)\\]\\]>|([^<]*))</${name}>`)
    .exec(body)
    ?.slice(1)
    .find(Boolean) ?? ''

/** https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Receiving_standard_messages.html */
export function wechatHeard(body: string): Heard {
  const [from, kind, event] = [tag(body, 'FromUserName'), tag(body, 'MsgType'), tag(body, 'Event')]
  if (kind === 'event' && event === 'TEMPLATESENDJOBFINISH') {
    const status = tag(body, 'Status')
    const ref = tag(body, 'MsgID')
    return { receipts: [{ id: null, ref, delivered: status === 'success', code: status }], replies: [] }
  }
  // Whoever stops following wants no more of it.
  if (kind === 'event' && event === 'unsubscribe') {
    const ref = `unsubscribe ${tag(body, 'CreateTime')} ${from}`
    return { receipts: [], replies: from === '' ? [] : [{ from, text: '退订', ref }] }
  }
  if (kind !== 'text' || from === '') return nothing
  return { receipts: [], replies: [{ from, text: tag(body, 'Content'), ref: tag(body, 'MsgId') || null }] }
}

/** What became of a post to many (群发), by the platform's name for the call; null for anything else. */
export function wechatFinish(body: string): Finish | null {
  if (tag(body, 'MsgType') !== 'event' || tag(body, 'Event') !== 'MASSSENDJOBFINISH') return null
  // Both spellings are seen.
  const ref = tag(body, 'MsgID') || tag(body, 'MsgId')
  const count = (name: string): number => Math.max(0, Math.trunc(Number(tag(body, name))) || 0)
  const [total, filtered] = [count('TotalCount'), count('FilterCount')]
  const [sent, failed] = [count('SentCount'), count('ErrorCount')]
  return ref === '' ? null : { ref, status: tag(body, 'Status').slice(0, 100), total, filtered, sent, failed }
}

const webhook = z.object({
  type: z.enum(['receipt', 'reply']),
  data: z.object({
    id: optional,
    delivered: z.boolean().default(false),
    code: text.default(''),
    from: text.default(''),
    text: text.default(''),
    ref: optional,
  }),
})

/** What a system of the shop's own says back, signed as what we send it. */
export function webhookHeard(body: string): Heard {
  const said = parsed(webhook, body)
  if (said === null) return nothing
  const { id, delivered, code, from, text: words, ref } = said.data
  if (said.type === 'receipt') return { receipts: [{ id, ref, delivered, code }], replies: [] }
  return { receipts: [], replies: from === '' ? [] : [{ from, text: words, ref }] }
}
