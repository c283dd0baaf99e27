import { hash } from 'node:crypto'
import type { Seal } from './head-office.ts'

/**
 * Signatures of the simulation: a hash with the key, which nobody without the key can make. Real Ed25519 would cost
 * more than everything else together; it is put to the proof by the mutated bundles (T19).
 */
export const nodeSeal: Seal = {
  hash: (text) => hash('sha256', text, 'hex'),
  sign: (key, text) => hash('sha256', `signed with ${key}\n${text}`, 'base64'),
}
