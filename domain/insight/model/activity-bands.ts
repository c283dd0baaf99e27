import { must } from '#base/must'
import { windowOf } from './calendar.ts'
import { dayOfNumber } from '#base/instant'
import type { PurchaseDays } from './purchase-days.ts'

/** Members whose last purchase is more than `fromMonths` and up to `toMonths` months before the day. */
export type RecencyBand = Readonly<{ fromMonths: number; toMonths: number | null; people: number }>

/** 0–6, 7–12 … 31–36 months and longer (C61). */
export const RECENCY_EDGES: readonly number[] = [0, 6, 12, 18, 24, 30, 36]
/** Activity bands (C69): 3, 6, 12 months and longer. */
export const ACTIVITY_EDGES: readonly number[] = [0, 3, 6, 12]

/** Last purchase day of each member up to and including the day; −1 without one. */
function lastDays(lists: PurchaseDays, asOf: number): Int32Array {
  const last = new Int32Array(lists.starts.length - 1).fill(-1)
  for (let m = 0; m < last.length; m += 1) {
    for (let i = (lists.starts[m + 1] as number) - 1; i >= (lists.starts[m] as number); i -= 1) {
      if ((lists.days[i] as number) > asOf) continue
      last[m] = lists.days[i] as number
      break
    }
  }
  return last
}

/** First day of the last `months` months up to the day. */
const since = (asOf: number, months: number): number => windowOf(dayOfNumber(asOf), months).from

/**
 * Members by months since the last purchase; whole calendar months back from the day, boundaries on the better side.
 * Members without any purchase are in no band.
 */
export function recencyBands(lists: PurchaseDays, asOf: number, edges = RECENCY_EDGES): RecencyBand[] {
  must(
    edges[0] === 0 && edges.every((e, i) => i === 0 || e > (edges[i - 1] as number)),
    'A2: bands begin at 0 and ascend',
  )
  const bands = edges.map((fromMonths, k) => ({ fromMonths, toMonths: edges[k + 1] ?? null, people: 0 }))
  const starts = bands.map((b) => (b.toMonths === null ? -Infinity : since(asOf, b.toMonths)))
  for (const day of lastDays(lists, asOf)) {
    if (day < 0) continue
    const band = bands[starts.findIndex((start) => day >= start)]
    if (band) band.people += 1
  }
  return bands
}

export type RecencyHealth = Readonly<{ now: number; before: number; light: 'healthy' | 'warning' }>

/** Members who bought within the last month, against the same a month earlier (C61): fewer is a warning. */
export function recencyHealth(lists: PurchaseDays, asOf: number): RecencyHealth {
  const withinMonth = (day: number): number => {
    const from = since(day, 1)
    return lastDays(lists, day).reduce((n, d) => n + (d >= from ? 1 : 0), 0)
  }
  return healthOf(withinMonth(asOf), withinMonth(since(asOf, 1) - 1))
}

/** The light of two counts, for counts kept elsewhere. */
export const healthOf = (now: number, before: number): RecencyHealth => ({
  now,
  before,
  light: now >= before ? 'healthy' : 'warning',
})

export type Activity = Readonly<{
  members: number
  /** Bought within the last three months, to all members, those who never bought included. */
  active: number
  activeShare: number | null
  bands: readonly RecencyBand[]
  never: number
}>

/** Active-member distribution (C69); every member is in one band or in `never`. */
export function activity(lists: PurchaseDays, asOf: number): Activity {
  const members = lists.starts.length - 1
  const bands = recencyBands(lists, asOf, ACTIVITY_EDGES)
  const bought = bands.reduce((n, b) => n + b.people, 0)
  const active = (bands[0] as RecencyBand).people
  return {
    members,
    active,
    activeShare: members > 0 ? active / members : null,
    bands,
    never: members - bought,
  }
}
