import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

const MARK_BYTES = 16

/** The salt of a campaign: of this chain and this campaign only, and it does not give the chain's own away. */
export const saltOf = (chainSalt: string, campaignId: string): string =>
  createHash('sha256').update(`${chainSalt}:campaign:${campaignId}`).digest('hex').slice(0, 16)

const mark = (chainSalt: string, messageId: string): Buffer =>
  createHmac('sha256', chainSalt).update(`unsubscribe:${messageId}`).digest().subarray(0, MARK_BYTES)

/** The proof in an unsubscribe link: the message's id and a mark nobody else can make; names no member. */
export function unsubscribeToken(chainSalt: string, messageId: string): string {
  const id = Buffer.from(messageId.replaceAll('-', ''), 'hex')
  return Buffer.concat([id, mark(chainSalt, messageId)]).toString('base64url')
}

/** The message a token is for; null when we did not make it. */
export function messageOfToken(chainSalt: string, token: string): string | null {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== 16 + MARK_BYTES) return null
  const hex = bytes.subarray(0, 16).toString('hex')
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return timingSafeEqual(bytes.subarray(16), mark(chainSalt, id)) ? id : null
}
