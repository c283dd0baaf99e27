import { must } from '#base/must'

// Derivatives of lnΓ, for gradients and Hessians of likelihoods. Up to 10 by recurrence, then the asymptotic series
// (Abramowitz & Stegun 6.3.18 and 6.4.12); relative error near 1e-15 away from the zero of ψ.

/** ψ(x) = d lnΓ(x) / dx for x > 0. */
export function digamma(x: number): number {
  must(x > 0, 'S6: digamma is asked for positive numbers only')
  let below = 0
  let at = x
  while (at < 10) {
    below += 1 / at
    at += 1
  }
  const s = 1 / (at * at)
  const tail = s * (1 / 240 - s * (1 / 132 - s * (691 / 32760 - s / 12)))
  return Math.log(at) - 0.5 / at - s * (1 / 12 - s * (1 / 120 - s * (1 / 252 - tail))) - below
}

/** ψ′(x) for x > 0. */
export function trigamma(x: number): number {
  must(x > 0, 'S6: trigamma is asked for positive numbers only')
  let below = 0
  let at = x
  while (at < 10) {
    below += 1 / (at * at)
    at += 1
  }
  const s = 1 / (at * at)
  const tail = s * (1 / 30 - s * (5 / 66 - s * (691 / 2730 - s * (7 / 6))))
  return 1 / at + 0.5 * s + (s / at) * (1 / 6 - s * (1 / 30 - s * (1 / 42 - tail))) + below
}
