import type { Wish } from '#base/endpoint'
import { dayNumber } from '#base/instant'
import type { Work } from '#db/work'
import type * as contract from './contract.ts'
import { bucket } from './model/assign.ts'
import { ladder, moves } from './model/ladder.ts'
import { pareto } from './model/pareto.ts'
import { QUADRANT_NAMES, quadrants } from './model/quadrants.ts'
import { namedCells, rfm } from './model/rfm.ts'
import { view, type View } from './standing.ts'

const bps = (part: number, whole: number): number => (whole > 0 ? Math.round((part / whole) * 10_000) : 0)

/** Recency, frequency and money by value cuts (C60, insight.md §4). */
export async function rfmReport(work: Work, wish: Wish<typeof contract.rfm>) {
  const seen = await view(work, wish)
  const { cuts, counts, ...found } = rfm(seen.columns, { asOf: seen.asOfNumber })
  const heavy = found.heavyFrequency
  return {
    asOf: seen.asOf,
    windowMonths: seen.windowMonths,
    members: found.members,
    spendMinor: found.spendMinor,
    cuts: { r: [...cuts.r], f: [...cuts.f], m: [...cuts.m] },
    counts,
    grid: found.grid,
    cells: namedCells({ ...found, cuts, counts }),
    nonEmptyCells: found.nonEmptyCells,
    heavyFrequency: heavy && { value: heavy.value, shareBps: bps(heavy.people, found.members) },
  }
}

/** More dots than this are a blot; which ones are shown is drawn by hash, so that a picture does not flicker. */
const MOST_DOTS = 2_000

/** Confidants, butterflies, barnacles and passers-by (C63). */
export async function quadrantReport(work: Work, wish: Wish<typeof contract.quadrants>) {
  const seen = await view(work, wish)
  const found = quadrants(seen.columns, wish)
  return {
    asOf: seen.asOf,
    members: found.members,
    spendMinor: found.spendMinor,
    countCut: found.countCut,
    spendCut: { kind: found.spendCut.kind, valueMinor: found.spendCut.value },
    groups: found.groups,
    dots: sample(seen).map((at) => ({
      memberId: seen.memberIds[at] ?? '',
      purchases: seen.columns.purchaseDays[at] ?? 0,
      spendMinor: seen.columns.spendMinor[at] ?? 0,
      quadrant: QUADRANT_NAMES[(found.codes[at] ?? 4) - 1] ?? 'passerby',
      near: found.near[at] === 1,
    })),
  }
}

function sample(seen: View): number[] {
  const buyers = seen.memberIds.flatMap((id, at) =>
    (seen.columns.purchaseDays[at] ?? 0) > 0 ? [{ id, at }] : [],
  )
  if (buyers.length <= MOST_DOTS) return buyers.map((buyer) => buyer.at)
  const drawn = buyers
    .map(({ id, at }) => ({ at, place: bucket('dots', id) }))
    .sort((a, b) => a.place - b.place)
  return drawn.slice(0, MOST_DOTS).map((dot) => dot.at)
}

/** First, second, third purchase day and on; the moves of those who were on the ladder before (C62). */
export async function ladderReport(work: Work, wish: Wish<typeof contract.ladder>) {
  const seen = await view(work, wish)
  const steps = ladder(seen.lists)
  const since = wish.since
  const once = steps[0]?.members ?? 0
  return {
    asOf: seen.asOf,
    steps: steps.map(({ purchases, members, fromPrevious, medianDays }) => ({
      purchases,
      members,
      fromPreviousBps: fromPrevious === null ? null : Math.round(fromPrevious * 10_000),
      medianDays,
    })),
    moves: since
      ? { since, ...moves(seen.lists, { since: dayNumber(since), until: seen.asOfNumber }) }
      : null,
    repeatRateBps: bps(steps[1]?.members ?? 0, once),
  }
}

/** Who brings the money (C66). */
export async function paretoReport(work: Work, wish: Wish<typeof contract.pareto>) {
  const seen = await view(work, wish)
  const found = pareto(seen.columns)
  return {
    asOf: seen.asOf,
    members: found.members,
    spendMinor: found.spendMinor,
    topFifthShareBps: Math.round((found.topFifthShare ?? 0) * 10_000),
    membersForFourFifthsBps: Math.round((found.fourFifthsShare ?? 1) * 10_000),
    curve: found.curve.map((point) => ({
      membersBps: bps(point.members, found.members),
      spendBps: bps(point.spendMinor, found.spendMinor),
    })),
  }
}
