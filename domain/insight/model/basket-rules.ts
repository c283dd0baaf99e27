import { must } from '#base/must'
import { chiSquareTail, normalQuantile } from './special.ts'
import { benjaminiHochberg } from './trial-many.ts'
import type { PairCounts } from './basket-pairs.ts'

/** Baskets with both, with each, and all. */
export type Fourfold = Readonly<{ both: number; a: number; b: number; all: number }>

export type Affinity = Readonly<{
  /** Share of all baskets with both. */
  support: number
  /** Share of a's baskets that hold b, and the other way round. */
  confidence: number
  confidenceBack: number
  /** How many times more often together than by chance: both·n / (a·b). */
  lift: number
  /** Support less what chance would give. */
  leverage: number
  /** How much more often a without b would be by chance than it is; Infinity when a is never without b. */
  conviction: number
  chiSquare: number
  p: number
  /** Lower 95 % bound of the lift: rank by it, because rare pairs always have the largest lift. */
  lowerLift: number
}>

/**
 * Measures of one pair (insight §3.10). The error of ln lift is the multinomial delta method's,
 * 1/n₁₁ − 1/n₁. − 1/n.₁ + 2n₁₁/(n₁.n.₁) − 1/n, which knows that the margins are from the same baskets.
 */
export function affinityOf({ both, a, b, all }: Fourfold, alpha = 0.05): Affinity {
  must(
    both >= 0 && both <= Math.min(a, b) && Math.max(a, b) <= all && all > 0,
    'B4: a pair is in both and in all',
  )
  const lift = (both * all) / (a * b)
  const [pa, pb] = [a / all, b / all]
  const support = both / all
  const leverage = support - pa * pb
  const spread = pa * pb * (1 - pa) * (1 - pb)
  const chiSquare = spread > 0 ? (all * leverage * leverage) / spread : 0
  const variance = 1 / both - 1 / a - 1 / b + (2 * both) / (a * b) - 1 / all
  const z = normalQuantile(1 - alpha / 2)
  return {
    support,
    confidence: both / a,
    confidenceBack: both / b,
    lift,
    leverage,
    conviction: both < a ? (1 - pb) / (1 - both / a) : Infinity,
    chiSquare,
    p: chiSquareTail(chiSquare, 1),
    lowerLift: both > 0 ? lift * Math.exp(-z * Math.sqrt(Math.max(0, variance))) : 0,
  }
}

export type PairRule = Affinity &
  Readonly<{
    a: number
    b: number
    both: number
    aBaskets: number
    bBaskets: number
    adjustedP: number
    rank: number
  }>

export type RuleWish = Readonly<{
  /** The family of each product: one product in two sizes, a bundle and its parts. Pairs within one are left out. */
  family?: ArrayLike<number>
  /** Margin of each product, minor units: the pair's rank is its lower lift times the smaller of the two. */
  marginMinor?: ArrayLike<number>
  /** Share of false finds allowed (Benjamini–Hochberg over all pairs of frequent products). */
  falseShare?: number
}>

export const FEWEST_TOGETHER = 20
const NEVER_A_FIND = 1e-12

/** Pairs surely bought together more often than by chance, best first. An association: test before claiming sales. */
export function pairRules(counts: PairCounts, wish: RuleWish = {}): PairRule[] {
  const { family, marginMinor, falseShare = 0.05 } = wish
  const found: Omit<PairRule, 'adjustedP' | 'rank'>[] = []
  let leftOut = 0
  for (let i = 0; i < counts.a.length; i += 1) {
    const [a, b, both] = [counts.a[i] as number, counts.b[i] as number, counts.together[i] as number]
    if (family && family[a] === family[b]) {
      leftOut += 1
      continue
    }
    const [aBaskets, bBaskets] = [counts.single[a] as number, counts.single[b] as number]
    found.push({
      a,
      b,
      both,
      aBaskets,
      bBaskets,
      ...affinityOf({ both, a: aBaskets, b: bBaskets, all: counts.baskets }),
    })
  }
  const looked = Math.max(found.length, counts.family - leftOut)
  const adjusted = benjaminiHochberg(
    found.map((f) => Math.max(f.p, 0)),
    looked,
  )
  const marginOf = (p: number): number => (marginMinor ? (marginMinor[p] as number) : 1)
  return found
    .map((f, i) => ({
      ...f,
      adjustedP: adjusted[i] as number,
      rank: f.lowerLift * Math.min(marginOf(f.a), marginOf(f.b)),
    }))
    .filter((f) => f.adjustedP <= falseShare && f.lowerLift > 1 + NEVER_A_FIND)
    .sort((x, y) => y.rank - x.rank || y.both - x.both || x.a - y.a || x.b - y.b)
}
