import { must } from '#base/must'
import { gapsOf, type MemberColumns, type PurchaseDays } from './purchase-days.ts'
import { smallestAtRanks } from './rank.ts'

export const LIFECYCLE_NAMES = ['new', 'active', 'dormant', 'lost'] as const
export type Lifecycle = (typeof LIFECYCLE_NAMES)[number]

/** Days of silence up to which (inclusive) a member is active, and dormant; beyond is lost. */
export type LifecycleBounds = Readonly<{ activeDays: number; dormantDays: number }>

/** Gap in days that the given share of all gaps between purchase days does not exceed; null without a gap. */
export function gapAt(lists: PurchaseDays, share: number): number | null {
  must(share > 0 && share <= 1, 'I4: a share of the gaps is above none and at most all')
  const gaps = gapsOf(lists)
  if (gaps.length === 0) return null
  return smallestAtRanks(gaps, [Math.ceil(share * gaps.length - 1e-9)])[0] as number
}

/** Of the members silent for more than `from` and up to `to` days on a day, how many bought again soon after. */
export type ReturnBand = Readonly<{ from: number; to: number; people: number; returned: number }>

export const USUAL_BANDS: readonly number[] = [
  0, 15, 30, 60, 90, 120, 180, 240, 300, 360, 420, 480, 540, 600, 660, 720,
]

/** The return curve: silence on the snapshot day against a purchase in the `horizon` days after it. */
export function returnCurve(
  lists: PurchaseDays,
  on: Readonly<{ snapshot: number; horizon?: number; edges?: readonly number[] }>,
): ReturnBand[] {
  const { snapshot, horizon = 90, edges = USUAL_BANDS } = on
  const bands = edges.map((from, k) => ({ from, to: edges[k + 1] ?? Infinity, people: 0, returned: 0 }))
  // Who bought on the day itself is in the first band.
  for (let m = 0; m + 1 < lists.starts.length; m += 1) {
    const end = lists.starts[m + 1] as number
    let next = lists.starts[m] as number
    const start = next
    while (next < end && (lists.days[next] as number) <= snapshot) next += 1
    if (next === start) continue
    const silent = snapshot - (lists.days[next - 1] as number)
    const band = bands.find((b) => silent <= b.to)
    if (!band) continue
    band.people += 1
    if (next < end && (lists.days[next] as number) <= snapshot + horizon) band.returned += 1
  }
  return bands
}

/**
 * Bounds from the shop's own rhythm: active up to the 80th percentile of gaps, lost from the first band of silence
 * after it in which fewer than a tenth come back (bands of fewer than 20 people say nothing). Where no band says
 * so, three times the active bound. Null without a repeat purchase: nobody's rhythm is known then.
 */
export function usualBounds(lists: PurchaseDays, curve: readonly ReturnBand[]): LifecycleBounds | null {
  const activeDays = gapAt(lists, 0.8)
  if (activeDays === null) return null
  const cold = curve.find((b) => b.from >= activeDays && b.people >= 20 && b.returned * 10 < b.people)
  return { activeDays, dormantDays: cold ? cold.from : activeDays * 3 }
}

export type LifecycleCount = Readonly<{ lifecycle: Lifecycle; people: number; spendMinor: number }>

/** State of one member; boundaries are inclusive on the better side. */
export function lifecycleOf(
  member: Readonly<{ purchaseDays: number; firstDay: number; lastDay: number }>,
  asOf: number,
  bounds: LifecycleBounds,
): Lifecycle {
  if (member.purchaseDays === 1 && asOf - member.firstDay <= bounds.activeDays) return 'new'
  const silent = asOf - member.lastDay
  if (silent <= bounds.activeDays) return 'active'
  return silent <= bounds.dormantDays ? 'dormant' : 'lost'
}

/**
 * Every member with a purchase in exactly one state: codes 1 … 4 in the order of LIFECYCLE_NAMES, 0
 * without purchase.
 */
export function lifecycles(
  columns: MemberColumns,
  asOf: number,
  bounds: LifecycleBounds,
): Readonly<{ codes: Uint8Array; counts: LifecycleCount[] }> {
  const codes = new Uint8Array(columns.members)
  const counts = LIFECYCLE_NAMES.map((lifecycle) => ({ lifecycle, people: 0, spendMinor: 0 }))
  for (let m = 0; m < columns.members; m += 1) {
    const purchaseDays = columns.purchaseDays[m] as number
    if (purchaseDays === 0) continue
    const days = {
      purchaseDays,
      firstDay: columns.firstDay[m] as number,
      lastDay: columns.lastDay[m] as number,
    }
    const at = LIFECYCLE_NAMES.indexOf(lifecycleOf(days, asOf, bounds))
    codes[m] = at + 1
    const count = counts[at]
    must(count !== undefined, 'I5: there are four states')
    count.people += 1
    count.spendMinor += columns.spendMinor[m] as number
  }
  return { codes, counts }
}
