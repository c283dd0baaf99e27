import { must } from '#base/must'
import { BIT_BUCKETS, bitCounts, bucketOf, upperHalves } from './bits.ts'

/** Columns that can be ranked. */
export type Column = Int32Array | Float64Array

const BUCKETS = 1 << 16
const DENSE = 1 << 20

/** Fewer than that are sorted: that is done sooner than buckets are made. */
const FEW = 4096

/**
 * The values at ascending 1-based ranks of the column in ascending order, without sorting it: integers in a narrow
 * range are counted, anything else is dealt into buckets and only the buckets that hold a rank are looked into.
 */
export function smallestAtRanks(values: Column, ranks: readonly number[]): number[] {
  must(
    ranks.every((r, i) => r >= 1 && r <= values.length && (i === 0 || r >= (ranks[i - 1] as number))),
    'R1: ranks ascend and exist',
  )
  if (ranks.length === 0) return []
  if (values instanceof Float64Array && values.length > FEW) return byBits(values, ranks)
  return within(values, ranks)
}

function within(values: Column, ranks: readonly number[]): number[] {
  const { low, high, whole } = extent(values)
  if (low === high) return ranks.map(() => low)
  if (whole && high - low < DENSE) return byCounting(values, ranks, { low, high })
  if (values.length <= FEW) {
    const sorted = Float64Array.from(values).sort()
    return ranks.map((r) => sorted[r - 1] as number)
  }
  return byBuckets(values, ranks, { low, high })
}

/** Two looks at every value: one counts, one takes out what lies in the buckets that hold a rank. */
function byBits(values: Float64Array, ranks: readonly number[]): number[] {
  const counts = bitCounts(values)
  must(counts !== null, 'R2: ranked values are finite numbers')
  const slots = new Uint8Array(BIT_BUCKETS)
  const parts: { members: Float64Array; taken: number; ranks: number[] }[] = []
  let [at, before] = [-1, 0]
  let size = 0
  for (const rank of ranks) {
    const last = parts.at(-1)
    if (last && rank <= before + size) {
      last.ranks.push(rank - before)
      continue
    }
    must(parts.length < MOST_PARTS, 'R4: so many ranks are asked for as have a slot')
    do {
      before += size
      at += 1
      size = counts[at] as number
    } while (before + size < rank)
    parts.push({ members: new Float64Array(size), taken: 0, ranks: [rank - before] })
    slots[at] = parts.length
  }
  const halves = upperHalves(values)
  for (let i = 0; i < values.length; i += 1) {
    const slot = slots[bucketOf(halves, i)] as number
    if (slot === 0) continue
    const part = parts[slot - 1] as { members: Float64Array; taken: number }
    part.members[part.taken] = values[i] as number
    part.taken += 1
  }
  return parts.flatMap((part) => within(part.members, part.ranks))
}

const MOST_PARTS = 255

function extent(values: Column): { low: number; high: number; whole: boolean } {
  let low = Infinity
  let high = -Infinity
  let whole = true
  for (let i = 0; i < values.length; i += 1) {
    const v = values[i] as number
    if (v < low) low = v
    if (v > high) high = v
    if (whole && !Number.isInteger(v)) whole = false
  }
  must(Number.isFinite(low) && Number.isFinite(high), 'R2: ranked values are finite numbers')
  return { low, high, whole }
}

type Range = Readonly<{ low: number; high: number }>

function byCounting(values: Column, ranks: readonly number[], { low, high }: Range): number[] {
  const counts = new Uint32Array(high - low + 1)
  for (let i = 0; i < values.length; i += 1) {
    const at = (values[i] as number) - low
    counts[at] = (counts[at] as number) + 1
  }
  return countedAtRanks({ low, counts }, ranks)
}

/** How often each whole number from `low` on is there. */
export type Counts = Readonly<{ low: number; counts: Uint32Array }>

/** Counts a column of whole numbers; null where there are none or they spread too far to be counted one by one. */
export function countsOf(values: Int32Array): Counts | null {
  let [low, high] = [Infinity, -Infinity]
  for (let i = 0; i < values.length; i += 1) {
    const v = values[i] as number
    if (v < low) low = v
    if (v > high) high = v
  }
  if (values.length === 0 || high - low >= DENSE) return null
  const counts = new Uint32Array(high - low + 1)
  for (let i = 0; i < values.length; i += 1) {
    const at = (values[i] as number) - low
    counts[at] = (counts[at] as number) + 1
  }
  return { low, counts }
}

/** The values at ascending ranks of what was counted. */
export function countedAtRanks({ low, counts }: Counts, ranks: readonly number[]): number[] {
  let at = 0
  let seen = counts[0] as number
  return ranks.map((rank) => {
    while (seen < rank) seen += counts[(at += 1)] as number
    return low + at
  })
}

function byBuckets(values: Column, ranks: readonly number[], { low, high }: Range): number[] {
  const scale = (BUCKETS - 1) / (high - low)
  const counts = new Uint32Array(BUCKETS)
  for (let i = 0; i < values.length; i += 1) {
    const at = Math.floor(((values[i] as number) - low) * scale)
    counts[at] = (counts[at] as number) + 1
  }
  const answers: number[] = []
  let at = 0
  let before = 0
  for (let k = 0; k < ranks.length;) {
    while (before + (counts[at] as number) < (ranks[k] as number)) before += counts[at++] as number
    const end = before + (counts[at] as number)
    const inside = ranks.slice(k).filter((r) => r <= end)
    const members = bucket(values, { at, size: counts[at] as number, low, scale })
    answers.push(
      ...within(
        members,
        inside.map((r) => r - before),
      ),
    )
    k += inside.length
  }
  return answers
}

function bucket(
  values: Column,
  wanted: Readonly<{ at: number; size: number; low: number; scale: number }>,
): Float64Array {
  const members = new Float64Array(wanted.size)
  let n = 0
  for (let i = 0; i < values.length; i += 1) {
    const v = values[i] as number
    if (Math.floor((v - wanted.low) * wanted.scale) === wanted.at) members[n++] = v
  }
  return members
}

/**
 * Value cuts: for k = 1 … groups − 1 the smallest observed value with at least k/groups of all at or below it (SQL's
 * percentile_disc). Integers stay integers, ties are never parted, and neither row order nor currency unit matters.
 */
export function valueCuts(values: Column, groups: number): number[] {
  must(Number.isInteger(groups) && groups >= 2, 'R3: there are at least two groups')
  return values.length === 0 ? [] : smallestAtRanks(values, cutRanks(values.length, groups))
}

/** The ranks of the cuts between groups of so many values. */
export const cutRanks = (values: number, groups: number): number[] =>
  Array.from({ length: groups - 1 }, (_, k) => Math.ceil(((k + 1) * values) / groups))

/** The smallest observed value with at least half of all at or below it. */
export function lowerMedian(values: Column): number {
  must(values.length > 0, 'R3: a median is of something')
  return smallestAtRanks(values, [Math.ceil(values.length / 2)])[0] as number
}
