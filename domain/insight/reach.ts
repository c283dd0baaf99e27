import { addDays, businessDay, daysBetween, type BusinessDay } from '#base/instant'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { branches, chain, inScope, type Branch } from '#domain/org/index'
import * as store from './store/shop.ts'

/** Three years of days are what one report looks at. */
const MOST_DAYS = 1_100

export type Place = Readonly<{ branchId?: string | undefined; region?: string | undefined }>
/** The branches that are looked at, closed ones too; `ids` is null where that is the whole chain. */
export type Reach = Readonly<{ branches: readonly Branch[]; ids: readonly string[] | null }>

/** Whoever is bound to branches reaches those only; a branch beyond is as unknown as one that is not there. */
export async function reachOf(work: Work, { branchId, region }: Place): Promise<Reach> {
  const mine = (await branches(work)).filter((branch) => inScope(work, branch.id))
  if (branchId !== undefined && !mine.some((branch) => branch.id === branchId))
    throw new Refusal('branch_unknown')
  const found = mine.filter(
    (branch) =>
      (branchId === undefined || branch.id === branchId) &&
      (region === undefined || branch.region === region),
  )
  if (found.length === 0) throw new Refusal('region_unknown')
  const isWhole = branchId === undefined && region === undefined && work.by.branchIds === null
  return { branches: found, ids: isWhole ? null : found.map((branch) => branch.id) }
}

/** The business day it is now by the chain's own clock and closing hour. */
export async function shopDay(work: Work): Promise<BusinessDay> {
  const { zone, closingHour } = await chain(work)
  return businessDay(work.at, zone, closingHour)
}

export type Looked = Readonly<{
  from: BusinessDay
  to: BusinessDay
  beforeFrom: BusinessDay
  beforeTo: BusinessDay
  today: BusinessDay
  lastDay: BusinessDay | null
}>
type Asked = Readonly<{ from?: BusinessDay | undefined; to?: BusinessDay | undefined }>

/** The days that are looked at, so many up to today unless said, and as many just before them. */
export async function lookedAt(
  work: Work,
  asked: Asked & Readonly<{ usualDays: number }>,
  reach: Reach,
): Promise<Looked> {
  const today = await shopDay(work)
  const to = asked.to ?? (asked.from !== undefined && asked.from > today ? asked.from : today)
  const from = asked.from ?? addDays(to, 1 - asked.usualDays)
  if (from > to) throw new Refusal('span_reversed')
  const days = daysBetween(from, to) + 1
  if (days > MOST_DAYS) throw new Refusal('span_too_long')
  const lastDay = await store.lastSoldDay(work.tx, reach.ids)
  return { from, to, beforeFrom: addDays(from, -days), beforeTo: addDays(from, -1), today, lastDay }
}
