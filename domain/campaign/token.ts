import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { idOfLink, linkToken } from '#domain/member/index'

const MARK_BYTES = 16

/** The salt of a campaign: of this chain and this campaign only, and it does not give the chain's own away. */
export const saltOf = (chainSalt: string, campaignId: string): string =>
  createHash('sha256').update(`${chainSalt}:campaign:${campaignId}`).digest('hex').slice(0, 16)

const UNSUBSCRIBE = 'unsubscribe'

/** The proof in an unsubscribe link: the message's id and a mark nobody else can make; names no member. */
export const unsubscribeToken = (chainSalt: string, messageId: string): string =>
  linkToken(chainSalt, UNSUBSCRIBE, messageId)

/** The message a token is for; null when we did not make it. */
export const messageOfToken = (chainSalt: string, token: string): string | null =>
  idOfLink(chainSalt, UNSUBSCRIBE, token)

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

const PREFERENCES = 'preferences'

/** The proof in a member's own link to the preference centre; apart from those of messages. */
export const preferenceToken = (chainSalt: string, memberId: string): string =>
  linkToken(chainSalt, PREFERENCES, memberId)

/** The member a preference link is for; null when we did not make it. */
export const memberOfToken = (chainSalt: string, token: string): string | null =>
  idOfLink(chainSalt, PREFERENCES, token)
