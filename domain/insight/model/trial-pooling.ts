import { must } from '#base/must'
import type { Interval } from './proportion.ts'
import { chiSquareTail, normalQuantile, normalTwoSided, upperStudent } from './special.ts'

/** An effect with its standard error, from one campaign or one cell. */
export type Effect = Readonly<{ difference: number; se: number }>

export type Spread = Readonly<{
  /** Mean weighted by 1/se². */
  mean: number
  /** Cochran's Q over the effects, its degrees of freedom, and the chance of a larger one if all were equal. */
  q: number
  degrees: number
  p: number
  /** Variance of the true effects between campaigns (DerSimonian and Laird 1986); 0 when chance explains all. */
  tauSquared: number
  /** Share of the seen variance that is not chance: Higgins' I². */
  iSquared: number
}>

/** How much effects differ beyond chance. */
export function spreadOf(effects: readonly Effect[]): Spread {
  must(effects.length >= 1, 'E11: there is an effect to look at')
  must(
    effects.every((e) => e.se > 0 && Number.isFinite(e.difference)),
    'E11: every effect has an error',
  )
  let [w, wy, ww] = [0, 0, 0]
  for (const { difference, se } of effects) {
    const weight = 1 / (se * se)
    w += weight
    wy += weight * difference
    ww += weight * weight
  }
  const mean = wy / w
  const q = effects.reduce((sum, e) => sum + ((e.difference - mean) / e.se) ** 2, 0)
  const degrees = effects.length - 1
  const p = degrees === 0 ? 1 : chiSquareTail(q, degrees)
  const tauSquared = degrees === 0 ? 0 : Math.max(0, (q - degrees) / (w - ww / w))
  return { mean, q, degrees, p, tauSquared, iSquared: q > 0 ? Math.max(0, (q - degrees) / q) : 0 }
}

export type Pooled = Interval &
  Readonly<{
    difference: number
    se: number
    p: number
    campaigns: number
    spread: Spread
    /** Hartung and Knapp's interval: honest for a handful of campaigns; null for one. */
    few: Interval | null
    /** Where the next such campaign's true effect may lie (Higgins 2009); null below three campaigns. */
    next: Interval | null
  }>

/** Random-effects mean of campaigns, each too small to be judged alone (DerSimonian and Laird 1986). */
export function pooled(effects: readonly Effect[], alpha = 0.05): Pooled {
  const spread = spreadOf(effects)
  const weights = effects.map((e) => 1 / (e.se * e.se + spread.tauSquared))
  const all = weights.reduce((a, b) => a + b, 0)
  const difference = effects.reduce((sum, e, i) => sum + (weights[i] as number) * e.difference, 0) / all
  const se = Math.sqrt(1 / all)
  const around = (half: number): Interval => ({ low: difference - half, high: difference + half })
  const k = effects.length
  return {
    ...around(-normalQuantile(alpha / 2) * se),
    difference,
    se,
    p: normalTwoSided(difference / se),
    campaigns: k,
    spread,
    few:
      k < 2 ? null : around(hartungKnapp(effects, weights, { difference, all }) * upperStudent(alpha, k - 1)),
    next: k < 3 ? null : around(upperStudent(alpha, k - 2) * Math.sqrt(spread.tauSquared + se * se)),
  }
}

/** Never below the plain error: with effects that happen to agree the raw formula would promise too much. */
function hartungKnapp(
  effects: readonly Effect[],
  weights: readonly number[],
  { difference, all }: Readonly<{ difference: number; all: number }>,
): number {
  const squares = effects.reduce(
    (s, e, i) => s + (weights[i] as number) * (e.difference - difference) ** 2,
    0,
  )
  return Math.sqrt(Math.max(1, squares / (effects.length - 1)) / all)
}
