import type { BusinessDay } from '#base/instant'
import { shareDown, money } from '#base/money'
import type { ProgramDocument } from '#domain/program/model/document'
import { chosen, pointWorth, worthOf, type Compared, type Rehearsal } from './rehearse.ts'
import { reviewTo } from './track.ts'

export type SideTold = Readonly<{
  sales: number
  chargedMinor: number
  givenMinor: number
  pointsIssued: number
  pointsBurned: number
  /** What the issued points cost; null where the program says no worth of a point. */
  pointsCostMinor: number | null
  periodRewardMinor: number
  /** Discounts, points and period rewards together. */
  costMinor: number
  /** What is left to honour of this period's points. */
  liabilityPoints: number
  liabilityMinor: number | null
  tiers: readonly Readonly<{ code: string; nameZh: string; nameEn: string; members: number }>[]
  refused: readonly Readonly<{ code: string; sales: number }>[]
}>

export type Change = Readonly<{ memberId: string; gainMinor: number; points: number; chargedMinor: number }>

export type Told = Readonly<{
  sales: number
  members: number
  recordedMinor: number
  recordedPoints: number
  /** Sales that the live program judges exactly as they were recorded. */
  alike: number
  live: SideTold
  draft: SideTold
  winners: number
  losers: number
  same: number
  /** Members by their gain, the most and the least; gains in minor units, what is paid less and points together. */
  most: readonly Change[]
  least: readonly Change[]
  samples: readonly Compared[]
}>

const MOST_CHANGES = 10

/** What a rehearsal found, at the end of its last day. */
export function told(rehearsal: Rehearsal, to: BusinessDay): Told {
  const { live } = rehearsal
  const changes = changesOf(rehearsal)
  const sorted = changes.toSorted((a, b) => b.gainMinor - a.gainMinor || (a.memberId < b.memberId ? -1 : 1))
  const winners = changes.filter((one) => one.gainMinor > 0)
  const losers = changes.filter((one) => one.gainMinor < 0)
  return {
    sales: live.sales,
    members: changes.length,
    recordedMinor: rehearsal.recordedMinor,
    recordedPoints: rehearsal.recordedPoints,
    alike: rehearsal.alike,
    live: sideTold(rehearsal, 'live', to),
    draft: sideTold(rehearsal, 'draft', to),
    winners: winners.length,
    losers: losers.length,
    same: changes.length - winners.length - losers.length,
    most: sorted.filter((one) => one.gainMinor > 0).slice(0, MOST_CHANGES),
    least: sorted
      .filter((one) => one.gainMinor < 0)
      .slice(-MOST_CHANGES)
      .toReversed(),
    samples: chosen(rehearsal),
  }
}

/** C28: a share of what each member spent, by the period as if it were one. */
const rewardOf = (program: ProgramDocument, chargedMinor: number): number =>
  program.periodReward === null ? 0 : shareDown(money(chargedMinor), program.periodReward.bps, 10_000)

function sideTold(rehearsal: Rehearsal, which: 'live' | 'draft', to: BusinessDay): SideTold {
  const side = rehearsal[which]
  const { program } = side
  const places = new Map<number, number>()
  let periodRewardMinor = 0
  for (const track of side.tracks.values()) {
    reviewTo(program, track, to)
    places.set(track.rank, (places.get(track.rank) ?? 0) + 1)
    periodRewardMinor += rewardOf(program, track.chargedMinor)
  }
  const known = pointWorth(program) !== null
  const pointsCostMinor = known ? worthOf(program, side.points) : null
  const left = Math.max(0, side.points - side.burned)
  return {
    sales: side.sales,
    chargedMinor: side.chargedMinor,
    givenMinor: side.givenMinor,
    pointsIssued: side.points,
    pointsBurned: side.burned,
    pointsCostMinor,
    periodRewardMinor,
    costMinor: side.givenMinor + (pointsCostMinor ?? 0) + periodRewardMinor,
    liabilityPoints: left,
    liabilityMinor: known ? worthOf(program, left) : null,
    tiers: program.tiers.list.map(({ code, nameZh, nameEn }, rank) => ({
      code,
      nameZh,
      nameEn,
      members: places.get(rank) ?? 0,
    })),
    refused: [...side.refused].map(([code, sales]) => ({ code, sales })).sort((a, b) => b.sales - a.sales),
  }
}

/** Members who bought in the period, each with what the draft makes of it. */
function changesOf({ live, draft }: Rehearsal): Change[] {
  const found: Change[] = []
  for (const [memberId, now] of live.tracks) {
    const then = draft.tracks.get(memberId)
    if (!then || (now.chargedMinor === 0 && now.points === 0 && then.chargedMinor === 0)) continue
    const paidLess = now.chargedMinor - then.chargedMinor
    const points = then.points - now.points
    const gainMinor =
      paidLess +
      (worthOf(draft.program, then.points) - worthOf(live.program, now.points)) +
      (rewardOf(draft.program, then.chargedMinor) - rewardOf(live.program, now.chargedMinor))
    found.push({ memberId, gainMinor, points, chargedMinor: then.chargedMinor })
  }
  return found
}
