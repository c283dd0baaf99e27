import { createHmac, timingSafeEqual } from 'node:crypto'
import type { TwilioSettings } from '#domain/campaign/contract/carrier'
import type { HandOff, Mailer } from '#domain/campaign/model'
import { later, objectOf, refused, textOf } from './answers.ts'
import { e164 } from './phone.ts'
import type { Reach } from './reach.ts'

/**
 * SMS by Twilio. Receipts come to `receiptUrl` with our id in the query, because Twilio keeps no reference of ours
 * (X5).
 */
export function twilioOutlet(
  of: TwilioSettings & Readonly<{ secret: string; reach: Reach; receiptUrl: string | null }>,
): Mailer {
  const authorization = `Basic ${Buffer.from(`${of.accountSid}:${of.secret}`).toString('base64')}`
  const url = new URL(`/2010-04-01/Accounts/${encodeURIComponent(of.accountSid)}/Messages.json`, of.endpoint)
  return {
    send: async (mail) => {
      const form = new URLSearchParams({ To: e164(mail.to, of.country), Body: mail.text })
      form.set(of.from.startsWith('MG') ? 'MessagingServiceSid' : 'From', of.from)
      if (of.receiptUrl !== null) form.set('StatusCallback', `${of.receiptUrl}?id=${mail.id}`)
      const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' }
      const reached = await of.reach({ url: url.href, method: 'POST', headers, body: form.toString() })
      return judge(objectOf(reached))
    },
  }
}

/** About this very recipient: https://www.twilio.com/docs/api/errors */
const NEVER = new Set(['21211', '21214', '21217', '21610', '21614', '21617', '21408', '21612'])

function judge(answer: ReturnType<typeof objectOf>): HandOff {
  if ('outcome' in answer) return answer
  const { status, of } = answer
  if (status === 201 || status === 200) return { outcome: 'taken', ref: textOf(of['sid']) }
  const code = textOf(of['code'])
  const said = `${code || status} ${textOf(of['message'])}`
  return NEVER.has(code) ? refused(said) : later(said)
}

/** What Twilio signs a callback with: https://www.twilio.com/docs/usage/security#validating-requests */
export function twilioSignature(
  authToken: string,
  of: Readonly<{ url: string; params: Readonly<Record<string, string>> }>,
): string {
  const said = Object.keys(of.params)
    .toSorted()
    .map((key) => `${key}${of.params[key]}`)
    .join('')
  return createHmac('sha1', authToken).update(`${of.url}${said}`, 'utf8').digest('base64')
}

export function isTwilios(
  authToken: string,
  of: Readonly<{ url: string; params: Readonly<Record<string, string>>; signature: string }>,
): boolean {
  const right = Buffer.from(twilioSignature(authToken, of))
  const given = Buffer.from(of.signature)
  return right.length === given.length && timingSafeEqual(right, given)
}
