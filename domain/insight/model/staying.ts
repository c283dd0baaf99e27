import { logistic } from './dropout-fit.ts'
import { gaussJacobi, type Rule } from './quadrature.ts'

// E[Y] of somebody who is still here under BG/NBD and MBG/NBD: the mean over p ~ Beta(a, b) of [1 − (1 + pz)^−u]/p,
// where u = r + x, z = horizon/(α + T), and p is the chance of leaving after a purchase. The published form has a 2F1
// that is singular at a = 1 and loses its digits nearby; this integrand is positive and smooth everywhere.

export type Staying = Readonly<{ u: number; z: number; a: number; b: number }>

/** Mean purchases within the horizon. */
export function stayingMean(of: Staying, ruleOf: (nodes: number) => Rule = rulesOf(of)): number {
  if (of.z <= 0) return 0
  const nodes = nodesFor(of)
  return nodes === 0 ? alongLogit(of) : underRule(of, ruleOf(nodes))
}

/** Rules of one Beta(a, b), each made when it is first needed. */
export function rulesOf({ a, b }: Readonly<{ a: number; b: number }>): (nodes: number) => Rule {
  const made = new Map<number, Rule>()
  return (nodes) => {
    const rule = made.get(nodes) ?? gaussJacobi(a, b, nodes)
    made.set(nodes, rule)
    return rule
  }
}

/** How many Gauss–Jacobi nodes are enough; 0 where the integrand turns too sharply for any reasonable number. */
function nodesFor({ u, z, a, b }: Staying): number {
  // The beta weight covers p up to about `reach`; over it the power falls by `fall` e-foldings.
  const reach = Math.min(1, (a + 8 * Math.sqrt(a) + 30) / (a + b)) * z
  const fall = u * Math.log1p(reach)
  if (reach < 0.7 && fall < 8) return 16
  if (reach < 3 && fall < 25) return 32
  if (reach < 6 && fall < 60) return 64
  return reach < 12 && fall < 100 ? 96 : 0
}

function underRule({ u, z }: Staying, { nodes, weights }: Rule): number {
  let sum = 0
  for (let i = 0; i < nodes.length; i += 1) {
    const p = nodes[i] as number
    sum += (weights[i] as number) * bracket(u, z, p)
  }
  return sum
}

/** [1 − (1 + pz)^−u]/p, and u·z where p is too small to matter. */
const bracket = (u: number, z: number, p: number): number =>
  p * z * (u + 1) < 1e-17 ? u * z : -Math.expm1(-u * Math.log1p(p * z)) / p

/**
 * The step of the trapezoid rule over v = ln(p/(1 − p)) for Beta(a, b): a quarter, or half the width of the weight.
 * Twice that leaves seven digits of thirteen.
 */
export const stepFor = (a: number, b: number): number => Math.min(0.25, 0.5 * Math.sqrt(1 / a + 1 / b))

/**
 * The trapezoid rule over v = ln(p/(1 − p)), spectrally accurate because the integrand is analytic within ±iπ of the
 * line whatever z is. Where p or 1 − p no longer matters the rest is a geometric series. Divided by the same sum over
 * the beta weight alone.
 */
export function alongLogit({ u, z, a, b }: Staying): number {
  const h = stepFor(a, b)
  const peak = Math.log(a / b)
  const lnP = (v: number): number => -softly(-v)
  const lnWeight = (v: number): number => a * lnP(v) + b * lnP(-v)
  const top = lnWeight(peak)
  const lowest = -42 - Math.log1p(z * (u + 1))
  const highest = 42 + Math.log1p(u)
  let mass = 0
  let sum = 0
  const walk = (direction: 1 | -1): void => {
    for (let n = direction === 1 ? 0 : 1; ; n += 1) {
      const v = peak + direction * n * h
      const weight = Math.exp(lnWeight(v) - top)
      const worth = bracket(u, z, logistic(v))
      mass += weight
      sum += weight * worth
      if (weight < 1e-22 * mass) return
      const fall = direction === 1 ? b : a
      if (direction === 1 ? v > highest : v < lowest) {
        const rest = weight / Math.expm1(fall * h)
        mass += rest
        sum += rest * worth
        return
      }
    }
  }
  walk(1)
  walk(-1)
  return sum / mass
}

const softly = (v: number): number => (v > 0 ? v + Math.log1p(Math.exp(-v)) : Math.log1p(Math.exp(v)))
