import { must } from '#base/must'

/** Nodes and weights of a quadrature rule on −1…1. */
export type Rule = Readonly<{ nodes: Float64Array; weights: Float64Array }>

/** Gauss–Legendre: exact for polynomials up to degree 2n − 1. Newton on the Legendre recurrence, near 1e-16. */
export function gaussLegendre(n: number): Rule {
  must(Number.isInteger(n) && n >= 1, 'S6: a rule has at least one node')
  const nodes = new Float64Array(n)
  const weights = new Float64Array(n)
  for (let i = 0; i < n; i += 1) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5))
    let slope = 1
    for (let round = 0; round < 100; round += 1) {
      let [before, here] = [0, 1]
      for (let k = 1; k <= n; k += 1) {
        const next = ((2 * k - 1) * x * here - (k - 1) * before) / k
        before = here
        here = next
      }
      slope = (n * (x * here - before)) / (x * x - 1)
      const step = here / slope
      x -= step
      if (Math.abs(step) < 1e-16) break
    }
    nodes[i] = x
    weights[i] = 2 / ((1 - x * x) * slope * slope)
  }
  return { nodes, weights }
}
