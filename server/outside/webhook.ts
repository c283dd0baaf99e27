import { createHmac, timingSafeEqual } from 'node:crypto'
import type { WebhookSettings } from '#domain/campaign/contract/carrier'
import type { Mailer } from '#domain/campaign/model'
import { later, refused } from './answers.ts'
import type { Clock } from './aliyun.ts'
import type { Reach } from './reach.ts'

/** `v1,…` over id, timestamp and body by the secret `whsec_…`: https://www.standardwebhooks.com */
export function webhookSignature(
  secret: string,
  of: Readonly<{ id: string; timestamp: number; body: string }>,
): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  return `v1,${createHmac('sha256', key).update(`${of.id}.${of.timestamp}.${of.body}`).digest('base64')}`
}

/**
 * Messages to a system of the shop's own. It may take the same one twice, and tells by `webhook-id`; 410 says that it
 * wants no more of this message.
 */
export function webhookOutlet(
  of: WebhookSettings & Readonly<{ secret: string; reach: Reach; now: Clock }>,
): Mailer {
  return {
    send: async (mail) => {
      const { id, to, subject, text, template = null, unsubscribeUrl = null } = mail
      const now = of.now()
      const data = { id, to, subject, text, template, unsubscribeUrl }
      const body = JSON.stringify({ type: 'message', timestamp: new Date(now).toISOString(), data })
      const timestamp = Math.floor(now / 1000)
      const headers = {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': webhookSignature(of.secret, { id, timestamp, body }),
      }
      const reached = await of.reach({ url: of.url, method: 'POST', headers, body })
      if ('trouble' in reached) return later(reached.trouble)
      const { status } = reached
      if (status >= 200 && status < 300) return { outcome: 'taken' }
      // A redirect is not followed: it could lead to an address nobody has looked at (mutant 38).
      return status === 410 || status === 400 || status === 422
        ? refused(String(status))
        : later(String(status))
    },
  }
}

/** A signed message is believed for so long, so that a copied one is worth nothing later. */
const BELIEVED_MS = 5 * 60_000

/** Whether a message was signed by the secret, lately; the header may hold several signatures. */
export function isWebhooks(
  secret: string,
  of: Readonly<{ id: string; timestamp: string; body: string; given: string; now: number }>,
): boolean {
  const seconds = Number(of.timestamp)
  if (!Number.isInteger(seconds) || Math.abs(of.now - seconds * 1000) > BELIEVED_MS) return false
  const right = Buffer.from(webhookSignature(secret, { id: of.id, timestamp: seconds, body: of.body }))
  return of.given.split(' ').some((one) => {
    const given = Buffer.from(one)
    return given.length === right.length && timingSafeEqual(given, right)
  })
}
