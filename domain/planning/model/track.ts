import { addMonths, type BusinessDay } from '#base/instant'
import type { ProgramDocument } from '#domain/program/model/document'
import { firstReview, review, reviewSpan } from '#domain/standing/model/review'
import { laterOf, noMerits, reachedRank, windowFrom, type Merits } from '#domain/standing/model/tiers'
import type { Before } from './past.ts'

type Deed = Omit<Before, 'memberId'>

/** How one member goes through a period under one program. */
export type Track = {
  rank: number
  reviewOn: BusinessDay | null
  graceTo: BusinessDay | null
  deeds: Deed[]
  chargedMinor: number
  points: number
}

export const newTrack = (): Track => ({
  rank: 0,
  reviewOn: null,
  graceTo: null,
  deeds: [],
  chargedMinor: 0,
  points: 0,
})

const meritsOf = (deeds: readonly Deed[], from: BusinessDay, to: BusinessDay | null): Merits => {
  let [spendMinor, visits, points, topUpMinor] = [0, 0, 0, 0]
  const topUps: number[] = []
  const fees: string[] = []
  for (const deed of deeds) {
    if (deed.day < from || (to !== null && deed.day > to)) continue
    spendMinor += deed.spendMinor
    visits += deed.visits
    points += deed.points
    topUpMinor += deed.topUpMinor
    topUps.push(...deed.topUps)
    fees.push(...deed.fees)
  }
  return { ...noMerits, spendMinor, visits, points, topUpMinor, topUps, fees }
}

/** Reviews whose day has come, one after the other, as the nightly job does them. */
export function reviewTo({ tiers }: ProgramDocument, track: Track, on: BusinessDay): void {
  while (track.rank > 0 && track.reviewOn !== null) {
    const due = track.graceTo ?? track.reviewOn
    if (due > on) return
    const span = reviewSpan(tiers, track.reviewOn, track.graceTo)
    const verdict = review(
      tiers,
      track as Track & { reviewOn: BusinessDay },
      meritsOf(track.deeds, span.from, span.to),
    )
    if (verdict.kind === 'grace') {
      track.graceTo = verdict.to
      continue
    }
    if (verdict.kind === 'falls') track.rank = verdict.to
    track.graceTo = null
    track.reviewOn = addMonths(track.reviewOn, tiers.reviewMonths ?? 12)
  }
}

/** Sales come in the order of their days, so the window of the last one is nearly always that of the next. */
const windows = new WeakMap<ProgramDocument['tiers'], Readonly<{ on: BusinessDay; from: BusinessDay }>>()

function windowOf(tiers: ProgramDocument['tiers'], on: BusinessDay): BusinessDay {
  const known = windows.get(tiers)
  if (known?.on === on) return known.from
  const from = windowFrom(tiers, on)
  windows.set(tiers, { on, from })
  return from
}

/** Adds what somebody did and puts them where it takes them, upwards at once (C15). */
export function count({ tiers }: ProgramDocument, track: Track, deed: Deed): void {
  if (tiers.list.length === 0) return
  track.deeds.push(deed)
  const reached = reachedRank(tiers, meritsOf(track.deeds, windowOf(tiers, deed.day), null))
  if (reached <= track.rank) return
  track.rank = reached
  track.reviewOn = firstReview(tiers, deed.day)
  track.graceTo = null
}

/** What can no longer count by any window or review is forgotten. */
export function forget({ tiers }: ProgramDocument, track: Track, on: BusinessDay): void {
  if (tiers.window === 'ever' || track.deeds.length < 64) return
  const months = 2 * Math.max(tiers.windowMonths, tiers.reviewMonths ?? 0, 12)
  const from = laterOf(windowFrom(tiers, on), addMonths(on, -months))
  const kept = from < addMonths(on, -months) ? from : addMonths(on, -months)
  track.deeds = track.deeds.filter((deed) => deed.day >= kept)
}
