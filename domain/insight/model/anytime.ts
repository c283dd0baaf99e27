import { must } from '#base/must'

/** How the permitted 5 % of false alarms is spent: a fifth on daily looks, the rest on the planned end. */
export const ALPHA_ANYTIME = 0.01
export const ALPHA_FINAL = 0.04

/** The mixture parameter that makes the bound tightest at intrinsic time v (Howard et al., arXiv 1810.08240). */
export function bestRho(v: number, alpha: number): number {
  must(
    v > 0 && alpha > 0 && alpha < 1,
    'E5: the bound is tuned to a positive size and an alpha between 0 and 1',
  )
  const budget = -2 * Math.log(alpha)
  return v / (budget + Math.log(1 + budget))
}

/** Two-sided normal-mixture bound on a sum with variance v: crossed at any time with probability at most alpha. */
export const mixtureBound = (v: number, rho: number, alpha: number): number =>
  Math.sqrt((v + rho) * Math.log((v + rho) / (rho * alpha * alpha)))

/** Half width of the anytime interval of a mean of n unit-variance members, tightest at the planned size. */
export const anytimeHalfWidth = (n: number, planned: number, alpha: number): number =>
  mixtureBound(n, bestRho(planned, alpha), alpha) / n

/** Half width for a difference with standard error `se` over n members of both arms: valid however often one looks. */
export const anytimeOfDifference = (se: number, n: number, planned: number, alpha: number): number =>
  se * Math.sqrt(n) * anytimeHalfWidth(n, planned, alpha)

/** The p-value that goes with the anytime interval; `alpha` only tunes it. Never above 1. */
export function anytimeP(
  seen: Readonly<{ difference: number; se: number; n: number; planned: number }>,
  alpha = 0.05,
): number {
  const rho = bestRho(seen.planned, alpha)
  const z = seen.difference / seen.se
  return Math.min(1, Math.sqrt((seen.n + rho) / rho) * Math.exp((-z * z * seen.n) / (2 * (seen.n + rho))))
}
