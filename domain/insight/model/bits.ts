// Doubles by their bits: the upper half of a double, read as a whole number, ascends with it. The first 18 bits tell
// sign, power of two and six digits of the rest, so that values fall into narrow buckets however far they spread, and
// no pass is needed to find how far that is. More digits make narrower buckets, and tables that do not fit the cache.

/** Which half of a double comes first is the machine's. */
const UPPER = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1 ? 1 : 0
const SHIFT = 14
/** Buckets of negative values lie below this one, which begins with zero. */
const ZERO = 1 << (31 - SHIFT)
export const BIT_BUCKETS = ZERO * 2
/** Infinities and what is no number have buckets of their own at either end. */
const ENDS = 1 << (20 - SHIFT)

export const upperHalves = (values: Float64Array): Int32Array =>
  new Int32Array(values.buffer, values.byteOffset, values.length * 2)

/** The bucket of a double at a place of the column, by its halves: buckets ascend with values. */
export const bucketOf = (halves: Int32Array, place: number): number => {
  const upper = halves[place * 2 + UPPER] as number
  return ((upper ^ ((upper >> 31) & 0x7fffffff)) >> SHIFT) + ZERO
}

/** How many values lie in each bucket; null when one of them is no finite number. */
export function bitCounts(values: Float64Array): Uint32Array | null {
  const halves = upperHalves(values)
  const counts = new Uint32Array(BIT_BUCKETS)
  for (let i = 0; i < values.length; i += 1) {
    const at = bucketOf(halves, i)
    counts[at] = (counts[at] as number) + 1
  }
  for (let k = 0; k < ENDS; k += 1) if (counts[k] !== 0 || counts[BIT_BUCKETS - 1 - k] !== 0) return null
  return counts
}

const ONE = new Float64Array(1)
const ONE_HALVES = upperHalves(ONE)

/** The bucket that a value falls into. */
export function bucketOfValue(value: number): number {
  ONE[0] = value
  return bucketOf(ONE_HALVES, 0)
}
