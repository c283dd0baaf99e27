import { addDays, addMonths, day, type BusinessDay } from '#base/instant'
import type { ProgramDocument } from '#domain/program/model/document'
import type { Benefit } from '#domain/program/model/tiers'
import { codeAt, rankOf } from './tiers.ts'

export const USE_STATES = ['asked', 'done', 'cancelled', 'void'] as const
export type UseState = (typeof USE_STATES)[number]
/** What counts against how often a benefit is given. */
export const COUNTED: readonly UseState[] = ['asked', 'done']

type Span = Readonly<{ from: BusinessDay; to: BusinessDay }>

/** The period a use counts in. `anchor` is the first day of the membership, whose years are counted from there. */
export function periodOf(every: Benefit['every'], on: BusinessDay, anchor: BusinessDay): Span {
  if (every === 'membership') return yearOf(anchor, on)
  const months = { month: 1, quarter: 3, year: 12 }[every]
  const month = Number(on.slice(5, 7))
  const first = month - ((month - 1) % months)
  const from = day(`${on.slice(0, 4)}-${String(first).padStart(2, '0')}-01`)
  return { from, to: addDays(addMonths(from, months), -1) }
}

/** The year since an anniversary; counted from the first day each time, so that 29 February comes back. */
function yearOf(anchor: BusinessDay, on: BusinessDay): Span {
  let years = Math.max(0, Number(on.slice(0, 4)) - Number(anchor.slice(0, 4)))
  if (years > 0 && addMonths(anchor, 12 * years) > on) years -= 1
  const from = addMonths(anchor, 12 * years)
  return from > on
    ? { from: on, to: addDays(anchor, -1) }
    : { from, to: addDays(addMonths(anchor, 12 * (years + 1)), -1) }
}

/** T9: whether a tier has a benefit; one for no tier in particular is everybody's. */
export const isForTier = (
  { tiers }: Pick<ProgramDocument, 'tiers'>,
  benefit: Pick<Benefit, 'tiers'>,
  tier: string | null,
): boolean => benefit.tiers.length === 0 || benefit.tiers.includes(tier ?? tiers.list[0]?.code ?? '')

/** Which benefit each tier has, from the lowest tier to the highest (C16). */
export function matrix({ tiers, benefits }: Pick<ProgramDocument, 'tiers' | 'benefits'>) {
  return {
    tiers: tiers.list.map(({ code, nameZh, nameEn, discountBps, earnTimes }) => ({
      code,
      nameZh,
      nameEn,
      discountBps,
      earnTimes,
      benefits: benefits.filter((one) => isForTier({ tiers }, one, code)).map((one) => one.code),
    })),
    benefits: benefits.map((one) => ({ ...one, tiers: [...one.tiers] })),
  }
}

type Counted = Readonly<{ tier: string | null; members: number }>

/** How many members have a benefit. */
export const entitled = (
  document: Pick<ProgramDocument, 'tiers'>,
  benefit: Pick<Benefit, 'tiers'>,
  counts: readonly Counted[],
): number =>
  counts
    // A tier that the program no longer has counts as the lowest.
    .filter(({ tier }) => isForTier(document, benefit, codeAt(document.tiers, rankOf(document.tiers, tier))))
    .reduce((all, { members }) => all + members, 0)
