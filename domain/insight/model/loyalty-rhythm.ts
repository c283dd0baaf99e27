import type { PurchaseDays } from './purchase-days.ts'

/** Each member's longest silence in days: between purchases, and from the last one to the day. 0 without a purchase. */
export function gapsByMember({ starts, days }: PurchaseDays, asOf: number): Int32Array {
  const longest = new Int32Array(starts.length - 1)
  for (let m = 0, at = starts[0] as number; m < longest.length; m += 1) {
    const end = starts[m + 1] as number
    let most = 0
    for (; at < end; at += 1) {
      const gap = (at + 1 < end ? (days[at + 1] as number) : asOf) - (days[at] as number)
      if (gap > most) most = gap
    }
    longest[m] = most
  }
  return longest
}
