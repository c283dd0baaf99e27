import { startOfDay, type BusinessDay, type Instant } from '#base/instant'
import type { Work } from '#db/work'
import { joinedByTag, refusedWithin } from '#domain/member/index'
import { chain } from '#domain/org/index'
import { couponUsers } from '#domain/wallet/index'
import type { Arm } from './model.ts'
import type { CampaignRow } from './store/campaigns.ts'
import { receiptCounts, stateCounts } from './store/campaigns.ts'
import { repliedWithin } from './store/responses.ts'

type Launched = CampaignRow & Readonly<{ startsOn: BusinessDay; endsOn: BusinessDay }>
type Assigned = Readonly<{ memberIds: readonly string[]; arms: readonly Arm[] }>

export type Response = Readonly<{ replied: number; stopped: number; couponUsers: number; couponUses: number }>

/** What members did in the window besides buying: of everybody assigned, arm by arm. */
export async function responsesOf(
  work: Work,
  row: Launched,
  { memberIds, arms }: Assigned,
): Promise<Readonly<Record<Arm, Response>>> {
  const span = await spanOf(work, row)
  const replied = await repliedWithin(work.tx, { campaignId: row.id, ...span })
  const stopped = await refusedWithin(work, { memberIds, ...span })
  const { couponCode: code, startsOn: from, endsOn: to } = row
  const used = code === null ? [] : await couponUsers(work, { code, memberIds, from, to })
  const armOf = new Map(memberIds.map((id, at) => [id, arms[at]]))
  const own = (arm: Arm, ids: readonly string[]) => ids.filter((id) => armOf.get(id) === arm).length
  const of = (arm: Arm): Response => {
    const users = used.filter((one) => armOf.get(one.memberId) === arm)
    return {
      replied: own(arm, replied),
      stopped: own(arm, stopped),
      couponUsers: users.length,
      couponUses: users.reduce((sum, one) => sum + one.uses, 0),
    }
  }
  return { treated: of('treated'), control: of('control') }
}

/** C73: who joined by a form of the campaign's tag while it ran; null where it has none. */
export async function newMembersOf(work: Work, row: Launched): Promise<number | null> {
  if (row.joinTag === null) return null
  return joinedByTag(work, { tag: row.joinTag, ...(await spanOf(work, row)) })
}

/** What became of the messages; null where nothing is sent by us. */
export async function deliveryOf(work: Work, row: Launched) {
  if (row.channel === 'record') return null
  const counts = await stateCounts(work.tx, [row.id])
  const of = (...states: readonly string[]) =>
    counts.filter(({ state }) => states.includes(state)).reduce((sum, { messages }) => sum + messages, 0)
  const [heard] = await receiptCounts(work.tx, [row.id])
  return {
    handed: of('sent', 'exported'),
    arrived: heard?.delivered ?? 0,
    lost: heard?.undelivered ?? 0,
    failed: of('failed'),
    withheld: of('withheld'),
    unreachable: of('unreachable'),
    waiting: of('queued'),
  }
}

/** The window as moments: from its first day on, or from the launch where that came later. */
async function spanOf(work: Work, row: Launched): Promise<Readonly<{ from: Instant; before: Instant }>> {
  const { zone } = await chain(work)
  const [first, end] = [startOfDay(row.startsOn, zone), startOfDay(row.endsOn, zone)]
  const { launchedAt } = row
  const isSent = row.channel !== 'record' && launchedAt !== null && launchedAt > first
  return { from: isSent ? launchedAt : first, before: end }
}
