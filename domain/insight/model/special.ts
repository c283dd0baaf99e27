import { must } from '#base/must'

// Special functions behind every interval. Each is written for relative accuracy near 1e-14, tails included,
// because a p-value of 1e-54 must be as right as one of 0.05.

const HALF_LN_TWO_PI = 0.9189385332046727
const EPSILON = 1e-17
const TINY = 1e-300

/** What Stirling's formula misses: lnΓ(x) − [(x − ½)ln x − x + ½ln 2π], for x ≥ 10 (next term below 1e-17). */
function stirlingRest(x: number): number {
  const s = 1 / (x * x)
  const tail = s * (1 / 1188 - s * (691 / 360360 - s * (1 / 156 - (s * 3617) / 122400)))
  return (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - tail)))) / x
}

/** ln Γ(x) for x > 0; absolute error about 1e-15 near its zeros at 1 and 2, relative elsewhere. */
export function lnGamma(x: number): number {
  must(x > 0, 'S1: lnGamma is asked for positive numbers only')
  let product = 1
  let at = x
  while (at < 10) {
    product *= at
    at += 1
  }
  return (at - 0.5) * Math.log(at) - at + HALF_LN_TWO_PI + stirlingRest(at) - Math.log(product)
}

/** ln B(a, b) for a, b > 0, without the cancellation of three large lnΓ. */
export function lnBeta(a: number, b: number): number {
  const large = Math.max(a, b)
  const small = Math.min(a, b)
  if (large < 10) return lnGamma(a) + lnGamma(b) - lnGamma(a + b)
  const rests = stirlingRest(large) - stirlingRest(a + b)
  const spread = -(large - 0.5) * Math.log1p(small / large)
  if (small < 10) return lnGamma(small) + spread - small * Math.log(a + b) + small + rests
  const middle = small * Math.log(small / (a + b)) - 0.5 * Math.log(small)
  return spread + middle + HALF_LN_TWO_PI + stirlingRest(small) + rests
}

/**
 * Regularised incomplete beta I_x(a, b), 0 ≤ x ≤ 1. Pass y = 1 − x when it is known more exactly than by
 * subtraction. Lentz's continued fraction on the side where it converges fast (Numerical Recipes, 6.4).
 */
export function incompleteBeta(a: number, b: number, x: number, y: number = 1 - x): number {
  must(a > 0 && b > 0, 'S2: the incomplete beta has positive parameters')
  if (x <= 0) return 0
  if (y <= 0) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - betaFraction(b, a, y, x)
  return betaFraction(a, b, x, y)
}

function betaFraction(a: number, b: number, x: number, y: number): number {
  const lnX = x > 0.5 ? Math.log1p(-y) : Math.log(x)
  const lnY = y > 0.5 ? Math.log1p(-x) : Math.log(y)
  const front = Math.exp(a * lnX + b * lnY - lnBeta(a, b)) / a
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let h = d
  for (let m = 1; m <= 100_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    h *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    h *= d * c
    if (Math.abs(d * c - 1) < 3e-16) break
  }
  return front * h
}

/** Lentz's method divides by these; exactly zero would stop it. */
const away = (value: number): number => (Math.abs(value) < TINY ? TINY : value)

/** Upper regularised incomplete gamma Q(a, x): the tail of a gamma variable beyond x ≥ 0. */
export function gammaTail(a: number, x: number): number {
  must(a > 0 && x >= 0, 'S3: the gamma tail has a positive shape and starts at zero or above')
  if (x === 0) return 1
  return x < a + 1 ? 1 - gammaSeries(a, x) : gammaFraction(a, x)
}

function gammaSeries(a: number, x: number): number {
  let term = 1 / a
  let total = term
  for (let n = 1; n <= 100_000; n += 1) {
    term *= x / (a + n)
    total += term
    if (term < total * EPSILON) break
  }
  return total * Math.exp(a * Math.log(x) - x - lnGamma(a))
}

function gammaFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1 / TINY
  let d = 1 / away(b)
  let h = d
  for (let n = 1; n <= 100_000; n += 1) {
    const step = -n * (n - a)
    b += 2
    d = 1 / away(step * d + b)
    c = away(b + step / c)
    h *= d * c
    if (Math.abs(d * c - 1) < 3e-16) break
  }
  return h * Math.exp(a * Math.log(x) - x - lnGamma(a))
}

