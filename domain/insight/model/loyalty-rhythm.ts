import type { PurchaseDays } from './purchase-days.ts'

/** Each member's longest silence in days: between purchases, and from the last one to the day. 0 without a purchase. */
export function gapsByMember(lists: PurchaseDays, asOf: number): Int32Array {
  const longest = new Int32Array(lists.starts.length - 1)
  for (let m = 0; m < longest.length; m += 1) {
    const end = lists.starts[m + 1] as number
    let most = 0
    for (let i = lists.starts[m] as number; i < end; i += 1) {
      const next = i + 1 < end ? (lists.days[i + 1] as number) : asOf
      most = Math.max(most, next - (lists.days[i] as number))
    }
    longest[m] = most
  }
  return longest
}
