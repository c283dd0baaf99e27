import { must } from '#base/must'
import type { BuyerParams, BuyerState, LifetimeParams } from './buyer-params.ts'
import { aliveChance } from './buyer-score.ts'
import { gaussLegendre } from './quadrature.ts'
import { incompleteBeta, lnBeta, lnGamma } from './special.ts'

/** The chance that a newcomer makes exactly n repeat purchases within the time. */
export function countChance(params: BuyerParams, n: number, time: number): number {
  must(Number.isInteger(n) && n >= 0 && time > 0, 'B8: a count is whole and takes time')
  if (params.kind === 'pareto') return lifetimeCount(params, n, time)
  const { r, alpha } = params
  const k = params.kind === 'mbgcnbd' ? params.k : 1
  let exactly = 0
  for (let j = 0; j < k; j += 1) exactly += pascal(r, time / alpha, n * k + j)
  if (params.kind === 'nbd') return exactly
  const { a, b } = params
  const early = params.kind === 'bg' ? 0 : 1
  const stayed = Math.exp(lnBeta(a, b + n + early) - lnBeta(a, b))
  if (n === 0 && early === 0) return exactly
  const left = Math.exp(lnBeta(a + 1, b + n - 1 + early) - lnBeta(a, b))
  const reached = n === 0 ? 1 : incompleteBeta(n * k, r, time / (alpha + time), alpha / (alpha + time))
  return stayed * exactly + left * reached
}

/** Negative binomial chance of n with shape r and odds z. */
function pascal(r: number, z: number, n: number): number {
  const ln = lnGamma(r + n) - lnGamma(r) - lnGamma(n + 1) - r * Math.log1p(z)
  return Math.exp(ln + (n === 0 ? 0 : n * Math.log(z / (1 + z))))
}

const FINE = gaussLegendre(32)

/** Pareto/NBD (Fader and Hardie, note 012): those still here, and those who left at any moment before. */
function lifetimeCount({ r, alpha, s, beta }: LifetimeParams, n: number, time: number): number {
  const lnFront = lnGamma(r + n) - lnGamma(r) - lnGamma(n + 1) + r * Math.log(alpha)
  const lnAt = (y: number): number =>
    lnFront + (n === 0 ? 0 : n * Math.log(y)) - (r + n) * Math.log(alpha + y)
  const here = Math.exp(lnAt(time) - s * Math.log1p(time / beta))
  const m = Math.min(alpha, beta)
  const length = Math.log1p(time / m)
  const pieces = Math.ceil(length * Math.max(2, Math.sqrt(n + s)))
  let left = 0
  for (let piece = 0; piece < pieces; piece += 1) {
    for (let j = 0; j < 32; j += 1) {
      const v = ((piece + (FINE.nodes[j] as number)) * length) / pieces
      const y = m * Math.expm1(v)
      const density = Math.exp(lnAt(y) - (s + 1) * Math.log1p(y / beta)) * (s / beta)
      left += ((FINE.weights[j] as number) * length * density * (m + y)) / pieces
    }
  }
  return here + left
}

/**
 * Discounted expected residual transactions under Pareto/NBD (Fader, Hardie, Lee 2005, JMR 42): all purchases still to
 * come, each worth e^(−rate·time). Without a discount they are finitely many only for s above 1.
 */
export function residualPurchases(params: LifetimeParams, state: BuyerState, rate: number): number {
  must(rate > 0, 'B9: what comes for ever is discounted')
  const { r, alpha, s, beta } = params
  const left = beta + state.age
  // The trapezoid rule over ln v: the integrand dies doubly exponentially to the right and like v to the left.
  const h = 0.1
  const scale = 1 / (rate + (s + 1) / left)
  let sum = 0
  for (let n = -420; n <= 4000; n += 1) {
    const v = scale * Math.exp(n * h)
    const worth = v * Math.exp(-rate * v - s * Math.log1p(v / left))
    sum += worth
    if (rate * v > 750) break
  }
  return aliveChance(params, state) * ((r + state.x) / (alpha + state.age)) * sum * h
}
