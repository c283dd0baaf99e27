import { must } from '#base/must'
import type { Interval } from './proportion.ts'
import { normalQuantile, normalTwoSided } from './special.ts'

/** Slope that one odd month cannot move: the median of the slopes between all pairs of points. */
export type RobustSlope = Interval & Readonly<{ slope: number; intercept: number }>

/** Theil (1950) and Sen (1968) over equally spaced periods, Sen's rank interval with ties as scipy's theilslopes. */
export function theilSen(y: ArrayLike<number>, alpha = 0.05): RobustSlope {
  const n = y.length
  must(n >= 2, 'T2: a slope is between two points')
  const slopes = new Float64Array((n * (n - 1)) / 2)
  let at = 0
  for (let j = 1; j < n; j += 1) {
    for (let i = 0; i < j; i += 1) {
      slopes[at] = ((y[j] as number) - (y[i] as number)) / (j - i)
      at += 1
    }
  }
  slopes.sort()
  const slope = median(slopes)
  const sorted = Float64Array.from({ length: n }, (_, i) => y[i] as number).sort()
  const spread = -normalQuantile(alpha / 2) * Math.sqrt(scoreVariance(n, tiesOf(sorted)))
  const low = Math.max(0, roundEven((slopes.length - spread) / 2) - 1)
  const high = Math.min(slopes.length - 1, roundEven((slopes.length + spread) / 2))
  return {
    slope,
    intercept: median(sorted) - slope * ((n - 1) / 2),
    low: slopes[low] as number,
    high: slopes[high] as number,
  }
}

const roundEven = (v: number): number => {
  const near = Math.round(v)
  return near - v === 0.5 && near % 2 !== 0 ? near - 1 : near
}

function median(sorted: Float64Array): number {
  const half = sorted.length >> 1
  const upper = sorted[half] as number
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] as number) + upper) / 2
}

/** Sizes of the groups of equal values in an ascending column. */
function tiesOf(sorted: Float64Array): number[] {
  const ties: number[] = []
  for (let i = 0; i < sorted.length;) {
    let end = i + 1
    while (end < sorted.length && sorted[end] === sorted[i]) end += 1
    ties.push(end - i)
    i = end
  }
  return ties
}

const cubic = (n: number): number => n * (n - 1) * (2 * n + 5)

/** Variance of Kendall's score against distinct times, with ties in the values. */
const scoreVariance = (n: number, ties: readonly number[]): number =>
  (cubic(n) - ties.reduce((s, t) => s + cubic(t), 0)) / 18

export type Kendall = Readonly<{ tau: number; p: number }>

/**
 * Kendall's τ-b of a series against time and its two-sided p: exact without ties up to 33 periods, otherwise normal
 * with the variance under ties (as scipy's kendalltau). Members can be listed by it, months need not be normal.
 */
export function kendall(y: ArrayLike<number>): Kendall {
  const n = y.length
  must(n >= 2, 'T2: a direction is between two points')
  let [score, tied] = [0, 0]
  for (let j = 1; j < n; j += 1) {
    for (let i = 0; i < j; i += 1) {
      const step = Math.sign((y[j] as number) - (y[i] as number))
      score += step
      if (step === 0) tied += 1
    }
  }
  const pairs = (n * (n - 1)) / 2
  if (tied === pairs) return { tau: 0, p: 1 }
  const tau = score / Math.sqrt(pairs * (pairs - tied))
  if (tied === 0 && n <= 33) return { tau, p: exactP(n, (pairs - score) / 2) }
  const sorted = Float64Array.from({ length: n }, (_, i) => y[i] as number).sort()
  return { tau, p: normalTwoSided(score / Math.sqrt(scoreVariance(n, tiesOf(sorted)))) }
}

/** Twice the share of all orders with at most so many inversions as the rarer side (Mahonian numbers). */
function exactP(n: number, inversions: number): number {
  const pairs = (n * (n - 1)) / 2
  const rare = Math.min(inversions, pairs - inversions)
  if (2 * rare === pairs) return 1
  let chances = new Float64Array([1])
  for (let m = 2; m <= n; m += 1) {
    const next = new Float64Array(chances.length + m - 1)
    chances.forEach((c, k) => {
      for (let more = 0; more < m; more += 1) next[k + more] = (next[k + more] as number) + c / m
    })
    chances = next
  }
  let total = 0
  for (let k = 0; k <= rare; k += 1) total += chances[k] as number
  return Math.min(1, 2 * total)
}
