import { present } from '#base/must'
import type { Work } from '#db/work'
import type { Wish } from '#base/endpoint'
import { answerTo } from './answer.ts'
import type { takeSegments } from './contract/log.ts'
import { NO_HASH } from './model/event.ts'
import { oldestBackup } from './model/forgetting.ts'
import { seen } from './store/devices.ts'
import * as store from './store/log.ts'
import { growOldMarks } from './store/old-marks.ts'
import { endEpoch, takeSegment, type SegmentTold } from './take-segments.ts'
import { callingTill, keyOfTill, tillById } from './tills.ts'

/** A till's log begins, or begins anew with the epoch it was given; called when a manager has approved it. */
export async function beginLog(
  work: Work,
  of: Readonly<{ deviceId: string; branchId: string; epoch: number }>,
): Promise<void> {
  const { deviceId, epoch } = of
  if ((await store.logOf(work.tx, deviceId)) !== undefined)
    await endEpoch(work, present(await tillById(work, deviceId), 'D1: a log is of a till'))
  await store.beginEpoch(work.tx, { deviceId, epoch, storeId: of.branchId, noHash: NO_HASH })
}

/** O4: from here on nothing of it is believed by itself; what was judged stays. */
export async function revokeLog(work: Work, deviceId: string): Promise<void> {
  await store.lockLog(work.tx, deviceId)
  await store.revoke(work.tx, deviceId)
}

/** O5: takes what the till that is signed in wrote down, and answers where its log stands, signed. */
export async function take(work: Work, wish: Wish<typeof takeSegments>) {
  const till = await callingTill(work)
  await store.lockLog(work.tx, till.id)
  await seen(work, till.id)
  const keyOf = keyOfTill(work, till.id)
  const told: SegmentTold[] = []
  for (const segment of wish.segments) told.push(await takeSegment(work, { till, keyOf }, segment))
  const { pending: count, pendingMinor: minor, readsOldMarks } = wish
  await store.saveSaid(work.tx, { deviceId: till.id, count, minor, at: work.at, readsOldMarks })
  if (readsOldMarks) await growOldMarks(work.tx, { deviceId: till.id, oldest: oldestBackup(work.at) })
  return { answer: await answerTo(work, till, told) }
}
