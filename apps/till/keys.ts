import { present } from '#base/must'
import { RECEIPT_SECRET_BYTES } from '#domain/device/model/e-receipt'
import { sealedText, type SealedText } from '#domain/device/model/policy'

/** This till's two key pairs. The private halves cannot be taken out of the browser, not even by this program. */
export type TillKeys = Readonly<{ sign: CryptoKeyPair; seal: CryptoKeyPair }>

/** Why this browser cannot be a till; null when it can. */
export type Unfit = 'insecure' | 'too_old'

/** Whether this page and this browser can hold a till's keys: only tried is known. */
export async function unfitness(): Promise<Unfit | null> {
  if (!isSecureContext) return 'insecure'
  if (!('locks' in navigator) || !('serviceWorker' in navigator) || !('indexedDB' in globalThis))
    return 'too_old'
  try {
    await makeKeys()
    return null
  } catch {
    return 'too_old'
  }
}

export async function makeKeys(): Promise<TillKeys> {
  const sign = (await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])) as CryptoKeyPair
  const seal = (await crypto.subtle.generateKey('X25519', false, ['deriveBits'])) as CryptoKeyPair
  return { sign, seal }
}

/** The public half as it travels: base64 of its 32 bytes. */
export const publicText = async ({ publicKey }: CryptoKeyPair): Promise<string> =>
  base64(new Uint8Array(await crypto.subtle.exportKey('raw', publicKey)))

/** The secret of one receipt (see `RECEIPT_SECRET`). */
export function newReceiptSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(RECEIPT_SECRET_BYTES))
  return base64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

const utf8 = new TextEncoder()

/** Base64 of an Ed25519 signature over the UTF-8 of a text. */
export async function signText({ privateKey }: CryptoKeyPair, text: string): Promise<string> {
  return base64(new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, utf8.encode(text))))
}

/** Whether the signature is good for the key; a key or signature that cannot be read is not. */
export async function verifyText(key: string, text: string, signature: string): Promise<boolean> {
  try {
    const publicKey = await crypto.subtle.importKey('raw', bytesOf(key), 'Ed25519', false, ['verify'])
    return await crypto.subtle.verify('Ed25519', publicKey, bytesOf(signature), utf8.encode(text))
  } catch {
    return false
  }
}

/** Whether head office signed these words as a policy, a reservation or an answer. */
export const signedByHeadOffice = (
  key: string,
  kind: Parameters<typeof sealedText>[0],
  { text, signature }: SealedText,
): Promise<boolean> => verifyText(key, sealedText(kind, text), signature)

/** SHA-256 of the UTF-8 of a text, in hex: what events are chained by. */
export async function sha256Hex(text: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', utf8.encode(text)))
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export type PinVerifier = Readonly<{ salt: string; rounds: number; hash: string }>

/** Whether this is the PIN behind the verifier: PBKDF2-SHA-256 of its UTF-8. */
export async function isPin(pin: string, { salt, rounds, hash }: PinVerifier): Promise<boolean> {
  const secret = await crypto.subtle.importKey('raw', utf8.encode(pin), 'PBKDF2', false, ['deriveBits'])
  const wanted = bytesOf(hash)
  const bits = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt: bytesOf(salt), iterations: rounds },
    secret,
    wanted.length * 8,
  )
  return base64(new Uint8Array(bits)) === base64(wanted)
}

/** Chunks, because a call takes only so many arguments. */
const CHUNK = 0x8000

export function base64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += CHUNK)
    text += String.fromCodePoint(...bytes.subarray(at, at + CHUNK))
  return btoa(text)
}

/** Throws a DOMException for what is no base64. */
export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const raw = atob(text)
  const bytes = new Uint8Array(raw.length)
  for (let at = 0; at < raw.length; at++)
    bytes[at] = present(raw.codePointAt(at), 'till: a string has its characters')
  return bytes
}
