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
export const messageOfToken = (chainSalt: string, token: string): string | null =>
  idOfToken(token, (id) => mark(chainSalt, id))

function idOfToken(token: string, markOf: (id: string) => Buffer): string | null {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== 16 + MARK_BYTES) return null
  const hex = bytes.subarray(0, 16).toString('hex')
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return timingSafeEqual(bytes.subarray(16), markOf(id)) ? id : null
}

/** The unguessable part of the address a provider sends receipts and replies to; most of them sign nothing. */
export const hookToken = (chainSalt: string, carrierId: string): string =>
  createHmac('sha256', chainSalt)
    .update(`hook:${carrierId}`)
    .digest()
    .subarray(0, MARK_BYTES)
    .toString('base64url')

export const isHookToken = (chainSalt: string, carrierId: string, given: string): boolean => {
  const right = Buffer.from(hookToken(chainSalt, carrierId))
  const said = Buffer.from(given)
  return right.length === said.length && timingSafeEqual(right, said)
}

const preferenceMark = (chainSalt: string, memberId: string): Buffer =>
  createHmac('sha256', chainSalt).update(`preferences:${memberId}`).digest().subarray(0, MARK_BYTES)

/** The proof in a member's own link to the preference centre; apart from those of messages. */
export const preferenceToken = (chainSalt: string, memberId: string): string =>
  Buffer.concat([
    Buffer.from(memberId.replaceAll('-', ''), 'hex'),
    preferenceMark(chainSalt, memberId),
  ]).toString('base64url')

/** The member a preference link is for; null when we did not make it. */
export const memberOfToken = (chainSalt: string, token: string): string | null =>
  idOfToken(token, (id) => preferenceMark(chainSalt, id))
