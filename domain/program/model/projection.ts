import { money } from '#base/money'
import type { ProgramDocument } from './document.ts'
import { ONCE, pointsOf } from './earn.ts'
import type { Gift } from './rewards.ts'

/** So many of a gift, with what is left of the points. */
export type Reached = Readonly<{
  code: string
  nameZh: string
  nameEn: string
  points: number
  count: number
  left: number
}>
export type Projection = Readonly<{
  pointsAMonth: number
  pointsAYear: number
  best: Reached | null
  gifts: readonly Reached[]
}>

const MONTHS = 12

/**
 * C27: what spending the same every month, in one receipt at full prices, earns in a year, and which gifts of the
 * program that is. Multipliers of days, places and goods are left out: a projection promises nothing that only may
 * happen.
 */
export function projectPoints(
  program: ProgramDocument,
  { monthlyMinor, tier }: Readonly<{ monthlyMinor: number; tier: string | null }>,
): Projection {
  const times = program.tiers.list.find((one) => one.code === tier)?.earnTimes ?? ONCE
  const pointsAMonth = pointsOf(program, [{ chargedMinor: money(monthlyMinor), times }], 0)
  const pointsAYear = pointsAMonth * MONTHS
  const gifts = program.gifts
    .filter((gift) => gift.points <= pointsAYear && isOpenTo(gift, tier))
    .map((gift) => reached(gift, pointsAYear))
  const best = gifts.reduce<Reached | null>(
    (most, gift) => (most === null || gift.points > most.points ? gift : most),
    null,
  )
  return { pointsAMonth, pointsAYear, best, gifts }
}

const isOpenTo = (gift: Gift, tier: string | null): boolean =>
  gift.tiers.length === 0 || (tier !== null && gift.tiers.includes(tier))

function reached({ code, nameZh, nameEn, points, mostPerMember }: Gift, all: number): Reached {
  const count = Math.min(Math.floor(all / points), mostPerMember ?? Number.MAX_SAFE_INTEGER)
  return { code, nameZh, nameEn, points, count, left: all - count * points }
}
