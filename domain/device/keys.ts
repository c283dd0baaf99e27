import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto'
import type { Work } from '#db/work'
import { chain } from '#domain/org/index'
import { sealedText, type SealedText } from './model/policy.ts'
import * as store from './store/head.ts'

/** A private key is its 32 bytes behind these words (RFC 8410). */
const PRIVATE = {
  sign: '302e020100300506032b657004220420',
  seal: '302e020100300506032b656e04220420',
} as const

const SEED_BYTES = 32
const SALT_BYTES = 16

/** Head office's keys; public ones as base64 of 32 bytes. The private ones stay in this process and its database. */
export type HeadKeys = Readonly<{
  chainId: string
  signKey: string
  sealKey: string
  signPrivate: KeyObject
  sealPrivate: KeyObject
  /** What whole mobile numbers are hashed with for tills. */
  mobileSalt: string
}>

/** Made once, when first asked for; of two that make them at once the second finds the first one's. */
export async function headKeys(work: Work): Promise<HeadKeys> {
  const found = (await store.headKey(work.tx)) ?? (await made(work))
  const signPrivate = privateKey('sign', found.signSeed)
  const sealPrivate = privateKey('seal', found.sealSeed)
  return {
    chainId: (await chain(work)).id,
    signKey: publicText(signPrivate),
    sealKey: publicText(sealPrivate),
    signPrivate,
    sealPrivate,
    mobileSalt: found.mobileSalt,
  }
}

const made = (work: Work): Promise<store.HeadRow> =>
  store.makeHeadKey(work, {
    signSeed: work.randomBytes(SEED_BYTES),
    sealSeed: work.randomBytes(SEED_BYTES),
    mobileSalt: Buffer.from(work.randomBytes(SALT_BYTES)).toString('base64url'),
  })

const privateKey = (use: keyof typeof PRIVATE, seed: Uint8Array): KeyObject =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from(PRIVATE[use], 'hex'), seed]),
    format: 'der',
    type: 'pkcs8',
  })

function publicText(of: KeyObject): string {
  const der = createPublicKey(of).export({ format: 'der', type: 'spki' })
  return der.subarray(der.length - SEED_BYTES).toString('base64')
}

/** Head office's signature over bytes. */
export const signBytes = async (work: Work, bytes: Uint8Array): Promise<Uint8Array> =>
  sign(null, bytes, (await headKeys(work)).signPrivate)

/** Words of head office with its signature; what it is over says what they are (`sealedText`). */
export async function signText(
  work: Work,
  kind: Parameters<typeof sealedText>[0],
  text: string,
): Promise<SealedText> {
  const signature = await signBytes(work, Buffer.from(sealedText(kind, text)))
  return { text, signature: Buffer.from(signature).toString('base64') }
}
