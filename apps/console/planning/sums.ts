import type { RehearsalShown } from '#domain/planning/contract/rehearsal'

export type Told = NonNullable<RehearsalShown['told']>
export type Side = Told['live']

/** What the draft costs beyond the live program, and what share of its sales it gives away. */
export function costMore({
  live,
  draft,
}: Pick<Told, 'live' | 'draft'>): Readonly<{ more: number; share: number }> {
  const listed = draft.chargedMinor + draft.givenMinor
  return { more: draft.costMinor - live.costMinor, share: listed === 0 ? 0 : draft.costMinor / listed }
}

export const COSTS = ['given', 'points', 'reward'] as const

/** What a program costs, by what it is spent on. What points cost may be unknown: then it is no part. */
export const costsOf = (side: Side): Readonly<Record<(typeof COSTS)[number], number | null>> => ({
  given: side.givenMinor,
  points: side.pointsCostMinor,
  reward: side.periodRewardMinor,
})

export type TierPlace = Readonly<{
  code: string
  nameZh: string
  nameEn: string
  live: number | null
  draft: number | null
}>

/** Tiers of both programs, the draft's order first; null where a program has no such tier. */
export function tierPlaces({ live, draft }: Pick<Told, 'live' | 'draft'>): readonly TierPlace[] {
  const at = (side: Side, code: string) => side.tiers.find((one) => one.code === code)?.members ?? null
  const gone = live.tiers.filter((one) => !draft.tiers.some((other) => other.code === one.code))
  return [...draft.tiers, ...gone].map(({ code, nameZh, nameEn }) => ({
    code,
    nameZh,
    nameEn,
    live: at(live, code),
    draft: at(draft, code),
  }))
}

/** Baskets that either program refuses, by reason, with how many each refuses. */
export function refusedBy({ live, draft }: Pick<Told, 'live' | 'draft'>) {
  const codes = [...new Set([...draft.refused, ...live.refused].map((one) => one.code))]
  const at = (side: Side, code: string) => side.refused.find((one) => one.code === code)?.sales ?? 0
  return codes.map((code) => ({ code, live: at(live, code), draft: at(draft, code) }))
}
