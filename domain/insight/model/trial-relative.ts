import { must } from '#base/must'
import { differenceOf, type MeanDifference } from './mean-difference.ts'
import { meanOf, type Sums } from './moments.ts'
import type { Count } from './proportion.ts'

/** One arm's mean and the variance of that mean. */
export type ArmMean = Readonly<{ n: number; mean: number; ofMean: number }>

/** Sums of an outcome that is 0 or 1. */
export const shareMean = ({ hits, n }: Count): ArmMean => {
  const p = hits / n
  return { n, mean: p, ofMean: (p * (1 - p)) / n }
}

export const sumsMean = (sums: Sums): ArmMean => meanOf(sums)

/**
 * Relative lift by the delta method, as GrowthBook and most suites print it: mean(treated)/mean(control) − 1 with
 * Welch's degrees of freedom. Kept to compare with other tools; with a small control it is off, and Fieller's
 * interval (`fieller`) is the one we show.
 */
export function deltaLift(treated: ArmMean, control: ArmMean, alpha = 0.05): MeanDifference {
  must(control.mean !== 0, 'E3: a relative lift is of a control that bought something')
  const c = control.mean
  // The lift is (t − c)/|c|; its variance comes from both arms.
  const t = treated.ofMean / (c * c)
  const rest = (treated.mean ** 2 * control.ofMean) / c ** 4
  const difference = (treated.mean - c) / Math.abs(c)
  const plain = differenceOf(
    0,
    { t: treated.ofMean, c: control.ofMean },
    { t: treated.n, c: control.n },
    alpha,
  )
  // differenceOf works the degrees out of its own variances; handing over the whole as one arm's keeps Welch's.
  return differenceOf(difference, { t: t + rest, c: 0 }, { t: plain.degrees + 1, c: 2 }, alpha)
}
