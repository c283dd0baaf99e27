import type { Work } from '#db/work'
import { segmentSlices } from '#domain/insight/index'
import { everybody, reachables } from '#domain/member/index'
import { accountOf } from './account.ts'
import { broadcastHasBegun } from './events.ts'
import { known } from './show.ts'
import * as store from './store/broadcasts.ts'
import { dueBroadcast, enlist } from './store/sending.ts'

/** Members are written down so many at a time, so that one statement stays small however long the list. */
const SLICE = 5_000

/**
 * P3: whom a broadcast is for is written down when its moment comes: a segment as it was saved, or every member whose
 * OpenID we know. Answers whether there was one to begin.
 */
export async function beginNext(work: Work): Promise<boolean> {
  const id = await dueBroadcast(work.tx, work.at)
  if (id === undefined) return false
  const { segmentId, carrierId } = await known(work, id)
  const slices = segmentId === null ? followers(work, carrierId) : ofSegment(work, segmentId)
  for await (const ids of slices)
    await enlist(
      work,
      id,
      ids.map((memberId) => ({ id: work.newId(), memberId })),
    )
  await store.stand(work.tx, id, { state: 'sending' })
  work.record(broadcastHasBegun({ broadcastId: id }))
  return true
}

async function* ofSegment(work: Work, segmentId: string): AsyncGenerator<string[]> {
  for await (const rows of segmentSlices(work, segmentId, SLICE)) yield rows.map((one) => one.memberId)
}

async function* followers(work: Work, carrierId: string): AsyncGenerator<string[]> {
  const field = (await accountOf(work, carrierId))?.settings.openidField ?? ''
  for (let afterId: string | null = null; ;) {
    const rows = await everybody(work, { afterId, most: SLICE })
    const people = await reachables(
      work,
      rows.map((one) => one.id),
    )
    yield people.filter(({ extra }) => String(extra[field] ?? '').trim() !== '').map((one) => one.id)
    const last: string | undefined = rows.length < SLICE ? undefined : rows.at(-1)?.id
    if (last === undefined) return
    afterId = last
  }
}
