import type { Answer, Wish } from '#base/endpoint'
import { instantOfMs, msOf } from '#base/instant'
import type { Work } from '#db/work'
import { membersById, refusedConsents } from '#domain/member/index'
import { GUARDED_UNDER } from '#domain/member/model/consent'
import type { channelStates, lastHandOffs, stopList } from './contract/channel.ts'
import * as store from './store/channels.ts'
import { mailServer } from './store/outbox.ts'
import type { Channel } from './model.ts'

type Way = Readonly<{ channel: Channel; carrierId: string | null }>

const keyOf = ({ channel, carrierId }: Way): string => `${channel} ${carrierId ?? ''}`
const DAY_MS = 86_400_000

/** How every way has done: what was handed over, what failed and why, what waits, what providers said, what it cost. */
export async function states(
  work: Work,
  { days }: Wish<typeof channelStates>,
): Promise<Answer<typeof channelStates>> {
  const since = instantOfMs(msOf(work.at) - days * DAY_MS)
  const offered = await store.offeredSince(work.tx, since)
  const waiting = await store.waiting(work.tx)
  const costs = await store.costsSince(work.tx, since)
  const troubles = await store.lastTroubles(work.tx, since)
  const ways = new Map<string, Way>([...offered, ...waiting].map((one) => [keyOf(one), one]))
  const rows = [...ways].map(([key, { channel, carrierId }]) => {
    const own = offered.find((one) => keyOf(one) === key)
    return {
      channel,
      carrierId,
      handed: own?.handed ?? 0,
      failed: own?.failed ?? 0,
      arrived: own?.arrived ?? 0,
      lost: own?.lost ?? 0,
      waiting: waiting.find((one) => keyOf(one) === key)?.waiting ?? 0,
      costs: costs
        .filter((one) => keyOf(one) === key)
        .map(({ currency, costMilli }) => ({ currency, costMinor: Math.ceil(costMilli / 1000) })),
      lastAt: own?.lastAt ?? null,
      lastTrouble: troubles.find((one) => keyOf(one) === key)?.trouble ?? null,
    }
  })
  return { mailServer: await mailServer(work.tx), guardedUnder: GUARDED_UNDER, rows }
}

export async function handOffs(work: Work, wish: Wish<typeof lastHandOffs>) {
  const { channel, carrierId = null, rows: most } = wish
  const rows = await store.lastOffered(work.tx, { channel, carrierId }, most)
  const people = await membersById(work, [...new Set(rows.map((row) => row.memberId))])
  const numbers = new Map(people.map((one) => [one.id, one.number]))
  return { rows: rows.map((row) => ({ ...row, number: numbers.get(row.memberId) ?? '' })) }
}

/** G1, G5: who is sent nothing any more, and by whose word. */
export async function stopped(work: Work, { channel, page, rows: most }: Wish<typeof stopList>) {
  const found = await refusedConsents(work, { channel: channel ?? null, from: (page - 1) * most, most })
  const people = await membersById(work, [...new Set(found.rows.map((row) => row.memberId))])
  const named = new Map(people.map((one) => [one.id, one]))
  const rows = found.rows.map((row) => {
    const person = named.get(row.memberId)
    return { ...row, number: person?.number ?? '', name: person?.name ?? '' }
  })
  return { rows, total: found.total }
}
