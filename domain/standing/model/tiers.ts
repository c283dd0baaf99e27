import { addDays, addMonths, day, type BusinessDay } from '#base/instant'
import type { Tiers } from '#domain/program/model/document'
import type { TierRule } from '#domain/program/model/tiers'

/** What somebody did that counts, within a span of days. Money in minor units. */
export type Merits = Readonly<{
  spendMinor: number
  visits: number
  points: number
  topUpMinor: number
  /** Single top-ups that stand, by their amount. */
  topUps: readonly number[]
  /** Products that tiers are sold as, paid for and not given back. */
  fees: readonly string[]
}>

export const noMerits: Merits = { spendMinor: 0, visits: 0, points: 0, topUpMinor: 0, topUps: [], fees: [] }

export type Way = TierRule['ways'][number]
export type Measure = Exclude<Way['by'], 'fee' | 'invitation'>

/** T4: how much there is by a measure. */
export function measured(by: Measure, merits: Merits): number {
  if (by === 'one_top_up') return Math.max(0, ...merits.topUps)
  if (by === 'top_up') return merits.topUpMinor
  return by === 'spend' ? merits.spendMinor : merits[by]
}

const isMeasure = (by: Way['by']): by is Measure => by !== 'fee' && by !== 'invitation'

function reaches(way: Way, merits: Merits): boolean {
  if (way.by === 'fee') return way.productCode !== undefined && merits.fees.includes(way.productCode)
  return isMeasure(way.by) && way.least !== undefined && measured(way.by, merits) >= way.least
}

/**
 * T4: the place of the highest tier that any of its ways reaches; 0 is the lowest, which everybody has. A tier may be
 * reached over the head of those between (C15).
 */
export const reachedRank = ({ list }: Pick<Tiers, 'list'>, merits: Merits): number =>
  Math.max(
    0,
    list.findLastIndex((tier) => tier.ways.some((way) => reaches(way, merits))),
  )

/** A tier's place; the lowest for null, and for one that the program no longer has. */
export const rankOf = ({ list }: Pick<Tiers, 'list'>, code: string | null): number =>
  Math.max(
    0,
    list.findIndex((tier) => tier.code === code),
  )

/** How it is written down: the lowest is null. */
export const codeAt = ({ list }: Pick<Tiers, 'list'>, rank: number): string | null =>
  rank === 0 ? null : (list[rank]?.code ?? null)

/** How it is said: the lowest by its name; null only where the program has no tiers. */
export const saidAt = ({ list }: Pick<Tiers, 'list'>, rank: number): string | null => list[rank]?.code ?? null

export const FIRST_DAY = day('0001-01-01')
export const LAST_DAY = day('9999-12-31')

/** The first day that counts towards a tier on a day (T4). */
export function windowFrom({ window, windowMonths }: Tiers, on: BusinessDay): BusinessDay {
  if (window === 'ever') return FIRST_DAY
  if (window === 'calendar_year') return day(`${on.slice(0, 4)}-01-01`)
  return addDays(addMonths(on, -windowMonths), 1)
}

export const laterOf = (a: BusinessDay, b: BusinessDay | null): BusinessDay => (b !== null && b > a ? b : a)

/** What is still missing by each way that counts something. */
export type Missing = Readonly<{ by: Measure; least: number; have: number; missing: number }>

export const missingOf = (tier: Pick<TierRule, 'ways'>, merits: Merits): Missing[] =>
  tier.ways.flatMap(({ by, least }) => {
    if (!isMeasure(by) || least === undefined) return []
    const have = measured(by, merits)
    return [{ by, least, have, missing: Math.max(0, least - have) }]
  })

/** By what a tier is kept: its own ways' measures, or spend where it has none. */
function keptBy({ ways }: Pick<TierRule, 'ways'>): Measure[] {
  const found = [...new Set(ways.map(({ by }) => by).filter(isMeasure))]
  return found.length === 0 ? ['spend'] : found
}

/** T6: how far a tier is kept by each of its measures; empty where it needs no proof. */
export const keepOf = (tier: Pick<TierRule, 'ways' | 'keep'>, merits: Merits): Missing[] => {
  const { keep } = tier
  if (keep === null) return []
  return keptBy(tier).map((by) => {
    const have = measured(by, merits)
    return { by, least: keep, have, missing: Math.max(0, keep - have) }
  })
}

/** T6: whether a tier is kept: without proof, by any of its measures, or by its fee paid again. */
export const isKept = (tier: Pick<TierRule, 'ways' | 'keep'>, merits: Merits): boolean =>
  tier.keep === null ||
  keepOf(tier, merits).some(({ missing }) => missing === 0) ||
  tier.ways.some((way) => way.by === 'fee' && reaches(way, merits))
