import { must } from '#base/must'
import type { MemberColumns, PurchaseDays, SpendRows } from './purchase-days.ts'

/** Σ ln(days between one purchase day and the next), what MBG/CNBD-k needs beside the cells. */
export function sumLnGaps({ starts, days }: PurchaseDays): number {
  const gaps = new Map<number, number>()
  for (let m = 0; m + 1 < starts.length; m += 1) {
    const end = starts[m + 1] as number
    for (let i = (starts[m] as number) + 1; i < end; i += 1) {
      const gap = (days[i] as number) - (days[i - 1] as number)
      gaps.set(gap, (gaps.get(gap) ?? 0) + 1)
    }
  }
  // By length of gap, so that the sum does not depend on the order of members.
  return [...gaps].sort(([a], [b]) => a - b).reduce((sum, [gap, n]) => sum + n * Math.log(gap), 0)
}

/**
 * Repeat purchases and what they came to after the first purchase day, for the spend model: `minorPerUnit` minor units
 * are one unit of money (100 fen to the yuan). Returns count on the day they come back, so a refund of a first
 * purchase takes from the repeat ones.
 */
export function repeatSpend(
  rows: SpendRows,
  columns: MemberColumns,
  minorPerUnit: number,
): Readonly<{ x: Int32Array; spend: Float64Array }> {
  const first = new Float64Array(columns.members)
  for (let i = 0; i < rows.day.length; i += 1) {
    const m = rows.member[i] as number
    must(m >= 0 && m < columns.members, 'D3: a row belongs to a member')
    if (rows.day[i] === columns.firstDay[m]) first[m] = (first[m] as number) + (rows.spendMinor[i] as number)
  }
  const x = new Int32Array(columns.members)
  const spend = new Float64Array(columns.members)
  for (let m = 0; m < columns.members; m += 1) {
    x[m] = Math.max(0, (columns.purchaseDays[m] as number) - 1)
    spend[m] = ((columns.spendMinor[m] as number) - (first[m] as number)) / minorPerUnit
  }
  return { x, spend }
}
