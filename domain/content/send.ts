import { msOf } from '#base/instant'
import type { Step } from '#db/jobs'
import { house, inWork, type Work } from '#db/work'
import { setupOf, untellMass, type CarrierSetup, type MassVerdict } from '#domain/campaign/index'
import { MOST_ATTEMPTS, pauseAfter, type Failed } from '#domain/campaign/model'
import { beginNext } from './enlist.ts'
import { broadcastFinished } from './events.ts'
import { after, judged, settlingOf } from './judge.ts'
import { makeCall } from './make-call.ts'
import { broadcastHtml, FEWEST_AT_ONCE, REMEMBERED_MS } from './model/broadcast.ts'
import type { Press } from './port.ts'
import { known } from './show.ts'
import * as broadcasts from './store/broadcasts.ts'
import * as batches from './store/batches.ts'
import * as sending from './store/sending.ts'

/** Longer than a call of the platform may take, its picture and a token on the way. */
export const LEASE_MS = 180_000

/**
 * Does the next thing for broadcasts whose moment has come: writes down whom one is for, brings its picture to the
 * platform, makes a call of those who may be told, hands it over, says what became of the whole. Each in a work of its
 * own; the platform is spoken to outside of any (P4).
 */
export async function sendNext(press: Press): Promise<Step> {
  const { world } = press
  if (await inWork(world, house, beginNext)) return 'more'
  for (const id of await inWork(world, house, (work) => sending.onTheirWay(work.tx)))
    if (await advance(press, id)) return 'more'
  return 'done'
}

async function advance(press: Press, id: string): Promise<boolean> {
  const { world } = press
  const { row, setup } = await inWork(world, house, async (work) => {
    const found = await known(work, id)
    return { row: found, setup: await setupOf(work, found.carrierId) }
  })
  // An account that was switched off waits: somebody may switch it on again, or give the broadcast up.
  if (setup?.active !== true) return false
  if (row.coverRef === null) return bringPicture(press, { id, setup, pictureId: row.pictureId })
  if (await handOver(press, { row, setup })) return true
  if (await inWork(world, house, (work) => makeCall(work, row))) return true
  return inWork(world, house, (work) => finish(work, id))
}

type Bringing = Readonly<{ id: string; setup: CarrierSetup; pictureId: string }>

async function bringPicture(
  { world, publisher }: Press,
  { id, setup, pictureId }: Bringing,
): Promise<boolean> {
  const picture = await inWork(world, house, async (work) => {
    const leased = await sending.leasePicture(work, { id, leasedUntil: after(work, LEASE_MS) })
    return leased ? broadcasts.picture(work.tx, pictureId) : undefined
  })
  if (!picture) return false
  const brought = await publisher.picture(setup, picture)
  await inWork(world, house, async (work) => {
    if (!('outcome' in brought)) return sending.keepPicture(work.tx, { id, ...brought })
    const { attempts } = await known(work, id)
    const { outcome, trouble } = brought
    if (outcome === 'refused' || attempts >= MOST_ATTEMPTS) return giveUp(work, id, trouble)
    const nextTryAt = after(work, pauseAfter(attempts))
    return sending.pausePicture(work.tx, { id, nextTryAt, trouble })
  })
  return true
}

/** Nobody is told anything: the platform does not take what it is about. */
async function giveUp(work: Work, id: string, trouble: string): Promise<void> {
  await broadcasts.lockBroadcast(work.tx, id)
  if ((await known(work, id)).state !== 'sending') return
  await sending.stopWaiting(work.tx, id, 'not_taken')
  await broadcasts.stand(work.tx, id, { state: 'failed', trouble })
  work.record(broadcastFinished({ broadcastId: id, state: 'failed', sent: 0 }))
}

type Going = Readonly<{ row: broadcasts.BroadcastRow; setup: CarrierSetup }>
type Taken = Readonly<{
  batch: batches.Batch
  /** Who may be told at this moment. */
  go: readonly Readonly<{ id: string; memberId: string; consentId: string; openid: string }>[]
  /** Who was to be told and may not be any more. */
  kept: readonly Readonly<{ id: string; memberId: string; consentId: string | null; found: MassVerdict }>[]
}>

/** Takes the next call, and looks at everybody in it once more: consent may have been withdrawn since (K6). */
async function take(work: Work, row: broadcasts.BroadcastRow): Promise<Taken | null> {
  const leasedUntil = after(work, LEASE_MS)
  const batch = await batches.leaseBatch(work, { broadcastId: row.id, leasedUntil })
  if (!batch) return null
  const people = await batches.inside(work.tx, batch.id)
  const judge = await judged(work, row, people)
  // Halted: it is looked at again, and the attempt was none.
  if (judge === null) {
    await settle(work, { batch, state: 'queued', trouble: 'halted', pauseMs: 60_000, answered: false })
    return null
  }
  const found = people.map((one) => ({ ...one, found: judge(one) }))
  const go = found.flatMap(({ id, memberId, found: of }) =>
    of.pass === 'go' ? [{ id, memberId, consentId: of.consentId, openid: of.address }] : [],
  )
  return { batch, go, kept: found.filter(({ found: of }) => of.pass !== 'go') }
}

