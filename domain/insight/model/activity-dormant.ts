import { must } from '#base/must'

/** Members as columns; a day of −1 says "never". */
export type Ties = Readonly<{
  joinedDay: Int32Array
  lastPurchaseDay: Int32Array
  /** Last day on which points were earned or redeemed. */
  lastPointsDay: Int32Array
}>

/**
 * Dead users (C77): members of at least so many days who neither earned nor redeemed points nor bought in all that
 * time. New members are given the same time before they are called dead. Places in the list, longest silent first.
 */
export function deadUsers(ties: Ties, on: Readonly<{ asOf: number; silentDays: number }>): number[] {
  const { joinedDay, lastPurchaseDay, lastPointsDay } = ties
  must(
    joinedDay.length === lastPurchaseDay.length && joinedDay.length === lastPointsDay.length,
    'A3: columns are of one length',
  )
  const signOfLife = (m: number): number =>
    Math.max(joinedDay[m] as number, lastPurchaseDay[m] as number, lastPointsDay[m] as number)
  const found: number[] = []
  for (let m = 0; m < joinedDay.length; m += 1) {
    if (signOfLife(m) <= on.asOf - on.silentDays && (joinedDay[m] as number) <= on.asOf) found.push(m)
  }
  return found.sort((a, b) => signOfLife(a) - signOfLife(b) || a - b)
}

/** Members with at least `visit` visits, and how many of them had bought by then. */
export type FunnelStep = Readonly<{ visit: number; visitors: number; boughtBy: number; share: number | null }>

/**
 * Visit-to-purchase funnel (C77): of those who came at least k times, the share who had bought by the k-th visit. A
 * row is one visit, in the order of time for each member; `bought` says whether it ended with a purchase.
 */
export function visitFunnel(
  visits: Readonly<{ member: Int32Array; bought: ArrayLike<number> }>,
  members: number,
  steps = 5,
): FunnelStep[] {
  must(visits.member.length === visits.bought.length, 'A3: columns are of one length')
  const count = new Int32Array(members)
  const has = new Uint8Array(members)
  const visitors = Array.from({ length: steps }, () => 0)
  const boughtBy = Array.from({ length: steps }, () => 0)
  for (let i = 0; i < visits.member.length; i += 1) {
    const m = visits.member[i] as number
    const visit = count[m] as number
    count[m] = visit + 1
    if (visits.bought[i]) has[m] = 1
    if (visit >= steps) continue
    visitors[visit] = (visitors[visit] as number) + 1
    if (has[m]) boughtBy[visit] = (boughtBy[visit] as number) + 1
  }
  return visitors.map((n, k) => ({
    visit: k + 1,
    visitors: n,
    boughtBy: boughtBy[k] as number,
    share: n > 0 ? (boughtBy[k] as number) / n : null,
  }))
}
