import { createHash } from 'node:crypto'
import { canonical } from '#base/fingerprint'

/** SHA-256, hexadecimal, over canonical JSON: equal content has equal prints. A digest is pure, hence node:crypto here. */
export const fingerprint = (content: unknown): string =>
  createHash('sha256').update(canonical(content)).digest('hex')

/** A UUID (version 8, RFC 9562) from words: the same file read again makes the same wishes with the same ids. */
export function idFrom(...words: readonly string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(words)).digest('hex')
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Counts equal contents of one file: a second identical purchase is its own, and keeps its key on reading again. */
export function occurrences(): (print: string) => number {
  const seen = new Map<string, number>()
  return (print) => {
    const times = (seen.get(print) ?? 0) + 1
    seen.set(print, times)
    return times
  }
}
