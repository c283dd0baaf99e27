import { must } from '#base/must'
import { normalCdf, normalQuantile, shiftedStudentTail, upperStudent } from './special.ts'

/** Two-sided alpha and wanted power of a plan. */
export type Wanted = Readonly<{ alpha: number; power: number }>
export const USUAL: Wanted = { alpha: 0.05, power: 0.8 }

/** z for alpha on both sides plus z for power: the standard errors a true effect must measure to be seen. */
export const seenAt = ({ alpha, power }: Wanted): number =>
  normalQuantile(1 - alpha / 2) + normalQuantile(power)

/** Power of two equal arms of n for shares p and q, pooled under "no difference" (as R's power.prop.test). */
export function sharesPower(p: number, q: number, n: number, alpha = 0.05): number {
  const none = normalQuantile(1 - alpha / 2) * Math.sqrt((p + q) * (1 - (p + q) / 2))
  return normalCdf((Math.sqrt(n) * Math.abs(p - q) - none) / Math.sqrt(p * (1 - p) + q * (1 - q)))
}

/** Members per arm for that power; not rounded. */
export function sharesSize(p: number, q: number, wanted: Wanted = USUAL): number {
  must(p !== q, 'E6: a difference of nothing cannot be seen at any size')
  const none = normalQuantile(1 - wanted.alpha / 2) * Math.sqrt((p + q) * (1 - (p + q) / 2))
  const some = normalQuantile(wanted.power) * Math.sqrt(p * (1 - p) + q * (1 - q))
  return ((none + some) / (p - q)) ** 2
}

/** Cohen's h of two shares: the arcsine effect size. */
export const effectH = (p: number, q: number): number =>
  2 * Math.asin(Math.sqrt(p)) - 2 * Math.asin(Math.sqrt(q))

/** One-sided power for effect size h with arms of any two sizes (as pwr.2p2n.test, "greater"). */
export const arcsinePower = (h: number, n: number, m: number, alpha = 0.05): number =>
  normalCdf(h * Math.sqrt((n * m) / (n + m)) - normalQuantile(1 - alpha))

/** Power of the two-sample t test with n per arm and a difference of `effect` standard deviations. */
export function meansPower(effect: number, n: number, alpha = 0.05): number {
  const degrees = 2 * (n - 1)
  return shiftedStudentTail(upperStudent(alpha, degrees), degrees, Math.abs(effect) * Math.sqrt(n / 2))
}

/** Members per arm for the t test; not rounded. */
export function meansSize(effect: number, wanted: Wanted = USUAL): number {
  must(effect !== 0, 'E6: a difference of nothing cannot be seen at any size')
  let low = 1.5
  let high = 4
  while (meansPower(effect, high, wanted.alpha) < wanted.power) high *= 2
  for (let round = 0; round < 100 && high - low > 1e-10 * high; round += 1) {
    const middle = (low + high) / 2
    if (meansPower(effect, middle, wanted.alpha) < wanted.power) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/**
 * Members of both arms together to see share p become q with the given part held out (unpooled normal);
 * not rounded.
 */
export function splitSharesSize(p: number, q: number, held: number, wanted: Wanted = USUAL): number {
  must(held > 0 && held < 1, 'E6: both arms hold somebody')
  const perMember = (p * (1 - p)) / held + (q * (1 - q)) / (1 - held)
  return (seenAt(wanted) ** 2 * perMember) / (p - q) ** 2
}

export type Arms = Readonly<{ treated: number; control: number }>

/** Smallest true difference of shares that such arms will probably see, at the base share; absolute, not relative. */
export const sharesMde = (base: number, n: Arms, wanted: Wanted = USUAL): number =>
  meansMde(Math.sqrt(base * (1 - base)), n, wanted)

/** Smallest true difference of means, in the unit of `sd`; with CUPED, pass sd·√(1 − ρ²). */
export function meansMde(sd: number, n: Arms, wanted: Wanted = USUAL): number {
  must(n.treated > 0 && n.control > 0, 'E6: both arms hold somebody')
  return seenAt(wanted) * sd * Math.sqrt(1 / n.control + 1 / n.treated)
}
