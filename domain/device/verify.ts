import { createHash, createPublicKey, verify as verifyBytes } from 'node:crypto'

const SPKI_ED25519 = Buffer.from('302a300506032b6570032100', 'hex')

/** Whether an Ed25519 signature (base64) over a text is good for a public key of 32 bytes in base64. */
export function signatureGood(
  of: Readonly<{ key: string; text: string | Uint8Array; signature: string }>,
): boolean {
  const raw = Buffer.from(of.key, 'base64')
  const signature = Buffer.from(of.signature, 'base64')
  // Node reads base64 leniently; only the one spelling of a signature is one.
  if (raw.length !== 32 || signature.length !== 64 || signature.toString('base64') !== of.signature)
    return false
  const key = createPublicKey({ key: Buffer.concat([SPKI_ED25519, raw]), format: 'der', type: 'spki' })
  const bytes = typeof of.text === 'string' ? Buffer.from(of.text, 'utf8') : of.text
  return verifyBytes(null, bytes, key, signature)
}

/** SHA-256 of a text as hexadecimal digits. */
export const hashOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
