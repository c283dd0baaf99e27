import type { Instant } from '#base/instant'
import type { Work } from '#db/work'
import type { Span } from '#domain/member/model/span'
import { carrierList } from '#domain/campaign/index'
import { reachedIn } from './store/sending.ts'

export type BroadcastTouch = Readonly<{
  id: string
  broadcastId: string
  /** When the platform took it for this member. */
  at: Instant
  title: string
  /** The official account it came from, by its name of now. */
  account: string
}>

/** Broadcasts that reached members in a span, latest first: for the contact history (C45). */
export async function broadcastsIn(work: Work, span: Span): Promise<readonly BroadcastTouch[]> {
  const rows = await reachedIn(work.tx, span)
  if (rows.length === 0) return []
  const names = new Map((await carrierList(work)).rows.map(({ id, name }) => [id, name]))
  return rows.map(({ carrierId, ...one }) => ({ ...one, account: names.get(carrierId) ?? '' }))
}
