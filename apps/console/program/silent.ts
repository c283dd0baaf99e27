import { programDocument } from '#domain/program/contract'
import { keysOf } from './parts.ts'
import type { Part } from './parts.ts'
import { same, writtenOut } from './raw.ts'
import type { Raw } from './raw.ts'

/** What always has to be said: how sales are made, and what becomes of value that comes back. */
const ALWAYS: readonly Part[] = ['earning', 'storedValue', 'returns', 'till', 'authentication']

const EMPTY: Raw = writtenOut({})
const known = (key: string): boolean => key in programDocument.shape

/** Whether a part promises nothing: it says what a document says that leaves it out. */
export function saysNothing(part: Part, raw: Raw): boolean {
  if (ALWAYS.includes(part)) return false
  return keysOf(part).every((key) => known(key) && (raw[key] === undefined || same(raw[key], EMPTY[key])))
}
