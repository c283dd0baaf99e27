import type { Answer, Wish } from '#base/endpoint'
import { businessDay, day, addMonths, startOfDay, type Instant } from '#base/instant'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { carrierList } from '#domain/campaign/index'
import { segment } from '#domain/insight/index'
import { chain } from '#domain/org/index'
import type { Broadcast, listBroadcasts, showBroadcast } from './contract.ts'
import { monthOf } from './model/broadcast.ts'
import * as store from './store/broadcasts.ts'
import * as batches from './store/batches.ts'

export async function known(work: Work, id: string): Promise<store.BroadcastRow> {
  const row = await store.broadcast(work.tx, id)
  if (!row) throw new Refusal('broadcast_unknown')
  return row
}

const NONE = { waiting: 0, sent: 0, withheld: 0, unreachable: 0, failed: 0 } as const

async function views(
  work: Work,
  rows: readonly store.BroadcastRow[],
  counted: readonly batches.Count[],
): Promise<Broadcast[]> {
  const carriers = new Map((await carrierList(work)).rows.map(({ id, name }) => [id, name]))
  const names = new Map<string, string>()
  for (const { segmentId } of rows) {
    if (segmentId === null || names.has(segmentId)) continue
    names.set(segmentId, (await segment(work, segmentId))?.name ?? '')
  }
  return rows.map(({ coverRef: _, pictureUrl: __, attempts: ___, ...row }) => {
    const counts: Record<string, number> = { ...NONE }
    for (const one of counted)
      if (one.broadcastId === row.id) counts[one.state] = (counts[one.state] ?? 0) + one.members
    return {
      ...row,
      segmentName: row.segmentId === null ? null : (names.get(row.segmentId) ?? ''),
      carrierName: carriers.get(row.carrierId) ?? '',
      counts: counts as Broadcast['counts'],
    }
  })
}

async function viewWith(
  work: Work,
  row: store.BroadcastRow,
  counted: readonly batches.Count[],
): Promise<Broadcast> {
  const [view] = await views(work, [row], counted)
  return present(view, 'P1: one row gives one view')
}

export const viewOf = async (work: Work, id: string): Promise<Broadcast> =>
  viewWith(work, await known(work, id), await batches.counts(work.tx, [id]))

export async function list(
  work: Work,
  { from, before, page, rows: most }: Wish<typeof listBroadcasts>,
): Promise<Answer<typeof listBroadcasts>> {
  const span = { from: from ?? null, before: before ?? null }
  const { rows, total } = await store.broadcasts(work.tx, { ...span, first: (page - 1) * most, most })
  const counted = await batches.counts(
    work.tx,
    rows.map((row) => row.id),
  )
  return { rows: await views(work, rows, counted), total }
}

/** The calendar month of a moment, in the chain's zone. */
export async function monthAround(work: Work, at: Instant) {
  const { zone } = await chain(work)
  const first = day(`${monthOf(businessDay(at, zone, 0))}-01`)
  return { from: startOfDay(first, zone), before: startOfDay(addMonths(first, 1), zone) }
}

export async function othersInMonth(
  work: Work,
  { id, carrierId, dueAt }: Pick<store.BroadcastRow, 'id' | 'carrierId' | 'dueAt'>,
): Promise<number> {
  return store.others(work.tx, { but: id, carrierId, ...(await monthAround(work, dueAt)) })
}

export async function show(
  work: Work,
  { broadcastId }: Wish<typeof showBroadcast>,
): Promise<Answer<typeof showBroadcast>> {
  const row = await known(work, broadcastId)
  const calls = await batches.calls(work.tx, { broadcastId, carrierId: row.carrierId })
  const counted = await batches.counts(work.tx, [broadcastId])
  return {
    ...(await viewWith(work, row, counted)),
    othersInMonth: await othersInMonth(work, row),
    kept: counted.flatMap(({ state, trouble, members }) =>
      trouble === null ? [] : [{ state: state as keyof typeof NONE, trouble, members }],
    ),
    calls: calls.map(({ status, total, filtered, sent, failed, ...call }) => ({
      ...call,
      finish:
        status === null
          ? null
          : { status, total: total ?? 0, filtered: filtered ?? 0, sent: sent ?? 0, failed: failed ?? 0 },
    })),
  }
}
