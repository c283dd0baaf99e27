import { z } from 'zod'
import { must } from './must.ts'

/** A UUID that knows what it names. UUIDv7, made by whoever first has the wish. */
export type Id<Of extends string> = string & { readonly idOf?: Of }

/** Input schema of an id. */
export const idOf = <Of extends string>() => z.guid().transform((text) => text.toLowerCase() as Id<Of>)

/** Twelve bits of an id count within its millisecond (RFC 9562 §6.2, method 1). */
const COUNTS = 4096

/**
 * RFC 9562 version 7 from a millisecond clock and ten random bytes, both handed in. With `nth` (from 0) ids
 * made one after
 * another in one millisecond also sort in that order; beyond 4,096 the next millisecond is borrowed.
 */
export function uuidv7(ms: number, random: Uint8Array, nth?: number): string {
  must(random.length >= 10, 'ids: ten random bytes make an id')
  const bytes = new Uint8Array(16)
  const time = nth === undefined ? ms : ms + Math.floor(nth / COUNTS)
  for (let at = 0; at < 6; at++) bytes[5 - at] = Math.floor(time / 256 ** at) % 256
  bytes.set(random.subarray(0, 10), 6)
  if (nth !== undefined) {
    bytes[6] = Math.floor((nth % COUNTS) / 256)
    bytes[7] = nth % 256
  }
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  let text = ''
  for (let at = 0; at < 16; at++) {
    if (at === 4 || at === 6 || at === 8 || at === 10) text += '-'
    text += HEX[bytes[at] ?? 0] ?? ''
  }
  return text
}

/** Every byte as text: a sale makes several ids, and they are most of what it writes. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
