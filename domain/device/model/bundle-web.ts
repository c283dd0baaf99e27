import { joined } from './bundle.ts'

/**
 * The cryptography of a bundle by the standard every browser and Node speak. Sealed is: the ephemeral X25519 key 32,
 * nonce 12, AES-256-GCM text with its tag 16. The key is HKDF-SHA-256 of the shared secret, salted with both public
 * keys.
 */
export type Subtle = typeof globalThis.crypto.subtle
type Key = Awaited<ReturnType<Subtle['importKey']>>

export const SEAL_INFO = 'zhiji bundle 1'
export const NONCE_BYTES = 12
export const KEY_BYTES = 32
export const TAG_BYTES = 16

const INFO = new TextEncoder().encode(SEAL_INFO)
type Bytes = Uint8Array<ArrayBuffer>
/** The standard takes no shared memory; a copy never is. */
const own = (bytes: Uint8Array): Bytes => new Uint8Array(bytes)

/** Seals to somebody's X25519 key with a key made for this once. */
export async function sealWith(
  subtle: Subtle,
  of: Readonly<{ to: Uint8Array; nonce: Uint8Array; plain: Uint8Array; bound: Uint8Array }>,
): Promise<Uint8Array> {
  const pair = (await subtle.generateKey({ name: 'X25519' }, true, ['deriveBits'])) as {
    privateKey: Key
    publicKey: Key
  }
  const ephemeral = new Uint8Array(await subtle.exportKey('raw', pair.publicKey))
  const key = await sharedKey(subtle, { own: pair.privateKey, other: of.to, salt: [ephemeral, of.to] })
  const sealed = new Uint8Array(
    await subtle.encrypt(
      { name: 'AES-GCM', iv: own(of.nonce), additionalData: own(of.bound) },
      key,
      own(of.plain),
    ),
  )
  return joined(ephemeral, of.nonce, sealed)
}

/** Null when it was sealed to somebody else or touched. */
export async function openWith(
  subtle: Subtle,
  of: Readonly<{ privateKey: Key; publicKey: Uint8Array; sealed: Uint8Array; bound: Uint8Array }>,
): Promise<Uint8Array | null> {
  const { sealed, publicKey } = of
  if (sealed.length < KEY_BYTES + NONCE_BYTES + TAG_BYTES) return null
  const ephemeral = sealed.slice(0, KEY_BYTES)
  const iv = own(sealed.subarray(KEY_BYTES, KEY_BYTES + NONCE_BYTES))
  try {
    const key = await sharedKey(subtle, {
      own: of.privateKey,
      other: ephemeral,
      salt: [ephemeral, publicKey],
    })
    const rest = own(sealed.subarray(KEY_BYTES + NONCE_BYTES))
    return new Uint8Array(
      await subtle.decrypt({ name: 'AES-GCM', iv, additionalData: own(of.bound) }, key, rest),
    )
  } catch {
    return null
  }
}

async function sharedKey(
  subtle: Subtle,
  of: Readonly<{ own: Key; other: Uint8Array; salt: readonly Uint8Array[] }>,
): Promise<Key> {
  const other = await subtle.importKey('raw', own(of.other), { name: 'X25519' }, false, [])
  const secret = await subtle.deriveBits({ name: 'X25519', public: other }, of.own, KEY_BYTES * 8)
  const base = await subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey'])
  const how = { name: 'HKDF', hash: 'SHA-256', salt: own(joined(...of.salt)), info: INFO }
  return subtle.deriveKey(how, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

export const sha256With = async (subtle: Subtle, bytes: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await subtle.digest('SHA-256', own(bytes)))

/** Gzip by streams, as browsers offer it. */
export const gzipWith = async (bytes: Uint8Array): Promise<Uint8Array> =>
  present(await through(bytes, new CompressionStream('gzip'), Number.MAX_SAFE_INTEGER))

/** Null when it is no gzip, or comes to more than `most` bytes: reading stops there. */
export const gunzipWith = (bytes: Uint8Array, most: number): Promise<Uint8Array | null> =>
  through(bytes, new DecompressionStream('gzip'), most)

const present = (bytes: Uint8Array | null): Uint8Array => bytes ?? new Uint8Array()

type Step = Readonly<{ readable: ReadableStream<Uint8Array>; writable: WritableStream<Bytes> }>

async function through(bytes: Uint8Array, step: unknown, most: number): Promise<Uint8Array | null> {
  // Both platforms' types of these streams are narrower than what they take.
  const { readable, writable } = step as Step
  const writer = writable.getWriter()
  const written = writer.write(own(bytes)).then(() => writer.close())
  // A broken stream is told by the reader; a writer left alone must not be told twice.
  written.catch(() => undefined)
  const reader = readable.getReader()
  const parts: Uint8Array[] = []
  let length = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) break
      length += value.length
      if (length > most) {
        await reader.cancel()
        return null
      }
      parts.push(value)
    }
  } catch {
    return null
  }
  return joined(...parts)
}