/** P(χ² with `degrees` of freedom > x). */
export const chiSquareTail = (x: number, degrees: number): number => gammaTail(degrees / 2, x / 2)

/** Φ(z): the share of a standard normal at or below z. */
export function normalCdf(z: number): number {
  const tail = 0.5 * gammaTail(0.5, (z * z) / 2)
  return z < 0 ? tail : 1 - tail
}

/** P(|Z| > |z|), exact far into the tail. */
export const normalTwoSided = (z: number): number => gammaTail(0.5, (z * z) / 2)

/** The z with Φ(z) = p, 0 < p < 1: a rational start (Abramowitz & Stegun 26.2.23), then Halley to full accuracy. */
export function normalQuantile(p: number): number {
  must(p > 0 && p < 1, 'S4: a quantile is asked for a share strictly between 0 and 1')
  if (p > 0.5) return -normalQuantile(1 - p)
  const t = Math.sqrt(-2 * Math.log(p))
  const above = 2.515517 + t * (0.802853 + t * 0.010328)
  let z = above / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t
  for (let round = 0; round < 4; round += 1) {
    const density = Math.exp(-(z * z) / 2 - HALF_LN_TWO_PI)
    const miss = (normalCdf(z) - p) / density
    z -= miss / (1 + (z * miss) / 2)
  }
  return z
}

/** P(|T| > |t|) for Student's t with any positive, also fractional, degrees of freedom. */
export function studentTwoSided(t: number, degrees: number): number {
  must(degrees > 0, "S5: Student's t has positive degrees of freedom")
  if (degrees === Infinity) return normalTwoSided(t)
  const squared = t * t
  return incompleteBeta(degrees / 2, 0.5, degrees / (degrees + squared), squared / (degrees + squared))
}

/** P(T ≤ t) for Student's t. */
export function studentCdf(t: number, degrees: number): number {
  const tail = 0.5 * studentTwoSided(t, degrees)
  return t < 0 ? tail : 1 - tail
}

/** The t with P(T ≤ t) = p: Newton on the tail, kept inside a bracket so that it cannot run away. */
export function studentQuantile(p: number, degrees: number): number {
  must(p > 0 && p < 1, 'S4: a quantile is asked for a share strictly between 0 and 1')
  if (p === 0.5) return 0
  // The small side is used as given: 1 − p would round a far tail away.
  return p < 0.5 ? -upperStudent(2 * p, degrees) : upperStudent(2 * (1 - p), degrees)
}

/** The t > 0 that |T| exceeds with probability `both`. */
export function upperStudent(both: number, degrees: number): number {
  if (degrees === Infinity) return -normalQuantile(both / 2)
  let low = 0
  let high = 1
  while (studentTwoSided(high, degrees) > both) high *= 2
  let t = Math.min(high, Math.max(low, -normalQuantile(both / 2)))
  const lnFront = -lnBeta(degrees / 2, 0.5) - 0.5 * Math.log(degrees)
  for (let round = 0; round < 200; round += 1) {
    const miss = studentTwoSided(t, degrees) - both
    if (miss > 0) low = t
    else high = t
    const density = 2 * Math.exp(lnFront - ((degrees + 1) / 2) * Math.log1p((t * t) / degrees))
    const newton = t + miss / density
    const next = newton > low && newton < high ? newton : (low + high) / 2
    if (Math.abs(next - t) <= 1e-15 * t) return next
    t = next
  }
  return t
}

/**
 * P(T > t) for the non-central t with shift `shift`: E[Φ(shift − t·S)], S = √(χ²/degrees). The trapezoid rule on
 * ln S is spectrally accurate, because the integrand is analytic and dies at both ends.
 */
export function shiftedStudentTail(t: number, degrees: number, shift: number): number {
  const width = 1 / Math.sqrt(2 * degrees)
  const step = width / 8
  const lnPeak = -degrees / 2
  const weightAt = (u: number): number => Math.exp(degrees * u - (degrees / 2) * Math.exp(2 * u) - lnPeak)
  let total = 0
  let mass = 0
  for (const direction of [1, -1]) {
    for (let n = direction === 1 ? 0 : 1; n < 1_000_000; n += 1) {
      const u = direction * n * step
      const weight = weightAt(u)
      if (weight < 1e-18) break
      mass += weight
      total += weight * normalCdf(shift - t * Math.exp(u))
    }
  }
  return total / mass
}
