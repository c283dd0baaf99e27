import { createHash } from 'node:crypto'

export const TOKEN_BYTES = 32

export const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()

export const tokenText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

/** What two people compare by eye: the first eight hexadecimal digits of SHA-256 over a public key as it is written. */
export function shortHash(publicKey: string): string {
  const digits = createHash('sha256').update(publicKey).digest('hex').slice(0, 8)
  return `${digits.slice(0, 4)}-${digits.slice(4)}`
}
