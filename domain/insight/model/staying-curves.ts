import type { DropoutParams } from './buyer-params.ts'
import { stayingShape } from './buyer-score.ts'
import { logistic } from './dropout-fit.ts'
import { smoothPlaces, smoothSums } from './smooth.ts'
import { stepFor } from './staying.ts'

// E[Y] of somebody who is still here (`staying.ts`) for every x and every day of age at once. Inside one x its
// logarithm is a smooth function of ln(alpha + age), so that a few dozen integrals serve all ages; and the integrals
// of all x are taken over the same places p, where going from x to x + 1 multiplies the weight by 1 − p and adds one
// positive term to [1 − (1 + pz)^−u]/p: no logarithm, exponential or power for any x but the first.

/** `wanted` are whole x, ascending; `ln` is ln(alpha + t) on the days t = 0, 1, … */
export type CurvesWish = Readonly<{ wanted: readonly number[]; ln: Float64Array; horizon: number }>

/** More ages are asked where the first are not enough. */
const TERMS = [32, 64] as const
/** Places of the trapezoid rule; where parameters would need more, single integrals are as quick. */
const MOST_PLACES = 4096
/** Weights below e^−51 of the largest add nothing to a double. */
const NEGLIGIBLE = -51
/** A sum of weights below this may have lost digits to numbers too small to be told. */
const LEAST_MASS = 1e-200

/** E[Y] by day for each wanted x; none for an x that must be asked by itself. */
export function stayingCurves(params: DropoutParams, wish: CurvesWish): Map<number, Float64Array> {
  const { ln, horizon } = wish
  const found = new Map<number, Float64Array>()
  const span = { low: ln[0] as number, high: ln[ln.length - 1] as number }
  if (span.low >= span.high) return found
  for (const terms of TERMS) {
    const missing = wish.wanted.filter((x) => !found.has(x))
    const maxX = missing.at(-1)
    const places = maxX === undefined ? null : placesFor(params, maxX, horizon / Math.exp(span.low))
    if (places === null) return found
    const values = lnMeans(params, places, { missing, horizon, at: smoothPlaces(terms, span) })
    const curveOf = smoothSums(terms, span, ln)
    for (const [x, of] of values) {
      const curve = curveOf(of)
      if (curve) found.set(x, exponentials(curve))
    }
  }
  return found
}

/** In place, by a plain loop: `map` with a function takes longer than the integrals. */
function exponentials(of: Float64Array): Float64Array {
  for (let i = 0; i < of.length; i += 1) of[i] = Math.exp(of[i] as number)
  return of
}

type Asked = Readonly<{ missing: readonly number[]; horizon: number; at: Float64Array }>

/** ln E[Y] by x, at places of ln(alpha + age). */
function lnMeans({ r }: DropoutParams, places: Places, { missing, horizon, at }: Asked) {
  const maxX = missing.at(-1) ?? 0
  const masses = massesOf(places, maxX)
  const values = new Map(missing.map((x) => [x, new Float64Array(at.length)]))
  for (let k = 0; k < at.length; k += PAIR) {
    const z = [k, k + 1].map((place) => horizon / Math.exp(at[place] as number))
    const sums = sumsAt(r, places, { maxX, z })
    for (const [x, of] of values) {
      const mass = masses[x] as number
      for (let i = 0; i < PAIR; i += 1)
        of[k + i] = mass > LEAST_MASS ? Math.log((sums[x * PAIR + i] as number) / mass) : NaN
    }
  }
  return values
}

/** Chances p of leaving and 1 − p, the beta weight of x = 0 there, and what the last place stands for by x. */
type Places = Readonly<{
  leaves: Float64Array
  stays: Float64Array
  weight: Float64Array
  beyond: (x: number) => number
}>

/**
 * The trapezoid rule over v = ln(p/(1 − p)) as in `alongLogit`, fine and wide enough for the smallest and the largest x
 * and so for all between.
 */
