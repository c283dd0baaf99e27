import type { BuyerState, RegularParams } from './buyer-params.ts'
import { stayingMean } from './staying.ts'

// MBG/CNBD-k of one member. Between purchases the hidden Poisson process of rate λ counts to k. Given 0 ≤ j < k events
// since the last purchase, λ is Gamma(u + j, α + T), u = r + kx, so what comes within h is a negative binomial count.

/** Chances of j events since the last purchase for somebody still here, not yet divided by their sum. */
function stages(k: number, u: number, rho: number): number[] {
  const terms = [1]
  for (let j = 1; j < k; j += 1) terms.push(((terms[j - 1] as number) * (u + j - 1) * rho) / j)
  return terms
}

const total = (terms: readonly number[]): number => terms.reduce((sum, v) => sum + v, 0)

/** P(alive). */
export function stillHere({ r, alpha, a, b, k }: RegularParams, { x, tx, age }: BuyerState): number {
  const u = r + k * x
  const here = total(stages(k, u, (age - tx) / (alpha + age)))
  const lnLeft = Math.log(a / (b + x)) + u * Math.log((alpha + age) / (alpha + tx))
  return 1 / (1 + Math.exp(lnLeft - Math.log(here)))
}

/** The chance of no purchase within the horizon for somebody still here. */
export function sinceLastChance(
  { r, alpha, k }: RegularParams,
  { x, tx, age }: BuyerState,
  horizon: number,
): number {
  const u = r + k * x
  const now = total(stages(k, u, (age - tx) / (alpha + age)))
  const then = total(stages(k, u, (age + horizon - tx) / (alpha + age + horizon)))
  return Math.exp(-u * Math.log1p(horizon / (alpha + age))) * (then / now)
}

/** More counts than this are summed as if they were continuous; the error is then below a thousandth. */
const MOST_COUNTS = 200_000

/**
 * Purchases to expect within the horizon of somebody still here, exactly: the count of events by its negative binomial
 * chances, and after each purchase the chance of going on, E[(1 − p)^m] under Beta(a, b + x + 1).
 */
export function regularMean(params: RegularParams, { x, tx, age }: BuyerState, horizon: number): number {
  const { r, alpha, a, b, k } = params
  const u = r + k * x
  const z = horizon / (alpha + age)
  const terms = stages(k, u, (age - tx) / (alpha + age))
  const all = total(terms)
  return terms.reduce((sum, term, j) => {
    const of = { shape: u + j, z, a, b: b + x + 1, k, j }
    return sum + (term / all) * (countsOf(of) > MOST_COUNTS ? continuous(of) : counted(of))
  }, 0)
}

type Counting = Readonly<{ shape: number; z: number; a: number; b: number; k: number; j: number }>

const countsOf = ({ shape, z }: Counting): number => shape * z + 40 * (z + Math.sqrt(shape * z * (1 + z)))

const continuous = ({ shape, z, a, b, k }: Counting): number => stayingMean({ u: shape, z: z / k, a, b })

function counted({ shape, z, a, b, k, j }: Counting): number {
  // Chances relative to the likeliest count, from where they begin to matter.
  let n = shape > 1 ? Math.floor((shape - 1) * z) : 0
  const likeliest = n
  let chance = 1
  for (; n > 0 && chance > 1e-20; n -= 1) chance *= (n / (shape + n - 1)) * ((1 + z) / z)
  // Purchases so far, the chance of going on after so many, and what so many are worth.
  let [purchases, goesOn, worth] = [0, 1, 0]
  let [sum, seen] = [0, 0]
  for (; n <= likeliest || chance > 1e-18 * seen; n += 1) {
    while (purchases < Math.floor((n + j) / k)) {
      worth += goesOn
      goesOn *= (b + purchases) / (a + b + purchases)
      purchases += 1
    }
    sum += chance * worth
    seen += chance
    chance *= ((shape + n) / (n + 1)) * (z / (1 + z))
  }
  return sum / seen
}
