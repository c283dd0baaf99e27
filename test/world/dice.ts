/** Bytes that are the same for the same seed (mulberry32): a failing run can be run again. */
export function seededBytes(seed: number): (count: number) => Uint8Array {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  return (count) => Uint8Array.from({ length: count }, () => next() & 0xff)
}
