import { z } from 'zod'
import { must } from './must.ts'

/** A UUID that knows what it names. UUIDv7, made by whoever first has the wish. */
export type Id<Of extends string> = string & { readonly idOf?: Of }

/**
 * Input schema of an id. Not a `transform`, which hangs a function on every value that it reads: with V8 11 all that a
 * request leaves behind then lives on until the next full collection.
 */
export const idOf = <Of extends string>() => z.guid().toLowerCase() as unknown as z.ZodType<Id<Of>, string>

/** Twelve bits of an id count within its millisecond (RFC 9562 §6.2, method 1). */
const COUNTS = 4096

/**
 * RFC 9562 version 7 from a millisecond clock and ten random bytes, both handed in. With `nth` (from 0) ids
 * made one after
 * another in one millisecond also sort in that order; beyond 4,096 the next millisecond is borrowed.
 */
export function uuidv7(ms: number, random: Uint8Array, nth?: number): string {
  must(random.length >= 10, 'ids: ten random bytes make an id')
  const of = (at: number): number => random[at] ?? 0
  const high = nth === undefined ? of(0) : Math.floor((nth % COUNTS) / 256)
  const low = nth === undefined ? of(1) : nth % 256
  const count = `${hex((high & 0x0f) | 0x70)}${hex(low)}`
  const first = `${timeText(nth === undefined ? ms : ms + Math.floor(nth / COUNTS))}-${count}`
  const last = `${hex(of(4))}${hex(of(5))}${hex(of(6))}${hex(of(7))}${hex(of(8))}${hex(of(9))}`
  return `${first}-${hex((of(2) & 0x3f) | 0x80)}${hex(of(3))}-${last}`
}

/** Every byte as text: a sale makes several ids, and they are most of what it writes. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const hex = (byte: number): string => HEX[byte] ?? ''

/** The time of the last id: most are made in the same millisecond as the one before. */
let lastTime = { ms: -1, text: '' }

function timeText(ms: number): string {
  if (ms !== lastTime.ms) {
    let text = ''
    for (let at = 5; at >= 0; at -= 1) {
      text += hex(Math.floor(ms / 256 ** at) % 256)
      if (at === 2) text += '-'
    }
    lastTime = { ms, text }
  }
  return lastTime.text
}
