import { must } from '#base/must'

/**
 * Cumulated points (or money) redeemed: a row per issue month, oldest first, a column per month of age from the issue
 * month on. Row i knows its first `n − i` ages at least; all rows beyond are still to come.
 */
export type Triangle = readonly (readonly number[])[]

export type OriginRun = Readonly<{
  latest: number
  ultimate: number
  /** Still to be redeemed, and the standard error of that. */
  toCome: number
  se: number
}>

export type ChainLadder = Readonly<{
  /** Growth from age k to k + 1, and Mack's σ² of it. */
  factors: readonly number[]
  sigmaSquared: readonly number[]
  origins: readonly OriginRun[]
  total: Readonly<{ latest: number; ultimate: number; toCome: number; se: number }>
}>

type Sums = Readonly<{ factors: number[]; sigmaSquared: number[]; below: number[] }>

/**
 * Chain ladder with Mack's distribution-free standard error (Mack 1993): the pattern of older months is carried to
 * younger ones. Null when some age was never seen with a value to grow from.
 */
export function chainLadder(triangle: Triangle): ChainLadder | null {
  const ages = Math.max(0, ...triangle.map((row) => row.length))
  must(triangle.length >= 2 && ages >= 2, 'V3: a pattern needs two issue months and two ages')
  must(
    triangle.every((row) => row.length > 0 && row.every((v) => Number.isFinite(v) && v >= 0)),
    'V3: what was redeemed is a number, and not below zero',
  )
  const sums = growth(triangle, ages)
  if (!sums) return null
  const full = triangle.map((row) => completed(row, sums.factors))
  const origins = triangle.map((row, i): OriginRun => {
    const latest = row.at(-1) as number
    const ultimate = (full[i] as number[])[ages - 1] as number
    return {
      latest,
      ultimate,
      toCome: ultimate - latest,
      se: Math.sqrt(originError(row, full[i] as number[], sums)),
    }
  })
  const add = (of: keyof OriginRun): number => origins.reduce((s, o) => s + o[of], 0)
  const total = {
    latest: add('latest'),
    ultimate: add('ultimate'),
    toCome: add('toCome'),
    se: Math.sqrt(totalError(triangle, full, sums)),
  }
  return { factors: sums.factors, sigmaSquared: sums.sigmaSquared, origins, total }
}

function growth(triangle: Triangle, ages: number): Sums | null {
  const factors: number[] = []
  const sigmaSquared: number[] = []
  const below: number[] = []
  for (let k = 0; k + 1 < ages; k += 1) {
    const known = triangle.filter((row) => row.length > k + 1)
    const from = known.reduce((s, row) => s + (row[k] as number), 0)
    const to = known.reduce((s, row) => s + (row[k + 1] as number), 0)
    if (from <= 0) return null
    const factor = to / from
    factors.push(factor)
    below.push(from)
    const grown = known.filter((row) => (row[k] as number) > 0)
    const misses = grown.reduce(
      (s, row) => s + ((row[k + 1] as number) - factor * (row[k] as number)) ** 2 / (row[k] as number),
      0,
    )
    sigmaSquared.push(grown.length > 1 ? misses / (grown.length - 1) : extrapolated(sigmaSquared))
  }
  return { factors, sigmaSquared, below }
}

/** The last age has one pair and no spread of its own; Mack carries the two before it on, never upwards. */
function extrapolated(before: readonly number[]): number {
  const [older, last] = [before.at(-2), before.at(-1)]
  if (last === undefined) return 0
  if (older === undefined) return last
  return Math.min(older > 0 ? (last * last) / older : 0, older, last)
}

function completed(row: readonly number[], factors: readonly number[]): number[] {
  const full = [...row]
  for (let k = row.length - 1; k < factors.length; k += 1)
    full.push((full[k] as number) * (factors[k] as number))
  return full
}

/** σ²/f² of one step: what both errors are made of. */
const step = ({ factors, sigmaSquared }: Sums, k: number): number =>
  (factors[k] as number) > 0 ? (sigmaSquared[k] as number) / (factors[k] as number) ** 2 : 0

function originError(row: readonly number[], full: readonly number[], sums: Sums): number {
  let error = 0
  for (let k = row.length - 1; k < sums.factors.length; k += 1) {
    const here = full[k] as number
    if (here > 0) error += step(sums, k) * (1 / here + 1 / (sums.below[k] as number))
  }
  return (full.at(-1) as number) ** 2 * error
}

/** Issue months share the factors, so their errors do not cancel: Mack's covariance is added. */
function totalError(triangle: Triangle, full: readonly (readonly number[])[], sums: Sums): number {
  let error = 0
  triangle.forEach((row, i) => {
    const own = full[i] as readonly number[]
    const younger = full.slice(i + 1).reduce((s, other) => s + (other.at(-1) as number), 0)
    let shared = 0
    for (let k = row.length - 1; k < sums.factors.length; k += 1)
      shared += (2 * step(sums, k)) / (sums.below[k] as number)
    error += originError(row, own, sums) + (own.at(-1) as number) * younger * shared
  })
  return error
}
