import { must } from '#base/must'

/** A log-likelihood with its gradient and its Hessian (row by row, d × d) in the parameters themselves. */
export type Surface = Readonly<{
  value: number
  gradient: Float64Array
  hessian: Float64Array
  /** What rounding may have made of the value, where it is more than 1e-13 of it: a sum of large terms that cancel. */
  rounding?: number
}>

/** Where a log-likelihood is highest. Norm and covariance are of the logarithms of the parameters. */
export type Peak = Readonly<{
  at: readonly number[]
  value: number
  gradientNorm: number
  evaluations: number
  converged: boolean
  /** Parameters that ran to a bound, by place. */
  edge: readonly number[]
  covariance: Float64Array | null
}>

export type Bounds = Readonly<{ low: readonly number[]; high: readonly number[] }>

type Point = Readonly<{
  theta: Float64Array
  value: number
  g: Float64Array
  h: Float64Array
  rounding: number
}>

const ROUNDS = 60
/** Half the squared length of a Newton step in standard errors: 1e-9 is 0.00004 of a standard error. */
const SMALL = 1e-9
const LONGEST = 2

/**
 * Damped Newton on the logarithms of positive parameters, with the exact Hessian: a Levenberg shift where it is not
 * negative definite, steps of at most 2 log units, parameters kept within bounds. Deterministic to the last bit.
 */
export function maximise(
  of: (at: readonly number[]) => Surface,
  start: readonly number[],
  bounds: Bounds,
): Peak {
  const low = bounds.low.map(Math.log)
  const high = bounds.high.map(Math.log)
  let evaluations = 0
  const look = (theta: Float64Array): Point => {
    evaluations += 1
    return inLogs(of, theta)
  }
  const inside = (v: number, i: number): number => Math.min(high[i] as number, Math.max(low[i] as number, v))
  let here = look(Float64Array.from(start, (v, i) => inside(Math.log(v), i)))
  must(Number.isFinite(here.value), 'N1: a likelihood can be looked at where the search begins')
  let converged = false
  for (let round = 0; round < ROUNDS && !converged; round += 1) {
    const free = freeAt(here, low, high)
    const { step, shifted } = stepOf(here, free)
    const gain = dot(here.g, step) / 2
    if (!shifted && gain < Math.max(SMALL, here.rounding)) {
      // Where the value no longer tells a step up from one down the gradient still does: it shows one last step.
      if (gain >= SMALL) here = look(here.theta.map((v, i) => inside(v + (step[i] as number), i)))
      converged = true
      break
    }
    const next = climbed(here, step, look, inside)
    if (!next) {
      converged = gain < 1e-6
      break
    }
    here = next
  }
  const free = freeAt(here, low, high)
  const edge = Array.from(here.theta.keys()).filter(
    (i) => here.theta[i] === low[i] || here.theta[i] === high[i],
  )
  return {
    at: Array.from(here.theta, Math.exp),
    value: here.value,
    gradientNorm: Math.sqrt(free.reduce((sum, i) => sum + (here.g[i] as number) ** 2, 0)),
    evaluations,
    converged,
    edge,
    covariance: covarianceOf(here, free),
  }
}

function inLogs(of: (at: readonly number[]) => Surface, theta: Float64Array): Point {
  const at = Array.from(theta, Math.exp)
  const { value, gradient, hessian, rounding = 0 } = of(at)
  const d = at.length
  const g = gradient.map((v, i) => v * (at[i] as number))
  const h = hessian.map((v, k) => v * (at[Math.floor(k / d)] as number) * (at[k % d] as number))
  for (let i = 0; i < d; i += 1) h[i * d + i] = (h[i * d + i] as number) + (g[i] as number)
  return { theta, value, g, h, rounding }
}

/** A parameter at a bound whose gradient points outside stays where it is. */
function freeAt(here: Point, low: readonly number[], high: readonly number[]): number[] {
  return Array.from(here.theta.keys()).filter((i) => {
    const g = here.g[i] as number
    return !(here.theta[i] === low[i] && g <= 0) && !(here.theta[i] === high[i] && g >= 0)
  })
}

function stepOf(here: Point, free: readonly number[]): Readonly<{ step: Float64Array; shifted: boolean }> {
  const d = here.theta.length
  const part = free.map((i) => here.g[i] as number)
  const curved = free.map((i) => free.map((j) => -(here.h[i * d + j] as number)))
  const size = Math.max(1e-8, ...curved.map((row, i) => Math.abs(row[i] as number)))
  let shift = 0
  let root = cholesky(curved, 0)
  while (!root) {
    shift = shift === 0 ? size * 1e-4 : shift * 4
    root = cholesky(curved, shift)
  }
  const short = solved(root, part)
  const step = new Float64Array(d)
  free.forEach((i, k) => (step[i] = short[k] as number))
  return { step, shifted: shift > 0 }
}

/** The first point along the step that is no lower, each try a quarter as far; null when there is none. */
function climbed(
  here: Point,
  step: Float64Array,
  look: (theta: Float64Array) => Point,
  inside: (v: number, i: number) => number,
): Point | null {
  const longest = Math.max(...step.map(Math.abs))
  let share = longest > LONGEST ? LONGEST / longest : 1
  const slack = Math.max(1e-13 * Math.abs(here.value), here.rounding)
  for (let tries = 0; tries < 20; tries += 1) {
    const theta = here.theta.map((v, i) => inside(v + share * (step[i] as number), i))
    const next = look(theta)
    if (next.value >= here.value - slack && next.h.every(Number.isFinite)) return next
    share /= 4
  }
  return null
}

function covarianceOf(here: Point, free: readonly number[]): Float64Array | null {
  const d = here.theta.length
  const root = cholesky(
    free.map((i) => free.map((j) => -(here.h[i * d + j] as number))),
    0,
  )
  if (!root) return null
  const covariance = new Float64Array(d * d)
  free.forEach((i, k) => {
    const column = solved(
      root,
      free.map((_, j) => (j === k ? 1 : 0)),
    )
    free.forEach((j, l) => (covariance[j * d + i] = column[l] as number))
  })
  return covariance
}

const dot = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, v, i) => sum + v * (b[i] as number), 0)

/** The lower root of a symmetric matrix with `shift` added to its diagonal; null unless positive definite. */
function cholesky(matrix: readonly (readonly number[])[], shift: number): number[][] | null {
  const root: number[][] = []
  for (let i = 0; i < matrix.length; i += 1) {
    const row: number[] = []
    for (let j = 0; j <= i; j += 1) {
      let sum = (matrix[i]?.[j] as number) + (i === j ? shift : 0)
      const other = j === i ? row : (root[j] as number[])
      for (let k = 0; k < j; k += 1) sum -= (row[k] as number) * (other[k] as number)
      if (i === j && !(sum > 1e-13 * Math.abs(matrix[i]?.[i] as number))) return null
      row.push(i === j ? Math.sqrt(sum) : sum / (other[j] as number))
    }
    root.push(row)
  }
  return root
}

function solved(root: readonly (readonly number[])[], right: readonly number[]): number[] {
  const n = right.length
  const x = [...right]
  for (let i = 0; i < n; i += 1) {
    for (let k = 0; k < i; k += 1) x[i] = (x[i] as number) - (root[i]?.[k] as number) * (x[k] as number)
    x[i] = (x[i] as number) / (root[i]?.[i] as number)
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < n; k += 1) x[i] = (x[i] as number) - (root[k]?.[i] as number) * (x[k] as number)
    x[i] = (x[i] as number) / (root[i]?.[i] as number)
  }
  return x
}
