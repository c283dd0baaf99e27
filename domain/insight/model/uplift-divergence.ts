/** How far apart the arms' shares are at a node (Rzepakowski and Jaroszewicz 2012), two outcomes. */
export const DIVERGENCES = ['kl', 'euclid', 'chi'] as const
export type Divergence = (typeof DIVERGENCES)[number]

/** Shares at 0 or 1 have no logarithm and no ratio; they are moved inside by this much, as causalml does. */
const EDGE = 1e-6
const inside = (p: number): number => Math.min(1 - EDGE, Math.max(EDGE, p))

const BY: Readonly<Record<Divergence, (p: number, q: number) => number>> = {
  kl: (p, q) => {
    const [a, b] = [inside(p), inside(q)]
    return a * Math.log(a / b) + (1 - a) * Math.log((1 - a) / (1 - b))
  },
  euclid: (p, q) => 2 * (p - q) ** 2,
  chi: (p, q) => {
    const b = inside(q)
    return (p - q) ** 2 / b + (p - q) ** 2 / (1 - b)
  },
}

/** Divergence of the treated share from the control share: 0 when equal, never below. */
export const divergenceOf = (kind: Divergence, treated: number, control: number): number =>
  BY[kind](treated, control)
