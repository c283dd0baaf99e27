import { addDays, addMonths, day, type BusinessDay } from '#base/instant'
import { present } from '#base/must'
import type { Tiers } from '#domain/program/model/document'
import { isKept, reachedRank, type Merits } from './tiers.ts'

/** The day of the first review of somebody who came to a tier on a day; null where the program never reviews. */
export function firstReview(tiers: Tiers, since: BusinessDay): BusinessDay | null {
  if (tiers.reviewMonths === null) return null
  const on = addMonths(since, tiers.reviewMonths)
  // Years are judged when they are over, so that everybody is judged by whole ones.
  if (tiers.window !== 'calendar_year' || on.endsWith('-01-01')) return on
  return day(`${String(Number(on.slice(0, 4)) + 1).padStart(4, '0')}-01-01`)
}

export type Span = Readonly<{ from: BusinessDay; to: BusinessDay }>

/** T6: the days a review looks at: the window, or without one the time since the review before; grace adds to it. */
export function reviewSpan(tiers: Tiers, reviewOn: BusinessDay, graceTo: BusinessDay | null): Span {
  const before = addDays(reviewOn, -1)
  const to = graceTo ?? before
  if (tiers.window === 'calendar_year') return { from: day(`${before.slice(0, 4)}-01-01`), to }
  const months = tiers.window === 'rolling' ? tiers.windowMonths : (tiers.reviewMonths ?? 12)
  return { from: addMonths(reviewOn, -months), to }
}

export type Verdict =
  | Readonly<{ kind: 'kept' }>
  | Readonly<{ kind: 'grace'; to: BusinessDay }>
  | Readonly<{ kind: 'falls'; to: number }>

type Reviewed = Readonly<{ rank: number; reviewOn: BusinessDay; graceTo: BusinessDay | null }>

/**
 * T6: whether a tier is kept, kept for some days of grace, or lost: by one, or down to the highest below that is kept
 * or reached by the same days.
 */
export function review(tiers: Tiers, { rank, reviewOn, graceTo }: Reviewed, merits: Merits): Verdict {
  const tier = present(tiers.list[rank], 'T6: a tier that is reviewed is in the program')
  if (rank === 0 || isKept(tier, merits)) return { kind: 'kept' }
  if (graceTo === null && tiers.graceDays > 0)
    return { kind: 'grace', to: addDays(reviewOn, tiers.graceDays - 1) }
  if (tiers.fall === 'one') return { kind: 'falls', to: rank - 1 }
  const kept = tiers.list.slice(1, rank).findLastIndex((lower) => isKept(lower, merits)) + 1
  const reached = reachedRank({ list: tiers.list.slice(0, rank) }, merits)
  return { kind: 'falls', to: Math.max(kept, reached) }
}
