import { must } from '#base/must'
import type { Interval } from './proportion.ts'
import { upperStudent } from './special.ts'

/** A straight line through y over x by least squares, with textbook standard errors. */
export type Line = Readonly<{
  slope: number
  intercept: number
  slopeSe: number
  interceptSe: number
  rSquared: number
  /** Standard deviation of what the line misses. */
  residualSd: number
  n: number
}>

/** Ordinary least squares on centred columns: centring is what keeps twelve digits on awkward data (NIST Norris). */
export function straightLine(x: ArrayLike<number>, y: ArrayLike<number>): Line {
  const n = x.length
  must(n === y.length && n >= 3, 'T1: a line with an error needs at least three points')
  const [mx, my] = [mean(x), mean(y)]
  let [sxx, sxy, syy] = [0, 0, 0]
  for (let i = 0; i < n; i += 1) {
    const dx = (x[i] as number) - mx
    const dy = (y[i] as number) - my
    sxx += dx * dx
    sxy += dx * dy
    syy += dy * dy
  }
  must(sxx > 0, 'T1: a line needs more than one x')
  const slope = sxy / sxx
  const intercept = my - slope * mx
  let squares = 0
  for (let i = 0; i < n; i += 1) squares += ((y[i] as number) - my - slope * ((x[i] as number) - mx)) ** 2
  const variance = squares / (n - 2)
  return {
    slope,
    intercept,
    slopeSe: Math.sqrt(variance / sxx),
    interceptSe: Math.sqrt(variance * (1 / n + (mx * mx) / sxx)),
    // A flat series is met exactly by its line; there is no variance left to explain.
    rSquared: syy > 0 ? 1 - squares / syy : 1,
    residualSd: Math.sqrt(variance),
    n,
  }
}

function mean(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i += 1) sum += values[i] as number
  const rough = sum / values.length
  // One correction round takes the rounding of the sum out again.
  let rest = 0
  for (let i = 0; i < values.length; i += 1) rest += (values[i] as number) - rough
  return rough + rest / values.length
}

export type HacLine = Line & Interval & Readonly<{ hacSe: number; lag: number }>

/** Lags over which neighbouring months may resemble each other. */
export const USUAL_LAG = 3

/**
 * The line over equally spaced periods with Newey and West's (1987) error of the slope: Bartlett weights up to `lag`,
 * n/(n − 2) for small samples, t with n − 2 degrees. Months that resemble their neighbours otherwise look surer than
 * they are.
 */
export function trendLine(
  y: ArrayLike<number>,
  wish: Readonly<{ lag?: number; alpha?: number }> = {},
): HacLine {
  const { lag = USUAL_LAG, alpha = 0.05 } = wish
  const n = y.length
  const x = Float64Array.from({ length: n }, (_, i) => i)
  const line = straightLine(x, y)
  const middle = (n - 1) / 2
  const score = x.map((t, i) => (t - middle) * ((y[i] as number) - line.intercept - line.slope * t))
  const sxx = (n * (n * n - 1)) / 12
  let long = 0
  for (let k = 0; k <= Math.min(lag, n - 1); k += 1) {
    let sum = 0
    for (let i = k; i < n; i += 1) sum += (score[i] as number) * (score[i - k] as number)
    long += (k === 0 ? 1 : 2 * (1 - k / (lag + 1))) * sum
  }
  const hacSe = Math.sqrt((Math.max(0, long) * n) / (n - 2)) / sxx
  const half = upperStudent(alpha, n - 2) * hacSe
  return { ...line, hacSe, lag, low: line.slope - half, high: line.slope + half }
}
