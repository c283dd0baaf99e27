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

export type Repeat = Readonly<{
  buyers: number
  repeaters: number
  /** Repeaters to buyers; null without buyers. */
  rate: number | null
  /** The line the trade looks at (C67). */
  benchmark: number
  above: boolean | null
  /** Median days from the first purchase to the second, of those who came back. */
  medianDays: number | null
}>

export const REPEAT_BENCHMARK = 0.8

/** Repeat-purchase rate (C67): buyers with a second purchase day. */
export function repeatRate(lists: PurchaseDays): Repeat {
  let buyers = 0
  const waits: number[] = []
  for (let m = 0; m + 1 < lists.starts.length; m += 1) {
    const start = lists.starts[m] as number
    const days = (lists.starts[m + 1] as number) - start
    if (days > 0) buyers += 1
    if (days > 1) waits.push((lists.days[start + 1] as number) - (lists.days[start] as number))
  }
  waits.sort((a, b) => a - b)
  const rate = buyers > 0 ? waits.length / buyers : null
  return {
    buyers,
    repeaters: waits.length,
    rate,
    benchmark: REPEAT_BENCHMARK,
    above: rate === null ? null : rate > REPEAT_BENCHMARK,
    medianDays: waits.length > 0 ? (waits[Math.ceil(waits.length / 2) - 1] as number) : null,
  }
}

/** Repeat buyers beside one-time buyers in one trait: how many of each, and the share who come back. */
export type RepeatTrait<T> = Readonly<{ trait: T; buyers: number; repeaters: number; rate: number }>

/** Who comes back, by a trait of each member (tier, branch, age band); largest groups first. */
export function repeatProfile<T>(lists: PurchaseDays, traitOf: (member: number) => T): RepeatTrait<T>[] {
  const found = new Map<T, { buyers: number; repeaters: number }>()
  for (let m = 0; m + 1 < lists.starts.length; m += 1) {
    const days = (lists.starts[m + 1] as number) - (lists.starts[m] as number)
    if (days === 0) continue
    const trait = traitOf(m)
    const count = found.get(trait) ?? { buyers: 0, repeaters: 0 }
    found.set(trait, count)
    count.buyers += 1
    if (days > 1) count.repeaters += 1
  }
  return [...found]
    .map(([trait, c]) => ({ trait, ...c, rate: c.repeaters / c.buyers }))
    .sort((a, b) => b.buyers - a.buyers)
}