function placesFor(params: DropoutParams, maxX: number, zTop: number): Places | null {
  const { a, b } = stayingShape(params, 0)
  const h = stepFor(a, b + maxX)
  const u = params.r + maxX
  const lnWeight = (v: number, shape: number): number => -a * softly(-v) - shape * softly(v)
  const edge = (shape: number, way: 1 | -1, end: number): number => {
    const peak = Math.log(a / shape)
    const top = lnWeight(peak, shape)
    let steps = Math.round(peak / h)
    const most = steps + way * MOST_PLACES
    while (steps !== most && way * steps * h < way * end && lnWeight(steps * h, shape) - top > NEGLIGIBLE)
      steps += way
    return steps
  }
  // The weight of the largest x reaches farthest down, that of the smallest farthest up.
  const from = edge(b + maxX, -1, -42 - Math.log1p(zTop * (u + 1)))
  const size = edge(b, 1, 42 + Math.log1p(u)) - from + 1
  if (size > MOST_PLACES) return null
  const at = (i: number): number => (from + i) * h
  const top = lnWeight(Math.log(a / b), b)
  const weight = Float64Array.from({ length: size }, (_, i) => Math.exp(lnWeight(at(i), b) - top))
  // Below the first place only the weight still changes, by a factor a step.
  weight[0] = (weight[0] as number) * (1 + 1 / Math.expm1(a * h))
  return {
    leaves: Float64Array.from({ length: size }, (_, i) => logistic(at(i))),
    stays: Float64Array.from({ length: size }, (_, i) => logistic(-at(i))),
    weight,
    beyond: (x) => 1 + 1 / Math.expm1((b + x) * h),
  }
}

const softly = (v: number): number => (v > 0 ? v + Math.log1p(Math.exp(-v)) : Math.log1p(Math.exp(v)))

/** Weights fall below the smallest doubles, where processors are slow, long after they have stopped to matter. */
const LEAST_WEIGHT = 1e-280

function massesOf({ stays, weight, beyond }: Places, maxX: number): Float64Array {
  const masses = new Float64Array(maxX + 1)
  const last = weight.length - 1
  for (let j = 0; j <= last; j += 1) {
    const goesOn = stays[j] as number
    let w = weight[j] as number
    for (let x = 0; x <= maxX && w > LEAST_WEIGHT; x += 1) {
      masses[x] = (masses[x] as number) + (j === last ? w * beyond(x) : w)
      w *= goesOn
    }
  }
  return masses
}

const PAIR = 2

/**
 * Weighted sums of [1 − (1 + pz)^−u]/p for all x, at a pair of z that lie side by side: each step waits for the one
 * before it, so that a second z costs next to nothing.
 */
function sumsAt(
  r: number,
  { leaves, stays, weight, beyond }: Places,
  { maxX, z }: Readonly<{ maxX: number; z: readonly number[] }>,
): Float64Array {
  const sums = new Float64Array((maxX + 1) * PAIR)
  const last = weight.length - 1
  const [z0, z1] = [z[0] as number, z[1] as number]
  for (let j = 0; j <= last; j += 1) {
    const p = leaves[j] as number
    const goesOn = stays[j] as number
    const [q0, q1] = [1 / (1 + p * z0), 1 / (1 + p * z1)]
    let w = weight[j] as number
    let [power0, power1] = [firstPower(r, p, z0), firstPower(r, p, z1)]
    let [term0, term1] = [firstTerm(r, p, z0), firstTerm(r, p, z1)]
    for (let x = 0; x <= maxX && w > LEAST_WEIGHT; x += 1) {
      const by = j === last ? w * beyond(x) : w
      sums[x * PAIR] = (sums[x * PAIR] as number) + by * term0
      sums[x * PAIR + 1] = (sums[x * PAIR + 1] as number) + by * term1
      w *= goesOn
      power0 *= q0
      power1 *= q1
      term0 += power0
      term1 += power1
    }
  }
  return sums
}

/** What the term of x = 0 and the one of x = 1 differ by, but for a factor 1/(1 + pz). */
const firstPower = (r: number, p: number, z: number): number => z * Math.exp(-r * Math.log1p(p * z))

const firstTerm = (r: number, p: number, z: number): number =>
  p * z * (r + 1) < 1e-17 ? r * z : -Math.expm1(-r * Math.log1p(p * z)) / p
