import { hash } from 'node:crypto'
import { canonical } from '#base/fingerprint'

/**
 * SHA-256 over canonical JSON, in base64url: tells a retry of the same content from a second wish under the
 * same id (X2).
 */
export const fingerprint = (content: unknown): string => hash('sha256', canonical(content), 'base64url')
