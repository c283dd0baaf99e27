import { must } from '#base/must'
import { normalQuantile, normalTwoSided } from './special.ts'

/** So many of n members did it. */
export type Count = Readonly<{ hits: number; n: number }>
export type Interval = Readonly<{ low: number; high: number }>

/**
 * A difference of two shares (treated − control), as shares, with its interval; `p` is for machines, not
 * for owners.
 */
export type ShareDifference = Interval & Readonly<{ difference: number; se: number; z: number; p: number }>

/** Wilson's score interval of one share at two-sided `alpha` (Wilson 1927): stays inside 0…1, honest for small n. */
export function wilson(count: Count, alpha = 0.05): Interval {
  must(count.n > 0 && count.hits >= 0 && count.hits <= count.n, 'E2: hits are between none and all')
  const z = normalQuantile(1 - alpha / 2)
  const p = count.hits / count.n
  const below = 1 + (z * z) / count.n
  const centre = (p + (z * z) / (2 * count.n)) / below
  const half = (z * Math.sqrt((p * (1 - p)) / count.n + (z * z) / (4 * count.n * count.n))) / below
  return {
    low: count.hits === 0 ? 0 : Math.max(0, centre - half),
    high: count.hits === count.n ? 1 : Math.min(1, centre + half),
  }
}

/** Newcombe's interval of a difference of shares (1998, method 10): Wilson's intervals of both arms combined. */
export function newcombe(treated: Count, control: Count, alpha = 0.05): Interval {
  const p = treated.hits / treated.n
  const q = control.hits / control.n
  const a = wilson(treated, alpha)
  const b = wilson(control, alpha)
  return { low: p - q - Math.hypot(p - a.low, b.high - q), high: p - q + Math.hypot(a.high - p, q - b.low) }
}

/** Difference with Newcombe's interval, unpooled standard error, and the pooled z that tests "no difference". */
export function shareDifference(treated: Count, control: Count, alpha = 0.05): ShareDifference {
  const p = treated.hits / treated.n
  const q = control.hits / control.n
  const pooled = (treated.hits + control.hits) / (treated.n + control.n)
  const pooledSe = Math.sqrt(pooled * (1 - pooled) * (1 / treated.n + 1 / control.n))
  // Nobody or everybody in both arms: there is nothing to test.
  const z = pooledSe > 0 ? (p - q) / pooledSe : 0
  return {
    ...newcombe(treated, control, alpha),
    difference: p - q,
    se: Math.sqrt((p * (1 - p)) / treated.n + (q * (1 - q)) / control.n),
    z,
    p: normalTwoSided(z),
  }
}
