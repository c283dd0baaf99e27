import { must } from '#base/must'
import { meanOf, sumsOf, type Sums } from './moments.ts'
import type { Interval } from './proportion.ts'
import { smallestAtRanks } from './rank.ts'
import { studentTwoSided, upperStudent } from './special.ts'

/** A difference of means (treated − control) in the outcome's own unit per member. */
export type MeanDifference = Interval &
  Readonly<{ difference: number; se: number; degrees: number; p: number }>

/** Ratio of means minus one. `low`/`high` are null when the control mean is not clearly above zero. */
export type RelativeLift = Readonly<{ lift: number; low: number | null; high: number | null }>

/** Welch's difference: unequal variances and sizes, Satterthwaite's degrees of freedom. */
export function welch(treated: Sums, control: Sums, alpha = 0.05): MeanDifference {
  const t = meanOf(treated)
  const c = meanOf(control)
  return differenceOf(t.mean - c.mean, { t: t.ofMean, c: c.ofMean }, { t: t.n, c: c.n }, alpha)
}

/** Interval of any difference whose two arms have variances of the mean `t`, `c` from `n` members. */
export function differenceOf(
  difference: number,
  ofMean: Readonly<{ t: number; c: number }>,
  n: Readonly<{ t: number; c: number }>,
  alpha: number,
): MeanDifference {
  const variance = ofMean.t + ofMean.c
  const se = Math.sqrt(variance)
  const below = ofMean.t ** 2 / (n.t - 1) + ofMean.c ** 2 / (n.c - 1)
  const degrees = below > 0 ? variance ** 2 / below : n.t + n.c - 2
  const half = se * upperStudent(alpha, degrees)
  // Two constant arms: either equal, and then anything goes, or different beyond doubt.
  const p = se > 0 ? studentTwoSided(difference / se, degrees) : difference === 0 ? 1 : 0
  return { difference, se, degrees, low: difference - half, high: difference + half, p }
}

/**
 * Fieller's interval of mean(treated)/mean(control) − 1 (Fieller 1954): the ratios that the data do not contradict.
 * When the control mean itself may be zero the set is unbounded, and only the absolute difference may be shown.
 */
export function fieller(treated: Sums, control: Sums, alpha = 0.05): RelativeLift {
  const t = meanOf(treated)
  const c = meanOf(control)
  must(c.mean !== 0, 'E3: a relative lift is of a control that bought something')
  const lift = t.mean / c.mean - 1
  const { degrees } = differenceOf(0, { t: t.ofMean, c: c.ofMean }, { t: t.n, c: c.n }, alpha)
  const q = upperStudent(alpha, degrees) ** 2
  const a = c.mean ** 2 - q * c.ofMean
  if (!(c.mean > 0 && a > 0)) return { lift, low: null, high: null }
  const b = t.mean * c.mean
  const root = Math.sqrt(Math.max(0, b * b - a * (t.mean ** 2 - q * t.ofMean)))
  return { lift, low: (b - root) / a - 1, high: (b + root) / a - 1 }
}

export type Capped = Readonly<{ cap: number; treated: Sums; control: Sums; touched: number }>

/** Share of members left untouched by the cap: 99.9 %, or 99 % in lists below 50,000. */
export const capShare = (members: number): number => (members < 50_000 ? 0.99 : 0.999)

/**
 * Both arms capped at one value, the smallest observed one that `capShare` of all members do not exceed. One
 * whale decides a small test otherwise. The cap is from both arms together, so it cannot favour one.
 */
export function capPooled(treated: Float64Array, control: Float64Array): Capped {
  const all = new Float64Array(treated.length + control.length)
  all.set(treated)
  all.set(control, treated.length)
  must(all.length > 0, 'E1: a cap needs members')
  const [cap] = smallestAtRanks(all, [Math.ceil(capShare(all.length) * all.length - 1e-9)])
  must(cap !== undefined, 'E1: one rank asked, one value answered')
  const clip = (values: Float64Array): Float64Array => values.map((v) => (v > cap ? cap : v))
  let touched = 0
  for (const v of all) if (v > cap) touched += 1
  return { cap, treated: sumsOf(clip(treated)), control: sumsOf(clip(control)), touched }
}
