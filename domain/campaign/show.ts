import type { Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { segment } from '#domain/insight/index'
import { membersById } from '#domain/member/index'
import {
  MESSAGE_STATES,
  type Campaign,
  type listCampaigns,
  type listMessages,
  type showCampaign,
} from './contract.ts'
import { asked } from './launches.ts'
import * as store from './store/campaigns.ts'
import { lastLaunches } from './store/launches.ts'
import * as outbox from './store/outbox.ts'

/** A campaign of this id; refuses `campaign_unknown`. */
export async function known(work: Work, id: string): Promise<store.CampaignRow> {
  const row = await store.campaign(work.tx, id)
  if (!row) throw new Refusal('campaign_unknown')
  return row
}

/** A launched campaign has its window; refuses `campaign_unknown` and `not_launched`. */
export async function launched(work: Work, row: store.CampaignRow | undefined) {
  if (!row) throw new Refusal('campaign_unknown')
  const { startsOn, endsOn } = row
  if (startsOn === null || endsOn === null) throw new Refusal('not_launched')
  return { ...row, startsOn, endsOn }
}

/** Rows as others see them: with the segment's name and a count of messages for every state. */
export async function views(work: Work, rows: readonly store.CampaignRow[]): Promise<Campaign[]> {
  const names = new Map<string, string>()
  for (const id of new Set(rows.map((row) => row.segmentId)))
    names.set(id, present(await segment(work, id), 'K1: a campaign is for a saved segment').name)
  const ids = rows.map((row) => row.id)
  const counts = await store.stateCounts(work.tx, ids)
  const heard = await store.receiptCounts(work.tx, ids)
  const sendings = await store.sendings(work.tx, ids)
  const launches = new Map((await lastLaunches(work.tx, ids)).map((one) => [one.campaignId, asked(one)]))
  return rows.map(({ fingerprint: _, template, ...row }) => {
    const own = counts.filter((count) => count.campaignId === row.id)
    const of = (state: string) => own.find((count) => count.state === state)?.messages ?? 0
    const messages = Object.fromEntries(
      MESSAGE_STATES.map((state) => [state, of(state)]),
    ) as Campaign['messages']
    const state = row.launchedAt === null ? 'draft' : 'launched'
    const { delivered = 0, undelivered = 0 } = heard.find((one) => one.campaignId === row.id) ?? {}
    const sending = sendings.find((one) => one.campaignId === row.id)?.state ?? 'running'
    const segmentName = names.get(row.segmentId) ?? ''
    const templateCode = template?.code ?? null
    const launch = launches.get(row.id) ?? null
    return { ...row, segmentName, templateCode, state, sending, launch, messages, delivered, undelivered }
  })
}

export async function view(work: Work, id: string): Promise<Campaign> {
  const [one] = await views(work, [await known(work, id)])
  return present(one, 'K1: one row gives one view')
}

export const show = (work: Work, { id }: Wish<typeof showCampaign>) => view(work, id)

export async function list(work: Work, wish: Wish<typeof listCampaigns>) {
  const page = { segmentId: wish.segmentId ?? null, from: (wish.page - 1) * wish.rows, most: wish.rows }
  const { rows, total } = await store.campaigns(work.tx, page)
  return { rows: await views(work, rows), total }
}

/** The outbox with what became of every message; names are read now, the outbox keeps none. */
export async function messages(work: Work, wish: Wish<typeof listMessages>) {
  await known(work, wish.id)
  const page = { from: (wish.page - 1) * wish.rows, most: wish.rows }
  const { rows, total } = await outbox.messages(work.tx, {
    campaignId: wish.id,
    state: wish.state ?? null,
    ...page,
  })
  const ids = rows.map((row) => row.memberId)
  const people = new Map((await membersById(work, ids)).map((m) => [m.id, m]))
  const named = rows.map((row) => {
    const person = people.get(row.memberId)
    return { ...row, number: person?.number ?? '', name: person?.name ?? '' }
  })
  return { rows: named, total }
}
