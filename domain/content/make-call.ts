import type { Work } from '#db/work'
import { tellMass } from '#domain/campaign/index'
import { judged, settlingOf } from './judge.ts'
import { FEWEST_AT_ONCE, takeOf } from './model/broadcast.ts'
import type { BroadcastRow } from './store/broadcasts.ts'
import * as batches from './store/batches.ts'
import * as sending from './store/sending.ts'

/** P3: those who may be told now, in one call; whoever may not stays as a row with the reason. */
export async function makeCall(work: Work, row: BroadcastRow): Promise<boolean> {
  const due = await sending.countDue(work.tx, row.id, work.at)
  if (due === 0) return false
  const taken = await sending.takeDue(work, { broadcastId: row.id, most: takeOf(due) })
  if (taken.length === 0) return false
  const judge = await judged(work, row, taken)
  if (judge === null) return false
  const batchId = work.newId()
  const settled = taken.map((one) => settlingOf(work, { one, found: judge(one), batchId }))
  const going = settled.filter((one) => one.batchId !== null)
  if (going.length === 0) {
    await sending.settle(work, settled)
    return true
  }
  if (going.length < FEWEST_AT_ONCE) {
    // The platform takes no call for one alone: a template message reaches them, a post does not.
    const alone = { state: 'failed', trouble: 'one_alone', batchId: null, consentId: null } as const
    await sending.settle(
      work,
      settled.map((one) => (one.batchId === null ? one : { ...one, ...alone })),
    )
    return true
  }
  await batches.insertBatch(work, { id: batchId, broadcastId: row.id })
  await sending.settle(work, settled)
  await tell(work, row.carrierId, taken, going)
  return true
}

async function tell(
  work: Work,
  carrierId: string,
  taken: readonly sending.Waiting[],
  going: readonly sending.Settling[],
): Promise<void> {
  const memberOf = new Map(taken.map((one) => [one.id, one.memberId]))
  const rows = going.map(({ id, consentId }) => ({
    id,
    memberId: memberOf.get(id) ?? '',
    consentId: consentId ?? '',
    carrierId,
  }))
  await tellMass(work, rows)
}
