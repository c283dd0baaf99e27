import { compareIds, RUN_HEAD, runSizeAt } from './histories.ts'

// What everybody bought on every day, as runs of bytes in the order of their ids: those of some people make a part. A
// part is what the database hands over, so that keeping it costs no work and any window is looked at from memory.

/** People from `firstId` on, up to where the next part begins. The first part begins with the lowest id there is. */
export type Part = Readonly<{ firstId: Uint8Array; bytes: Uint8Array }>

/**
 * The same parts with what is now true of some people, given as runs in the order of their ids; an empty run takes its
 * person out. Parts nobody of whom has changed are the very same.
 */
export function amended(parts: readonly Part[], changed: Uint8Array): readonly Part[] {
  if (changed.length === 0) return parts
  let at = 0
  return parts.map((part, place) => {
    const next = parts[place + 1]
    const from = at
    at = next ? endBefore(changed, at, next.firstId) : changed.length
    return at === from ? part : { ...part, bytes: merged(part.bytes, changed.subarray(from, at)) }
  })
}

/** Where the first run begins, from a place on, whose id is not below this one. */
export function endBefore(runs: Uint8Array, from: number, id: Uint8Array): number {
  let at = from
  while (at < runs.length && compareIds(runs, at, id, 0) < 0) at += runSizeAt(runs, at)
  return at
}

/** Both in the order of their ids; where both speak of one person the changed one counts. */
function merged(before: Uint8Array, changed: Uint8Array): Uint8Array {
  const made = new Uint8Array(before.length + changed.length)
  let [length, kept, at] = [0, 0, 0]
  const take = (bytes: Uint8Array, from: number, to: number): void => {
    made.set(bytes.subarray(from, to), length)
    length += to - from
  }
  for (let c = 0; c < changed.length;) {
    const size = runSizeAt(changed, c)
    while (at < before.length && compareIds(before, at, changed, c) < 0) at += runSizeAt(before, at)
    take(before, kept, at)
    if (at < before.length && compareIds(before, at, changed, c) === 0) at += runSizeAt(before, at)
    kept = at
    if (size > RUN_HEAD) take(changed, c, c + size)
    c += size
  }
  take(before, kept, before.length)
  // What is over would be kept in memory too.
  return made.slice(0, length)
}

/** Bytes that parts take in memory. */
export const bytesOfParts = (parts: readonly Part[]): number =>
  parts.reduce((all, { bytes }) => all + bytes.length, 0)
