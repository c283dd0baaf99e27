import type { BusinessDay } from '#base/instant'
import type { Work } from '#db/work'
import * as store from './store/top-up.ts'

/** A top-up as later rooms may build on it; a refunded one comes to what was not paid back. */
export type PaidTopUp = Readonly<{ id: string; memberId: string; day: BusinessDay; keptMinor: number }>

/**
 * What a top-up still stands for; null when nobody knows it. Whoever must rely on it opens the member's principal
 * first: a refund queues there.
 */
export async function paidTopUp(work: Work, id: string): Promise<PaidTopUp | null> {
  const row = await store.topUpById(work.tx, id)
  if (!row) return null
  const refund = await store.refundBy(work.tx, { topUpId: id })
  const { memberId, day, paidMinor } = row
  return { id, memberId, day, keptMinor: Math.max(0, paidMinor - (refund?.principalRefundedMinor ?? 0)) }
}
