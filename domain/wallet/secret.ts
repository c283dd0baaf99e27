import { createHash } from 'node:crypto'

/** Crockford's alphabet without letters that read like digits: a cashier can type it. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 16

/** Sixteen letters of five bits: 80 random bits, in groups of four (promises C6 asks for 64). */
export function secretText(bytes: Uint8Array): string {
  const letters = Array.from(bytes.subarray(0, LENGTH), (byte) => LETTERS[byte & 31])
  return letters.join('').replaceAll(/(.{4})(?=.)/g, '$1-')
}

/** What is kept of a secret; typed with or without its dashes, in either case. */
export const secretHash = (secret: string): string =>
  createHash('sha256')
    .update(secret.toUpperCase().replaceAll(/[^0-9A-Z]/g, ''))
    .digest('hex')