/** P4: hands one call over; answers whether there was one. */
async function handOver({ world, publisher }: Press, { row, setup }: Going): Promise<boolean> {
  const taken = await inWork(world, house, (work) => take(work, row))
  if (!taken) return false
  const { batch, go } = taken
  const mark = (told: Told) => inWork(world, house, (work) => keepOutcome(work, { taken, told }))
  const asked = batch.unansweredSince
  const isForgotten = asked !== null && msOf(world.clock()) - msOf(asked) > REMEMBERED_MS
  if (isForgotten) return mark({ outcome: 'refused', trouble: 'never_answered' })
  if (go.length < FEWEST_AT_ONCE && asked === null)
    return mark({ outcome: 'refused', trouble: go.length === 0 ? 'nobody_left' : 'one_alone' })
  const draft = await draftFor({ world, publisher }, { row, setup, batch })
  if ('outcome' in draft) return mark(draft)
  await inWork(world, house, (work) => batches.nowAsked(work, batch.id))
  const clientId = batch.id.replaceAll('-', '')
  const openids = go.map((one) => one.openid)
  return mark(await publisher.mass(setup, { clientId, draftRef: draft.draftRef, openids }))
}

async function draftFor(
  { world, publisher }: Press,
  { row, setup, batch }: Going & Readonly<{ batch: batches.Batch }>,
): Promise<Readonly<{ draftRef: string }> | Failed> {
  // The platform drops a draft when it is sent, so each call has one of its own; a repeated call has the same.
  if (batch.draftRef !== null) return { draftRef: batch.draftRef }
  const { title, author, digest, body, sourceUrl, coverRef, pictureUrl } = row
  const html = broadcastHtml({ body, pictureUrl: pictureUrl ?? '' })
  const made = await publisher.draft(setup, {
    title,
    author,
    digest,
    html,
    sourceUrl,
    coverRef: coverRef ?? '',
  })
  if ('outcome' in made) return made
  await inWork(world, house, (work) => batches.keepDraft(work.tx, batch.id, made.draftRef))
  return made
}

type Told = Failed | Readonly<{ ref: string; already: boolean }>
type Keeping = Readonly<{ taken: Taken; told: Told }>

async function keepOutcome(work: Work, { taken, told }: Keeping): Promise<true> {
  const { batch, go, kept } = taken
  if (!('outcome' in told)) {
    if (!(await settle(work, { batch, state: 'sent', trouble: null, ref: told.ref, answered: true })))
      return true
    const sent = go.map((one) => settledAs(work, batch.id, { ...one, state: 'sent', trouble: null }))
    // Taken by an attempt of before: then whoever was in the call has got it, whatever they said since.
    const late = told.already ? kept.flatMap((one) => sentBefore(work, batch.id, one)) : []
    const rest = told.already
      ? []
      : kept.map((one) => settlingOf(work, { one, found: one.found, batchId: '' }))
    await sending.settle(work, [...sent, ...late, ...rest])
    await untellMass(
      work,
      rest.map((one) => one.id),
    )
    return true
  }
  const { outcome, trouble } = told
  const isOver = outcome === 'refused' || batch.attempts >= MOST_ATTEMPTS
  const pauseMs = isOver ? 0 : pauseAfter(batch.attempts)
  const answered = outcome === 'refused' && trouble !== 'never_answered'
  const state = isOver ? ('failed' as const) : ('queued' as const)
  if (!(await settle(work, { batch, state, trouble, pauseMs, answered })) || !isOver) return true
  const failed = go.map((one) => settledAs(work, batch.id, { ...one, state: 'failed', trouble }))
  const rest = kept.map((one) => settlingOf(work, { one, found: one.found, batchId: '' }))
  await sending.settle(work, [...failed, ...rest])
  // Where nobody knows whether it was taken, the cap goes on counting it.
  if (trouble !== 'never_answered')
    await untellMass(
      work,
      [...failed, ...rest].map((one) => one.id),
    )
  return true
}

type As = Readonly<{ id: string; consentId: string; state: 'sent' | 'failed'; trouble: string | null }>

const settledAs = (work: Work, batchId: string, { id, consentId, state, trouble }: As): sending.Settling => ({
  id,
  state,
  trouble,
  batchId,
  consentId,
  nextTryAt: work.at,
})

const sentBefore = (work: Work, batchId: string, one: Taken['kept'][number]): sending.Settling[] =>
  one.consentId === null
    ? []
    : [settledAs(work, batchId, { id: one.id, consentId: one.consentId, state: 'sent', trouble: null })]

type Settling = Readonly<{
  batch: batches.Batch
  state: 'queued' | 'sent' | 'failed'
  trouble: string | null
  ref?: string
  pauseMs?: number
  answered: boolean
}>

const settle = (
  work: Work,
  { batch, state, trouble, ref, pauseMs = 0, answered }: Settling,
): Promise<boolean> =>
  batches.settleBatch(work, {
    id: batch.id,
    attempts: batch.attempts,
    state,
    trouble,
    ref: ref ?? null,
    nextTryAt: after(work, pauseMs),
    answered,
  })

/** Everybody has been told or will not be: the broadcast has gone, or has gone to nobody. */
async function finish(work: Work, id: string): Promise<boolean> {
  await broadcasts.lockBroadcast(work.tx, id)
  const row = await known(work, id)
  const { waiting, sent } = await sending.nextLook(work.tx, id)
  if (row.state !== 'sending' || waiting > 0 || (await batches.queued(work.tx, id)) > 0) return false
  const state = sent > 0 ? ('sent' as const) : ('failed' as const)
  await broadcasts.stand(work.tx, id, { state, trouble: sent > 0 ? null : 'nobody_reached' })
  work.record(broadcastFinished({ broadcastId: id, state, sent }))
  return true
}
