import { must } from '#base/must'
import { buyersOf, picked, type MemberColumns } from './purchase-days.ts'

export type CurvePoint = Readonly<{ members: number; spendMinor: number }>

export type Pareto = Readonly<{
  members: number
  spendMinor: number
  /** A fifth of the members, rounded up, and what these best ones spent. */
  topFifth: CurvePoint
  topFifthShare: number | null
  /** The fewest members that bring at least 80 % of the money; null when there is no money. */
  fourFifths: CurvePoint | null
  fourFifthsShare: number | null
  /** Best first, cumulated: from nobody to everybody in at most 200 points. */
  curve: CurvePoint[]
}>

const POINTS = 200

/** Who brings the money. Members with a purchase count; one who returned more than bought counts below zero. */
export function pareto(columns: MemberColumns): Pareto {
  // Sorted in place, and read from its end: callbacks for each of a million members would keep everybody waiting.
  const spends = picked(columns.spendMinor, buyersOf(columns)).slice().sort()
  let total = 0
  for (let i = 0; i < spends.length; i += 1) total += spends[i] as number
  must(Number.isSafeInteger(total), 'D1: what all spent is a safe integer of minor units')
  const n = spends.length
  const fifth = Math.ceil(n / 5)
  // Whole numbers only: 5 × sum ≥ 4 × total could leave the safe range.
  const enough = total - Math.floor(total / 5)
  const curve: CurvePoint[] = [{ members: 0, spendMinor: 0 }]
  let topFifth: CurvePoint = { members: 0, spendMinor: 0 }
  let fourFifths: CurvePoint | null = null
  let spendMinor = 0
  const stops = Math.min(n, POINTS - 1)
  for (let i = 0, stop = 1; i < n; i += 1) {
    spendMinor += spends[n - 1 - i] as number
    const members = i + 1
    if (members === fifth) topFifth = { members, spendMinor }
    if (fourFifths === null && total > 0 && spendMinor >= enough) fourFifths = { members, spendMinor }
    if (members === Math.round((stop * n) / stops)) {
      curve.push({ members, spendMinor })
      stop += 1
    }
  }
  return {
    members: n,
    spendMinor: total,
    topFifth,
    topFifthShare: total > 0 ? topFifth.spendMinor / total : null,
    fourFifths,
    fourFifthsShare: fourFifths ? fourFifths.members / n : null,
    curve,
  }
}
