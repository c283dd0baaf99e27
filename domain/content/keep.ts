import type { Answer, FileReply, Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { ask } from '#db/jobs'
import { once } from '#db/once'
import type { Work } from '#db/work'
import { quietAt } from '#domain/campaign/index'
import { segment } from '#domain/insight/index'
import { accountOf } from './account.ts'
import type { addBroadcastPicture, broadcastPicture, saveBroadcast, turnBroadcast } from './contract.ts'
import { broadcastSaved, broadcastTurned } from './events.ts'
import { MOST_A_MONTH, MOST_PICTURE_BYTES, coverType, stateAfter } from './model/broadcast.ts'
import { CONTENT_JOB } from './port.ts'
import { known, othersInMonth, viewOf } from './show.ts'
import * as store from './store/broadcasts.ts'
import { stopWaiting } from './store/sending.ts'

/** P1: what it begins with says what it is. */
export async function addPicture(work: Work, { bytes }: Wish<typeof addBroadcastPicture>) {
  if (bytes.length > MOST_PICTURE_BYTES) throw new Refusal('picture_too_large')
  const type = coverType(bytes)
  if (type === null) throw new Refusal('picture_unfit')
  const id = work.newId()
  await store.insertPicture(work, { id, type, bytes })
  return { id, type }
}

export async function picture(work: Work, { id }: Wish<typeof broadcastPicture>): Promise<FileReply> {
  const found = await store.picture(work.tx, id)
  if (!found) throw new Refusal('picture_unknown')
  return { name: id, type: found.type, content: new Uint8Array(found.bytes) }
}

/** P1: words are added while it is a draft; the last ones count. */
export async function save(
  work: Work,
  wish: Wish<typeof saveBroadcast>,
): Promise<Answer<typeof saveBroadcast>> {
  const { id, broadcastId, ...words } = wish
  await store.lockBroadcast(work.tx, broadcastId)
  return once(work, wish, {
    room: 'content',
    kind: 'broadcast_wording',
    find: (of) => store.wordingById(work.tx, of),
    answer: (row) => viewOf(work, row.broadcastId),
    admit: async () => {
      const before = await store.broadcast(work.tx, broadcastId)
      if (before && before.state !== 'draft') throw new Refusal('broadcast_fixed')
      if (!(await store.isPicture(work.tx, words.pictureId)))
        throw new Refusal('picture_unknown', { path: 'pictureId' })
      if (words.segmentId !== null && !(await segment(work, words.segmentId)))
        throw new Refusal('segment_unknown', { path: 'segmentId' })
      if (!(await accountOf(work, words.carrierId)))
        throw new Refusal('account_unknown', { path: 'carrierId' })
    },
    decide: async (fingerprint) => {
      await store.insertBroadcast(work, { id: broadcastId, fingerprint })
      const row = { id, fingerprint, broadcastId, ...words }
      await store.insertWording(work, row)
      work.record(broadcastSaved(row))
      return row
    },
  })
}

/** P2, P5: planned when it can go, and knowingly where some will not get it. */
async function mustBePlannable(work: Work, row: store.BroadcastRow, fifthKnown: boolean): Promise<void> {
  if (row.dueAt < work.at) throw new Refusal('broadcast_past', { path: 'dueAt' })
  if (await quietAt(work, row.dueAt)) throw new Refusal('broadcast_in_quiet_hours', { path: 'dueAt' })
  const account = await accountOf(work, row.carrierId)
  if (account?.active !== true) throw new Refusal('account_off')
  const others = await othersInMonth(work, row)
  if (others >= MOST_A_MONTH && !fifthKnown) throw new Refusal('broadcast_fifth', { others })
}

export async function turn(
  work: Work,
  wish: Wish<typeof turnBroadcast>,
): Promise<Answer<typeof turnBroadcast>> {
  const { id, broadcastId, act, fifthKnown } = wish
  await store.lockBroadcast(work.tx, broadcastId)
  return once(work, wish, {
    room: 'content',
    kind: 'broadcast_act',
    find: (of) => store.actById(work.tx, of),
    answer: (row) => viewOf(work, row.broadcastId),
    admit: async () => {
      const row = await known(work, broadcastId)
      if (stateAfter(act, row.state) === null) throw new Refusal('broadcast_stands_so')
      if (act === 'scheduled') await mustBePlannable(work, row, fifthKnown)
    },
    decide: async (fingerprint) => {
      const row = await known(work, broadcastId)
      await store.insertAct(work, { id, fingerprint, broadcastId, act })
      const state = present(stateAfter(act, row.state), 'P2: an act that was admitted leads somewhere')
      await store.stand(work.tx, broadcastId, { state })
      // What is on its way to the platform at this moment cannot be called back.
      if (act === 'withdrawn') await stopWaiting(work.tx, broadcastId, 'stopped')
      work.record(broadcastTurned({ broadcastId, act }))
      ask(work, CONTENT_JOB)
      return present(await store.actById(work.tx, id), 'P2: an act that was written is there')
    },
  })
}
