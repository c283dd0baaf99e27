/** Seeded chance (mulberry32): the same seed throws the same dice on every machine. */
export type Dice = Readonly<{
  /** In [0, 1). */
  share: () => number
  /** From 0 to below `n`. */
  below: (n: number) => number
  /** True in this share of throws. */
  hits: (share: number) => boolean
  pick: <T>(from: readonly T[]) => T
  bytes: (count: number) => Uint8Array
}>

export function diceOf(seed: number): Dice {
  let state = seed >>> 0
  const share = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (n: number) => Math.floor(share() * n)
  return {
    share,
    below,
    hits: (of) => share() < of,
    pick: (from) => {
      const found = from[below(from.length)]
      if (found === undefined) throw new Error('simulation: nothing to pick from')
      return found
    },
    bytes: (count) => Uint8Array.from({ length: count }, () => below(256)),
  }
}
