import type { Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { segment, segmentMemberIds } from '#domain/insight/index'
import { reachables } from '#domain/member/index'
import { chain } from '#domain/org/index'
import { inSlices, today } from './audience.ts'
import type { cheapestWays } from './contract/respect.ts'
import { allowed } from './model/gate.ts'
import type { Where } from '#domain/member/model/reach'
import { carriers } from './store/carriers.ts'
import { mailServer } from './store/outbox.ts'

type Way = Omit<Where, 'purpose'> &
  Readonly<{ carrierId: string | null; name: string; perThousandMinor: number; currency: string }>

/**
 * C47: who can be reached by what, and the cheapest way for each. Ways in the chain's own currency come before others,
 * because nothing here knows what another currency is worth.
 */
export async function cheapest(work: Work, { memberId, segmentId, purpose }: Wish<typeof cheapestWays>) {
  const ids = memberId === undefined ? await idsOf(work, segmentId ?? '') : [memberId]
  const people = await inSlices(ids, (slice) => reachables(work, slice))
  if (memberId !== undefined && people.length === 0) throw new Refusal('member_unknown')
  const day = await today(work)
  const tallies = (await waysOf(work)).map((way) => ({ way, reachable: 0, chosen: 0 }))
  let unreachable = 0
  for (const person of people) {
    const open = tallies.filter(({ way }) => allowed({ ...way, purpose, person, today: day }).pass === 'go')
    for (const tally of open) tally.reachable++
    if (open[0]) open[0].chosen++
    else unreachable++
  }
  const costs = new Map<string, number>()
  for (const { way, chosen } of tallies)
    costs.set(way.currency, (costs.get(way.currency) ?? 0) + way.perThousandMinor * chosen)
  return {
    members: people.length,
    unreachable,
    ways: tallies.map(({ way: { medium: channel, addressField: _, ...way }, ...counts }) => ({
      channel,
      ...way,
      ...counts,
    })),
    costs: [...costs].map(([currency, milli]) => ({ currency, costMinor: Math.ceil(milli / 1000) })),
  }
}

async function idsOf(work: Work, segmentId: string): Promise<readonly string[]> {
  if (!(await segment(work, segmentId))) throw new Refusal('segment_unknown')
  return segmentMemberIds(work, segmentId)
}

async function waysOf(work: Work): Promise<Way[]> {
  const { currency } = await chain(work)
  const active = (await carriers(work.tx, null)).filter((row) => row.active)
  const ways: Way[] = active.map(({ id, name, medium, perThousandMinor, currency: own, settings }) => ({
    carrierId: id,
    name,
    medium,
    perThousandMinor,
    currency: own,
    addressField: settings.provider === 'wechat' ? settings.openidField : null,
  }))
  if (await mailServer(work.tx))
    ways.push({
      carrierId: null,
      name: '',
      medium: 'email',
      perThousandMinor: 0,
      currency,
      addressField: null,
    })
  const foreign = (way: Way) => (way.currency === currency ? 0 : 1)
  return ways.toSorted((a, b) => foreign(a) - foreign(b) || a.perThousandMinor - b.perThousandMinor)
}
