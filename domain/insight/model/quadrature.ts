import { must } from '#base/must'

/** Nodes in (0, 1) and weights that sum to 1: the mean of a function is Σ weight·f(node). */
export type Rule = Readonly<{ nodes: Float64Array; weights: Float64Array }>

/**
 * Gauss–Jacobi for the mean under Beta(a, b): exact for polynomials below degree 2n. Nodes and weights by Golub and
 * Welsch (1969) on the Jacobi matrix moved to (0, 1), so that nodes near zero keep their digits.
 */
export function gaussJacobi(a: number, b: number, n: number): Rule {
  must(a > 0 && b > 0, 'Q1: a beta weight has positive parameters')
  const diagonal = new Float64Array(n)
  const beside = new Float64Array(n)
  const s = a + b - 2
  diagonal[0] = a / (a + b)
  for (let k = 1; k < n; k += 1) {
    const two = 2 * k + s
    diagonal[k] = (2 * k * (k + s + 1) + s * a) / (two * (two + 2))
    // At k = 1 one factor cancels, and both vanish when a + b = 1.
    const ratio = k === 1 ? 1 / (two + 1) : (k + s) / ((two + 1) * (two - 1))
    beside[k - 1] = Math.sqrt(k * (k + b - 1) * (k + a - 1) * ratio) / two
  }
  return golubWelsch(diagonal, beside)
}

/** Gauss–Legendre on (0, 1). */
export const gaussLegendre = (n: number): Rule => gaussJacobi(1, 1, n)

/** Eigenvalues of a symmetric tridiagonal matrix and the squared first parts of its eigenvectors (implicit QL). */
function golubWelsch(d: Float64Array, e: Float64Array): Rule {
  const n = d.length
  const first = new Float64Array(n)
  first[0] = 1
  for (let l = 0; l < n; l += 1) {
    for (let round = 0; ; round += 1) {
      must(round < 100, 'Q2: the nodes of a Gauss rule are found')
      const m = splitAfter(d, e, l)
      if (m === l) break
      rotate(d, e, first, { l, m })
    }
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => (d[i] as number) - (d[j] as number))
  return {
    nodes: Float64Array.from(order, (i) => d[i] as number),
    weights: Float64Array.from(order, (i) => (first[i] as number) ** 2),
  }
}

function splitAfter(d: Float64Array, e: Float64Array, l: number): number {
  let m = l
  while (m < d.length - 1) {
    const size = Math.abs(d[m] as number) + Math.abs(d[m + 1] as number)
    if (Math.abs(e[m] as number) <= Number.EPSILON * 0.5 * size) break
    m += 1
  }
  return m
}

/** √(f² + g²): a plain square root is several times as fast as `hypot` and as good where no square leaves the range. */
function lengthOf(f: number, g: number): number {
  const square = f * f + g * g
  return square > 1e-280 && square < 1e280 ? Math.sqrt(square) : Math.hypot(f, g)
}

function rotate(
  d: Float64Array,
  e: Float64Array,
  first: Float64Array,
  { l, m }: Readonly<{ l: number; m: number }>,
): void {
  let g = ((d[l + 1] as number) - (d[l] as number)) / (2 * (e[l] as number))
  const length = lengthOf(g, 1)
  g = (d[m] as number) - (d[l] as number) + (e[l] as number) / (g + (g < 0 ? -length : length))
  let [s, c, p] = [1, 1, 0]
  for (let i = m - 1; i >= l; i -= 1) {
    const f = s * (e[i] as number)
    const b = c * (e[i] as number)
    const r = lengthOf(f, g)
    e[i + 1] = r
    if (r === 0) {
      d[i + 1] = (d[i + 1] as number) - p
      e[m] = 0
      return
    }
    s = f / r
    c = g / r
    g = (d[i + 1] as number) - p
    const turned = ((d[i] as number) - g) * s + 2 * c * b
    p = s * turned
    d[i + 1] = g + p
    g = c * turned - b
    const z = first[i + 1] as number
    first[i + 1] = s * (first[i] as number) + c * z
    first[i] = c * (first[i] as number) - s * z
  }
  d[l] = (d[l] as number) - p
  e[l] = g
  e[m] = 0
}
