import { must } from '#base/must'

/** Columns that can be ranked. */
export type Column = Int32Array | Float64Array

const BUCKETS = 1 << 16
const DENSE = 1 << 20

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
  const { low, high, whole } = extent(values)
  if (low === high) return ranks.map(() => low)
  if (whole && high - low < DENSE) return byCounting(values, ranks, { low, high })
  if (values.length <= 4096) {
    const sorted = Float64Array.from(values).sort()
    return ranks.map((r) => sorted[r - 1] as number)
  }
  return byBuckets(values, ranks, { low, high })
}

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
      ...smallestAtRanks(
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
  if (values.length === 0) return []
  const ranks = Array.from({ length: groups - 1 }, (_, k) => Math.ceil(((k + 1) * values.length) / groups))
  return smallestAtRanks(values, ranks)
}

/** The smallest observed value with at least half of all at or below it. */
export function lowerMedian(values: Column): number {
  must(values.length > 0, 'R3: a median is of something')
  return smallestAtRanks(values, [Math.ceil(values.length / 2)])[0] as number
}
