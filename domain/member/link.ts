import { createHmac, timingSafeEqual } from 'node:crypto'

const MARK_BYTES = 16

const mark = (chainSalt: string, use: string, id: string): Buffer =>
  createHmac('sha256', chainSalt).update(`${use}:${id}`).digest().subarray(0, MARK_BYTES)

/**
 * The unguessable part of a link: an id, and a mark that only this chain can make and that is good for this use alone.
 * Whoever holds it needs no sign-in; it names nobody.
 */
export function linkToken(chainSalt: string, use: string, id: string): string {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex')
  return Buffer.concat([bytes, mark(chainSalt, use, id)]).toString('base64url')
}

/** The id a link is for; null when we did not make it for this use. */
export function idOfLink(chainSalt: string, use: string, token: string): string | null {
  const bytes = Buffer.from(token, 'base64url')
  if (bytes.length !== 16 + MARK_BYTES) return null
  const hex = bytes.subarray(0, 16).toString('hex')
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return timingSafeEqual(bytes.subarray(16), mark(chainSalt, use, id)) ? id : null
}

/** A link into the members' zone of the club (C46). */
export const CLUB_LINK = 'club'

/** A link to a member's own page: bookings, points and purchases (C90). */
export const BOOKING_LINK = 'booking'
