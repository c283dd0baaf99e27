import { must } from '#base/must'
import { countsOf, type Column, type Counts } from './rank.ts'

/** Bits of a digit, of which three make a key: a table of as many counts fits the cache. */
const DIGIT = 11
const VALUES = 1 << DIGIT
const DIGITS = 3

/**
 * Twice how many of the others are below each value, those equal to it counted half: so every rank is a whole number.
 * Whole numbers in a narrow range are counted, others are ordered digit by digit, and only what is no whole number, or
 * spreads too far, is sorted by comparing.
 */
export function twiceRanks(values: Column): Int32Array {
  must(values.length < 2 ** 30, 'R5: twice a rank is a whole number of 32 bits')
  const counted = values instanceof Int32Array ? countsOf(values) : null
  if (counted !== null) return byCounting(values, counted)
  const keys = keysOf(values)
  return keys === null ? bySorting(values) : byDigits(keys)
}

function byCounting(values: Column, { low, counts }: Counts): Int32Array {
  const rankAt = new Int32Array(counts.length)
  let below = 0
  for (let at = 0; at < counts.length; at += 1) {
    const equal = counts[at] as number
    rankAt[at] = 2 * below + equal - 1
    below += equal
  }
  const ranks = new Int32Array(values.length)
  for (let i = 0; i < values.length; i += 1) ranks[i] = rankAt[(values[i] as number) - low] as number
  return ranks
}

/** How far each value lies above the least; null where one is not whole, or lies further than 32 bits tell. */
function keysOf(values: Column): Uint32Array | null {
  let [low, high, whole] = [Infinity, -Infinity, true]
  for (let i = 0; i < values.length; i += 1) {
    const v = values[i] as number
    must(Number.isFinite(v), 'R2: ranked values are finite numbers')
    if (v < low) low = v
    if (v > high) high = v
    if (whole && Math.floor(v) !== v) whole = false
  }
  if (!whole || high - low >= 2 ** 32) return null
  const keys = new Uint32Array(values.length)
  for (let i = 0; i < values.length; i += 1) keys[i] = (values[i] as number) - low
  return keys
}

/**
 * Places are dealt out by the lowest digit of their keys, then by the next, which keeps the order of those before; then
 * those of equal keys stand side by side.
 */
function byDigits(keys: Uint32Array): Int32Array {
  const counts = digitCounts(keys)
  let order = new Int32Array(keys.length)
  let other = new Int32Array(keys.length)
  for (let i = 0; i < order.length; i += 1) order[i] = i
  for (let digit = 0; digit < DIGITS; digit += 1) {
    const own = counts.subarray(digit * VALUES, (digit + 1) * VALUES)
    // What everybody has in common moves nobody.
    if (own.includes(keys.length)) continue
    dealt({ keys, order, into: other }, own, digit * DIGIT)
    ;[order, other] = [other, order]
  }
  return besideEqual(keys, order, other)
}

/** How often each digit is there, the lowest digit first. */
function digitCounts(keys: Uint32Array): Uint32Array {
  const counts = new Uint32Array(DIGITS * VALUES)
  for (let i = 0; i < keys.length; i += 1) {
    const key = keys[i] as number
    const low = key & (VALUES - 1)
    const middle = VALUES + ((key >>> DIGIT) & (VALUES - 1))
    const high = 2 * VALUES + (key >>> (2 * DIGIT))
    counts[low] = (counts[low] as number) + 1
    counts[middle] = (counts[middle] as number) + 1
    counts[high] = (counts[high] as number) + 1
  }
  return counts
}

type Dealing = Readonly<{ keys: Uint32Array; order: Int32Array; into: Int32Array }>

function dealt({ keys, order, into }: Dealing, counts: Uint32Array, shift: number): void {
  let below = 0
  for (let at = 0; at < counts.length; at += 1) {
    const own = counts[at] as number
    counts[at] = below
    below += own
  }
  for (let i = 0; i < order.length; i += 1) {
    const place = order[i] as number
    const at = ((keys[place] as number) >>> shift) & (VALUES - 1)
    const to = counts[at] as number
    into[to] = place
    counts[at] = to + 1
  }
}

function besideEqual(keys: Column | Uint32Array, order: Int32Array, ranks: Int32Array): Int32Array {
  for (let from = 0; from < order.length;) {
    const key = keys[order[from] as number] as number
    let to = from + 1
    while (to < order.length && keys[order[to] as number] === key) to += 1
    for (let i = from; i < to; i += 1) ranks[order[i] as number] = from + to - 1
    from = to
  }
  return ranks
}

function bySorting(values: Column): Int32Array {
  const order = Int32Array.from(values.keys()).sort((a, b) => (values[a] as number) - (values[b] as number))
  return besideEqual(values, order, new Int32Array(values.length))
}
