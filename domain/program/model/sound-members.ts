import type { ProgramDocument, Tiers } from './document.ts'
import { mustBe, type Finding } from './finding.ts'
import { QUALIFY_BY } from './tiers.ts'

/** Ways of joining that say how, and tiers that rise (C04, C15). */
export const soundMembers = (document: ProgramDocument): Finding[] => [
  ...joiningWays(document),
  ...tierWays(document.tiers),
  ...rising(document.tiers),
  ...document.benefits.flatMap(({ kind, minutes }, at) =>
    kind === 'time' && minutes === null ? [mustBe('minutes_needed', ['benefits', at, 'minutes'])] : [],
  ),
]

function joiningWays({ joining }: ProgramDocument): Finding[] {
  return (joining?.ways ?? []).flatMap((way, at) => {
    const path = ['joining', 'ways', at] as const
    const found: Finding[] = []
    const costs = way.kind === 'fee' || way.kind === 'purchase' || way.kind === 'top_up'
    if (costs && way.leastMinor === undefined) found.push(mustBe('least_needed', [...path, 'leastMinor']))
    if (way.kind === 'fee' && way.productCode === undefined)
      found.push(mustBe('product_needed', [...path, 'productCode']))
    if (way.kind === 'proof' && way.proofs.length === 0)
      found.push(mustBe('proof_needed', [...path, 'proofs']))
    return found
  })
}

function tierWays({ list }: Tiers): Finding[] {
  return list.flatMap((tier, at) => {
    const path = ['tiers', 'list', at] as const
    const ways = tier.ways.flatMap((way, place) => {
      const where = [...path, 'ways', place] as const
      if (way.by === 'fee')
        return way.productCode === undefined ? [mustBe('product_needed', [...where, 'productCode'])] : []
      if (way.by === 'invitation') return []
      return way.least === undefined ? [mustBe('least_needed', [...where, 'least'])] : []
    })
    return tier.discountBps === 10_000 ? [...ways, mustBe('all_for_nothing', [...path, 'discountBps'])] : ways
  })
}

/** By one measure, a higher tier asks for more than every lower one. */
function rising({ list }: Tiers): Finding[] {
  return QUALIFY_BY.flatMap((by) => {
    let highest = 0
    return list.flatMap((tier, at) => {
      const place = tier.ways.findIndex((way) => way.by === by)
      const least = tier.ways[place]?.least
      if (least === undefined) return []
      const before = highest
      highest = Math.max(highest, least)
      return least > before
        ? []
        : [mustBe('tiers_not_ascending', ['tiers', 'list', at, 'ways', place, 'least'], { least, before })]
    })
  })
}
