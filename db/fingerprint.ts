import { createHash } from 'node:crypto'
import { canonical } from '#base/fingerprint'

/**
 * SHA-256 over canonical JSON, in base64url: tells a retry of the same content from a second wish under the
 * same id (X2).
 */
export const fingerprint = (content: unknown): string =>
  createHash('sha256').update(canonical(content)).digest('base64url')
