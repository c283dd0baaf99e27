import { must } from '#base/must'
import { gaussJacobi, type Rule } from './quadrature.ts'

/** Gauss–Legendre on −1…1: exact for polynomials up to degree 2n − 1; its weights sum to 2. */
export function gaussLegendre(n: number): Rule {
  must(Number.isInteger(n) && n >= 1, 'S6: a rule has at least one node')
  const { nodes, weights } = gaussJacobi(1, 1, n)
  return { nodes: nodes.map((x) => 2 * x - 1), weights: weights.map((w) => 2 * w) }
}
