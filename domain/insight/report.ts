import type { Wish } from '#base/endpoint'
import { dayNumber } from '#base/instant'
import type { Work } from '#db/work'
import type * as contract from './contract.ts'
import { drawnAt } from './model/histories.ts'
import { ladder, moves } from './model/ladder.ts'
import { pareto } from './model/pareto.ts'
import { smallestAtRanks } from './model/rank.ts'
import { QUADRANT_NAMES } from './model/quadrants.ts'
import { namedCells } from './model/rfm.ts'
import { quadrantsOf, scoresOf, viewAt, type View } from './standing.ts'

const bps = (part: number, whole: number): number => (whole > 0 ? Math.round((part / whole) * 10_000) : 0)

/** Recency, frequency and money by value cuts (C60, insight.md §4). */
export async function rfmReport(work: Work, wish: Wish<typeof contract.rfm>) {
  const seen = await viewAt(work, wish)
  const { cuts, counts, ...found } = scoresOf(seen)
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
  const seen = await viewAt(work, wish)
  const found = quadrantsOf(seen, wish)
  return {
    asOf: seen.asOf,
    members: found.members,
    spendMinor: found.spendMinor,
    countCut: found.countCut,
    spendCut: { kind: found.spendCut.kind, valueMinor: found.spendCut.value },
    groups: found.groups,
    dots: seen
      .once('dots', () => sample(seen))
      .map((at) => ({
        memberId: seen.memberIds.at(at),
        purchases: seen.columns.purchaseDays[at] ?? 0,
        spendMinor: seen.columns.spendMinor[at] ?? 0,
        quadrant: QUADRANT_NAMES[(found.codes[at] ?? 4) - 1] ?? 'passerby',
        near: found.near[at] === 1,
      })),
  }
}

function sample(seen: View): number[] {
  const { length } = seen.memberIds
  if (length <= MOST_DOTS) return [...Array(length).keys()]
  const { bytes } = seen.memberIds
  const places = new Float64Array(length)
  for (let at = 0; at < length; at += 1) places[at] = drawnAt(bytes, at)
  const [last = 1] = smallestAtRanks(places, [MOST_DOTS])
  const drawn: number[] = []
  for (let at = 0; at < length; at += 1) if ((places[at] ?? 1) <= last) drawn.push(at)
  return drawn.sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0)).slice(0, MOST_DOTS)
}

/** First, second, third purchase day and on; the moves of those who were on the ladder before (C62). */
export async function ladderReport(work: Work, wish: Wish<typeof contract.ladder>) {
  const seen = await viewAt(work, wish)
  const steps = seen.once('ladder', () => ladder(seen.lists))
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
  const seen = await viewAt(work, wish)
  const found = seen.once('pareto', () => pareto(seen.columns))
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
