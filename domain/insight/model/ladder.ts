import { purchaseDaysBy, type PurchaseDays } from './purchase-days.ts'
import { lowerMedian } from './rank.ts'

export type Step = Readonly<{
  /** At least so many purchase days. */
  purchases: number
  members: number
  /** Members of this step to members of the step before; null on the first and after an empty step. */
  fromPrevious: number | null
  /** Median days from the purchase before to this one, of those who took the step. */
  medianDays: number | null
}>

/** The loyalty ladder: members with at least 1, 2, … purchase days. */
export function ladder(lists: PurchaseDays, steps = 10): Step[] {
  const members = Array.from({ length: steps }, () => 0)
  for (let m = 0; m + 1 < lists.starts.length; m += 1) {
    const days = (lists.starts[m + 1] as number) - (lists.starts[m] as number)
    for (let k = 0; k < days && k < steps; k += 1) members[k] = (members[k] as number) + 1
  }
  return members.map((count, k) => {
    const before = members[k - 1]
    return {
      purchases: k + 1,
      members: count,
      fromPrevious: before === undefined || before === 0 ? null : count / before,
      medianDays: k === 0 || count === 0 ? null : lowerMedian(waits(lists, k, count)),
    }
  })
}

function waits(lists: PurchaseDays, k: number, count: number): Int32Array {
  const days = new Int32Array(count)
  let n = 0
  for (let m = 0; m + 1 < lists.starts.length; m += 1) {
    const at = (lists.starts[m] as number) + k
    if (at >= (lists.starts[m + 1] as number)) continue
    days[n] = (lists.days[at] as number) - (lists.days[at - 1] as number)
    n += 1
  }
  return days
}

export type Moves = Readonly<{ oneToTwo: number; twoToThree: number }>

/**
 * Steps taken after `since` up to `until` by members already on the ladder at `since`; who climbs from one purchase
 * day to three has taken both steps. New members of the period are no movers.
 */
export function moves(lists: PurchaseDays, between: Readonly<{ since: number; until: number }>): Moves {
  const then = purchaseDaysBy(lists, between.since)
  const now = purchaseDaysBy(lists, between.until)
  let oneToTwo = 0
  let twoToThree = 0
  for (let m = 0; m < then.length; m += 1) {
    const before = then[m] as number
    const after = now[m] as number
    if (before === 1 && after >= 2) oneToTwo += 1
    if ((before === 1 || before === 2) && after >= 3) twoToThree += 1
  }
  return { oneToTwo, twoToThree }
}
