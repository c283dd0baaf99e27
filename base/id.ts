import { z } from 'zod'
import { must } from './must.ts'

/** A UUID that knows what it names. UUIDv7, made by whoever first has the wish. */
export type Id<Of extends string> = string & { readonly idOf?: Of }

/** Input schema of an id. */
export const idOf = <Of extends string>() => z.guid().transform((text) => text.toLowerCase() as Id<Of>)

/** RFC 9562 version 7 from a millisecond clock and ten random bytes; both are handed in. */
export function uuidv7(ms: number, random: Uint8Array): string {
  must(random.length >= 10, 'ids: ten random bytes make an id')
  const bytes = new Uint8Array(16)
  for (let at = 0; at < 6; at++) bytes[5 - at] = Math.floor(ms / 256 ** at) % 256
  bytes.set(random.subarray(0, 10), 6)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
