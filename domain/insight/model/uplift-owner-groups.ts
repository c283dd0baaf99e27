import { must } from '#base/must'
import type { Count, ShareDifference } from './proportion.ts'

export const OWNER_GROUPS = ['send', 'do_not_send', 'would_buy_anyway', 'may_annoy'] as const
export type OwnerGroup = (typeof OWNER_GROUPS)[number]

export type Judged = Readonly<{ treated: Count; control: Count; lift: ShareDifference }>
export type Worth = Readonly<{
  /** Margin of one more who does it, and cost of reaching one member, minor units. */
  hitMinor: number
  reachMinor: number
}>

/**
 * What to do with a group. `send` when the message surely adds and pays its way on the best estimate; `may_annoy` when
 * it surely takes away; of the rest, `would_buy_anyway` where the control already does it more often than the list as
 * a whole, else `do_not_send`.
 */
export function ownerGroup(group: Judged, listControlShare: number, worth: Worth): OwnerGroup {
  must(worth.hitMinor >= 0 && worth.reachMinor >= 0, 'U6: worth and cost are not below zero')
  const { difference, low, high } = group.lift
  if (high < 0) return 'may_annoy'
  if (low > 0 && difference * worth.hitMinor > worth.reachMinor) return 'send'
  const own = group.control.n > 0 ? group.control.hits / group.control.n : 0
  return own > listControlShare ? 'would_buy_anyway' : 'do_not_send'
}

export type GroupCount<G extends Judged> = Readonly<{ group: OwnerGroup; members: number; parts: G[] }>

/** All four groups with their members, in the order of OWNER_GROUPS; every part is in exactly one. */
export function ownerGroups<G extends Judged>(parts: readonly G[], worth: Worth): GroupCount<G>[] {
  const hits = parts.reduce((s, p) => s + p.control.hits, 0)
  const n = parts.reduce((s, p) => s + p.control.n, 0)
  const whole = n > 0 ? hits / n : 0
  return OWNER_GROUPS.map((group) => {
    const own = parts.filter((p) => ownerGroup(p, whole, worth) === group)
    return { group, parts: own, members: own.reduce((s, p) => s + p.treated.n + p.control.n, 0) }
  })
}
