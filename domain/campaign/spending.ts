import { present } from '#base/must'
import type { Work } from '#db/work'
import { liveProgram } from '#domain/program/index'
import { couponUsers } from '#domain/wallet/index'
import { asked } from './launches.ts'
import { worthOf, type LaunchLimits } from './model/approval.ts'
import * as store from './store/campaigns.ts'
import { lastLaunches, limits } from './store/launches.ts'

/** Who may launch what without a second person, held still for this work. */
export const launchLimits = (work: Work): Promise<LaunchLimits> => limits(work.tx, 'share')

/** What a campaign has cost so far, and what it can cost at the most since it was launched; minor units. */
export type Spending = Readonly<{
  id: string
  name: string
  state: 'draft' | 'waiting' | 'launched'
  startsOn: string | null
  endsOn: string | null
  messagesMinor: number
  giftsMinor: number
}>

/**
 * Messages that were handed over by their price, gifts by what they cost for everybody reached; of a coupon the uses by
 * those treated count, at the stated cost or else at what it takes off.
 */
export async function spendingOf(work: Work, ids: readonly string[]): Promise<Spending[]> {
  const launches = new Map((await lastLaunches(work.tx, ids)).map((one) => [one.campaignId, asked(one)]))
  const counts = await store.stateCounts(work.tx, ids)
  const spendings: Spending[] = []
  for (const id of ids) {
    const row = present(await store.campaign(work.tx, id), 'K21: what was made from a plan is there')
    const { name, startsOn, endsOn, launchedAt, treated, channel } = row
    const launch = launches.get(id)
    const state = launchedAt !== null ? 'launched' : launch?.state === 'waiting' ? 'waiting' : 'draft'
    const handed = counts
      .filter((one) => one.campaignId === id && (one.state === 'sent' || one.state === 'exported'))
      .reduce((sum, one) => sum + one.messages, 0)
    const paid = launchedAt === null ? 0 : channel === 'record' ? treated : handed
    spendings.push({
      id,
      name,
      state,
      startsOn,
      endsOn,
      messagesMinor: paid * row.messageCostMinor,
      giftsMinor: await giftsOf(work, row, paid),
    })
  }
  return spendings
}

async function giftsOf(work: Work, row: store.CampaignRow, paid: number): Promise<number> {
  const { couponCode: code, startsOn: from, endsOn: to } = row
  if (code === null) return paid * row.giftCostMinor
  if (from === null || to === null) return 0
  const { document } = await liveProgram(work)
  const rule = document.coupons.find((one) => one.code === code)
  const each = row.giftCostMinor > 0 ? row.giftCostMinor : rule ? (worthOf(rule) ?? 0) : 0
  const { memberIds, arms } = await store.assignments(work.tx, row.id)
  const treated = memberIds.filter((_, at) => arms[at] === 'treated')
  const used = await couponUsers(work, { code, memberIds: treated, from, to })
  return used.reduce((sum, one) => sum + one.uses, 0) * each
}
