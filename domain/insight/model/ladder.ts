import { purchaseDaysBy, type PurchaseDays } from './purchase-days.ts'
import { countedAtRanks, lowerMedian } from './rank.ts'

export type Step = Readonly<{
  /** At least so many purchase days. */
  purchases: number
  members: number
  /** Members of this step to members of the step before; null on the first and after an empty step. */
  fromPrevious: number | null
  /** Median days from the purchase before to this one, of those who took the step. */
  medianDays: number | null
}>

/** Waits up to so many days are counted one by one; nobody's history is longer than that by much. */
const LONGEST = 1 << 14

/** The loyalty ladder: members with at least 1, 2, … purchase days. Everybody's days are looked at once. */
export function ladder(lists: PurchaseDays, steps = 10): Step[] {
  const { members, waits } = climbed(lists, steps)
  return members.map((count, k) => {
    const before = members[k - 1]
    return {
      purchases: k + 1,
      members: count,
      fromPrevious: before === undefined || before === 0 ? null : count / before,
      medianDays: k === 0 || count === 0 ? null : medianOf(lists, { k, count, waits }),
    }
  })
}

/** Members by step, and waits before each step by days: those of `LONGEST` and more share the last place. */
function climbed({ starts, days }: PurchaseDays, steps: number) {
  const width = LONGEST + 1
  const exactly = new Uint32Array(steps + 1)
  const waits = new Uint32Array(steps * width)
  const people = starts.length - 1
  for (let m = 0, from = starts[0] ?? 0; m < people; m += 1) {
    const to = starts[m + 1] as number
    const reached = Math.min(to - from, steps)
    exactly[reached] = (exactly[reached] as number) + 1
    for (let k = 1; k < reached; k += 1) {
      const wait = (days[from + k] as number) - (days[from + k - 1] as number)
      const at = k * width + (wait < LONGEST ? wait : LONGEST)
      waits[at] = (waits[at] as number) + 1
    }
    from = to
  }
  const members = Array.from({ length: steps }, (_, k) =>
    exactly.subarray(k + 1).reduce((sum, n) => sum + n, 0),
  )
  return { members, waits }
}

type Waits = Readonly<{ k: number; count: number; waits: Uint32Array }>

function medianOf(lists: PurchaseDays, { k, count, waits }: Waits): number {
  const width = LONGEST + 1
  const counts = waits.subarray(k * width, (k + 1) * width)
  const [median = 0] = countedAtRanks({ low: 0, counts }, [Math.ceil(count / 2)])
  return median < LONGEST ? median : lowerMedian(waitsBefore(lists, k, count))
}

function waitsBefore(lists: PurchaseDays, k: number, count: number): Int32Array {
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
