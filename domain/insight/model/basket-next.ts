import { must } from '#base/must'
import type { Baskets } from './basket-pairs.ts'
import type { PairRule } from './basket-rules.ts'

/** What to offer a member who has none of it yet, and because of what; −1 in the columns below means nothing. */
export type NextNeed = Readonly<{
  /** Per member: the product or category to offer, the one it follows from, and the chance that goes with it. */
  offer: Int32Array
  because: Int32Array
  /** Share of buyers of `because` who also have `offer`. */
  confidence: Float64Array
}>

/**
 * The next need of each member (C76): of all rules from something owned to something not owned, the one with the
 * largest chance × margin. `owned` holds one basket per member of everything ever bought.
 */
export function nextNeeds(
  owned: Baskets,
  rules: readonly PairRule[],
  marginMinor?: ArrayLike<number>,
): NextNeed {
  const members = owned.starts.length - 1
  const leads = leadsOf(owned.products, rules, marginMinor)
  const out = {
    offer: new Int32Array(members).fill(-1),
    because: new Int32Array(members).fill(-1),
    confidence: new Float64Array(members),
  }
  const has = new Int32Array(owned.products).fill(-1)
  for (let m = 0; m < members; m += 1) {
    const mine = owned.items.subarray(owned.starts[m], owned.starts[m + 1])
    for (const p of mine) has[p] = m
    let best = 0
    for (const p of mine) {
      for (const lead of leads[p] ?? []) {
        if (has[lead.to] === m || lead.worth <= best) continue
        best = lead.worth
        out.offer[m] = lead.to
        out.because[m] = p
        out.confidence[m] = lead.confidence
      }
    }
  }
  return out
}

type Lead = Readonly<{ to: number; confidence: number; worth: number }>

function leadsOf(products: number, rules: readonly PairRule[], marginMinor?: ArrayLike<number>): Lead[][] {
  const leads: Lead[][] = Array.from({ length: products }, () => [])
  const add = (from: number, to: number, confidence: number): void => {
    must(from < products && to < products, 'B3: products are numbered from 0')
    const worth = confidence * (marginMinor ? (marginMinor[to] as number) : 1)
    leads[from]?.push({ to, confidence, worth })
  }
  for (const rule of rules) {
    add(rule.a, rule.b, rule.confidence)
    add(rule.b, rule.a, rule.confidenceBack)
  }
  for (const list of leads) list.sort((x, y) => y.worth - x.worth || x.to - y.to)
  return leads
}

/** Members by how many different categories they bought, from 0 up: from 2 on they are cross-category buyers. */
export function categoryBreadth(owned: Baskets): number[] {
  const members = owned.starts.length - 1
  const counts = Array.from({ length: owned.products + 1 }, () => 0)
  const seen = new Int32Array(owned.products).fill(-1)
  for (let m = 0; m < members; m += 1) {
    let breadth = 0
    for (let i = owned.starts[m] as number; i < (owned.starts[m + 1] as number); i += 1) {
      const c = owned.items[i] as number
      if (seen[c] === m) continue
      seen[c] = m
      breadth += 1
    }
    counts[breadth] = (counts[breadth] as number) + 1
  }
  return counts
}
