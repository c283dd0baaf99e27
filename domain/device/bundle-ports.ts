import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { KEY_BYTES, NONCE_BYTES, SEAL_INFO, TAG_BYTES } from './model/bundle-web.ts'

/** The same cryptography as `model/bundle-web`, with keys made of bytes that are handed in. */

const PKCS8_X25519 = Buffer.from('302e020100300506032b656e04220420', 'hex')
const SPKI_X25519 = Buffer.from('302a300506032b656e032100', 'hex')

/** X25519 keys by their 32 bytes. */
export const sealPrivate = (raw: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8_X25519, raw]), format: 'der', type: 'pkcs8' })
const sealPublic = (raw: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([SPKI_X25519, raw]), format: 'der', type: 'spki' })
const rawOf = (privateKey: KeyObject): Buffer =>
  createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(SPKI_X25519.length)

export const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

/** `dice`: 44 bytes of chance, for a key made for this once and its nonce. */
export function seal(
  plain: Uint8Array,
  of: Readonly<{ to: Uint8Array; bound: Uint8Array; dice: Uint8Array }>,
): Uint8Array {
  const once = sealPrivate(of.dice.subarray(0, KEY_BYTES))
  const nonce = of.dice.subarray(KEY_BYTES, KEY_BYTES + NONCE_BYTES)
  const ephemeral = rawOf(once)
  const key = sharedKey(once, of.to, [ephemeral, of.to])
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(of.bound)
  return Buffer.concat([ephemeral, nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** Null when it was sealed to another key, or touched. */
export function open(
  sealed: Uint8Array,
  of: Readonly<{ privateKey: KeyObject; bound: Uint8Array }>,
): Uint8Array | null {
  if (sealed.length < KEY_BYTES + NONCE_BYTES + TAG_BYTES) return null
  const ephemeral = sealed.subarray(0, KEY_BYTES)
  const nonce = sealed.subarray(KEY_BYTES, KEY_BYTES + NONCE_BYTES)
  const text = sealed.subarray(KEY_BYTES + NONCE_BYTES, sealed.length - TAG_BYTES)
  try {
    const key = sharedKey(of.privateKey, ephemeral, [ephemeral, rawOf(of.privateKey)])
    const cipher = createDecipheriv('aes-256-gcm', key, nonce).setAAD(of.bound)
    cipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES))
    return Buffer.concat([cipher.update(text), cipher.final()])
  } catch {
    return null
  }
}

function sharedKey(own: KeyObject, other: Uint8Array, salt: readonly Uint8Array[]): Buffer {
  const secret = diffieHellman({ privateKey: own, publicKey: sealPublic(other) })
  return Buffer.from(hkdfSync('sha256', secret, Buffer.concat(salt), SEAL_INFO, 32))
}

const gzipped = promisify(gzip) as (bytes: Uint8Array) => Promise<Buffer>
const gunzipped = promisify(gunzip) as (
  bytes: Uint8Array,
  how: { maxOutputLength: number },
) => Promise<Buffer>

export const packed = (bytes: Uint8Array): Promise<Uint8Array> => gzipped(bytes)

/** Null when it is no gzip, or would come to more than `most` bytes: unpacking stops there. */
export async function unpacked(bytes: Uint8Array, most: number): Promise<Uint8Array | null> {
  try {
    return await gunzipped(bytes, { maxOutputLength: Math.max(1, most) })
  } catch {
    return null
  }
}
