import type { Answer, Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { anybodyElse, chain, rolesOf, standingOf } from '#domain/org/index'
import { liveProgram } from '#domain/program/index'
import type { keepLaunchLimits, LaunchAsked, listLaunches, showLaunchLimits } from './contract/approval.ts'
import { launchLimitsKept, launchWaits } from './events.ts'
import { launchCost, launchLimit, launchWay, type LaunchCost, type LaunchWay } from './model/approval.ts'
import { openPot } from './pots.ts'
import type { CampaignRow } from './store/campaigns.ts'
import { carriers } from './store/carriers.ts'
import * as store from './store/launches.ts'

/** Whoever may launch may agree to the launch of another. */
const LAUNCH = 'campaign.send'

/** The most that a campaign costs when so many get it: never below what its carrier charges. */
export async function costOf(work: Work, row: CampaignRow, paid: number): Promise<LaunchCost> {
  const { document } = await liveProgram(work)
  const coupon = document.coupons.find((one) => one.code === row.couponCode) ?? null
  const messageMinor = Math.max(row.messageCostMinor, await priceOf(work, row.carrierId))
  return launchCost({ paid, messageMinor, giftMinor: row.giftCostMinor, coupon })
}

/** What one message costs by its carrier, rounded up; nought where another currency is billed. */
async function priceOf(work: Work, carrierId: string | null): Promise<number> {
  if (carrierId === null) return 0
  const [carrier] = await carriers(work.tx, [carrierId])
  const { currency } = await chain(work)
  return carrier?.currency === currency ? Math.ceil(carrier.perThousandMinor / 1000) : 0
}

/** How a launch of this cost would go for whoever looks. */
export async function wayNow(work: Work, costMinor: number, lock: 'look' | 'share' = 'look') {
  const limits = await store.limits(work.tx, lock)
  const roles = await rolesOf(work)
  const asked = { costMinor, anybodyElse: await anybodyElse(work, LAUNCH) }
  return { way: launchWay(roles, limits, asked), limitMinor: launchLimit(roles, limits) }
}

export const waits = async (work: Work, campaignId: string): Promise<boolean> => {
  const [last] = await store.lastLaunches(work.tx, [campaignId])
  return last !== undefined && asked(last).state === 'waiting'
}

/**
 * K21: what the campaigns of a plan cost together, at the most, stays within its pot where the owner says so. The pot
 * is locked, so that of two launches at once the second sees what the first has taken.
 */
export async function mustFitPot(work: Work, planId: string | null, costMinor: number): Promise<void> {
  if (planId === null) return
  const pot = await openPot(work, planId)
  if (!pot.pays(costMinor * 1000))
    throw new Refusal('plan_budget_spent', { leftMinor: pot.leftMinor(), costMinor })
}

type Asking = Readonly<{ wish: store.LaunchWish; paid: number }>

/** K19: written down with its cost and its limit, whether it may go at once or waits. */
export async function askToLaunch(
  work: Work,
  row: CampaignRow,
  { wish, paid }: Asking,
): Promise<Readonly<{ way: LaunchWay }>> {
  const { messagesMinor, giftsMinor } = await costOf(work, row, paid)
  const costMinor = messagesMinor + giftsMinor
  await mustFitPot(work, row.planId, costMinor)
  const found = await wayNow(work, costMinor, 'share')
  const id = work.newId()
  const byRoles = await rolesOf(work)
  await store.insertLaunch(work, {
    id,
    campaignId: row.id,
    messagesMinor,
    giftsMinor,
    wish,
    byRoles,
    ...found,
  })
  if (found.way === 'second_person') work.record(launchWaits({ id, campaignId: row.id, costMinor }))
  return found
}

/** An asking as everybody sees it. */
export function asked(row: store.LaunchRow): LaunchAsked {
  const { id, campaignId, way, messagesMinor, giftsMinor, limitMinor, at, byId, byName } = row
  return { id, campaignId, way, messagesMinor, giftsMinor, limitMinor, at, byId, byName, ...standingOf(row) }
}

export async function list(
  work: Work,
  { state = undefined, page, rows: most }: Wish<typeof listLaunches>,
): Promise<Answer<typeof listLaunches>> {
  const span = { state: state ?? null, from: (page - 1) * most, most }
  const { rows, total } = await store.launches(work.tx, span)
  return { rows: rows.map((row) => ({ ...asked(row), campaignName: row.campaignName })), total }
}

export const limits = (work: Work): Promise<Answer<typeof showLaunchLimits>> => store.limits(work.tx, 'look')

/** K19: counts from the next launch; what waits goes on waiting. */
export async function keepLimits(work: Work, wish: Wish<typeof keepLaunchLimits>) {
  await store.keepLimits(work, wish)
  work.record(launchLimitsKept(wish))
  return limits(work)
}
