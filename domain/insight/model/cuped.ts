import { must } from '#base/must'
import { differenceOf, type MeanDifference } from './mean-difference.ts'

/**
 * Sums of an arm for covariate adjustment: members, Σy, Σy², and over k covariates fixed before launch Σx, Σxy and
 * the k × k matrix Σxx (row by row).
 */
export type CovariateSums = Readonly<{
  n: number
  y: number
  yy: number
  x: readonly number[]
  xy: readonly number[]
  xx: readonly number[]
}>

export type Cuped = MeanDifference &
  Readonly<{
    /** What one unit of each covariate before was worth after, pooled over both arms. */
    theta: number[]
    /** Correlation of the outcome with what the covariates predict, members of both arms together. */
    rho: number
    /** Variance of the adjusted difference to that of the raw one: below 1 is gain. */
    varianceRatio: number
    raw: MeanDifference
  }>

/** Sums of member rows: the outcome and one column per covariate, measured before the draw. */
export function covariateSums(y: ArrayLike<number>, covariates: readonly ArrayLike<number>[]): CovariateSums {
  must(
    covariates.every((c) => c.length === y.length),
    'E7: every member has every covariate',
  )
  const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
    let total = 0
    for (let i = 0; i < a.length; i += 1) total += (a[i] as number) * (b[i] as number)
    return total
  }
  const sum = (a: ArrayLike<number>): number => {
    let total = 0
    for (let i = 0; i < a.length; i += 1) total += a[i] as number
    return total
  }
  return {
    n: y.length,
    y: sum(y),
    yy: dot(y, y),
    x: covariates.map(sum),
    xy: covariates.map((c) => dot(c, y)),
    xx: covariates.flatMap((a) => covariates.map((b) => dot(a, b))),
  }
}

const both = (a: CovariateSums, b: CovariateSums): CovariateSums => ({
  n: a.n + b.n,
  y: a.y + b.y,
  yy: a.yy + b.yy,
  x: a.x.map((v, i) => v + (b.x[i] as number)),
  xy: a.xy.map((v, i) => v + (b.xy[i] as number)),
  xx: a.xx.map((v, i) => v + (b.xx[i] as number)),
})

/** Sums of squares and products about the mean. */
function centred(s: CovariateSums): { yy: number; xy: number[]; xx: number[] } {
  const k = s.x.length
  return {
    yy: s.yy - (s.y * s.y) / s.n,
    xy: s.xy.map((v, i) => v - ((s.x[i] as number) * s.y) / s.n),
    xx: s.xx.map((v, at) => v - ((s.x[Math.floor(at / k)] as number) * (s.x[at % k] as number)) / s.n),
  }
}

/**
 * CUPED (Deng et al. 2013): takes out of the outcome what was known before the draw. θ comes from both arms pooled, so
 * the adjustment cannot favour one; the interval is Welch's on the adjusted outcome.
 */
export function cuped(treated: CovariateSums, control: CovariateSums, alpha = 0.05): Cuped {
  must(treated.n >= 2 && control.n >= 2, 'E1: an arm has at least two members before it has a variance')
  const all = centred(both(treated, control))
  const theta = solve(all.xx, all.xy)
  const explained = theta.reduce((total, t, i) => total + t * (all.xy[i] as number), 0)
  const t = adjusted(treated, theta)
  const c = adjusted(control, theta)
  const n = { t: treated.n, c: control.n }
  const raw = differenceOf(t.raw - c.raw, { t: t.rawOfMean, c: c.rawOfMean }, n, alpha)
  const found = differenceOf(t.mean - c.mean, { t: t.ofMean, c: c.ofMean }, n, alpha)
  return {
    ...found,
    theta,
    rho: all.yy > 0 ? Math.sqrt(Math.max(0, explained / all.yy)) : 0,
    varianceRatio: raw.se > 0 ? (found.se / raw.se) ** 2 : 1,
    raw,
  }
}

function adjusted(arm: CovariateSums, theta: readonly number[]) {
  const k = theta.length
  const about = centred(arm)
  let shift = 0
  let squares = about.yy
  theta.forEach((t, i) => {
    shift += (t * (arm.x[i] as number)) / arm.n
    squares -= 2 * t * (about.xy[i] as number)
    theta.forEach((u, j) => (squares += t * u * (about.xx[i * k + j] as number)))
  })
  const perMean = (s: number): number => Math.max(0, s) / (arm.n - 1) / arm.n
  const raw = arm.y / arm.n
  return { raw, rawOfMean: perMean(about.yy), mean: raw - shift, ofMean: perMean(squares) }
}

/** Solves the normal equations by Cholesky; a covariate that says nothing beyond those before it gets no weight. */
function solve(matrix: readonly number[], right: readonly number[]): number[] {
  const k = right.length
  const l = new Float64Array(k * k)
  const at = (i: number, j: number): number => l[i * k + j] as number
  const idle = new Set<number>()
  for (let i = 0; i < k; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let rest = matrix[i * k + j] as number
      for (let m = 0; m < j; m += 1) rest -= at(i, m) * at(j, m)
      if (i !== j) l[i * k + j] = idle.has(j) ? 0 : rest / at(j, j)
      else if (rest > 1e-10 * (matrix[i * k + i] as number)) l[i * k + i] = Math.sqrt(rest)
      else idle.add(i)
    }
  }
  const half = new Float64Array(k)
  for (let i = 0; i < k; i += 1) {
    if (idle.has(i)) continue
    let rest = right[i] as number
    for (let m = 0; m < i; m += 1) rest -= at(i, m) * (half[m] as number)
    half[i] = rest / at(i, i)
  }
  const theta = Array.from({ length: k }, () => 0)
  for (let i = k - 1; i >= 0; i -= 1) {
    if (idle.has(i)) continue
    let rest = half[i] as number
    for (let m = i + 1; m < k; m += 1) rest -= at(m, i) * (theta[m] as number)
    theta[i] = rest / at(i, i)
  }
  return theta
}
