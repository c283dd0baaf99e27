import { instantOfMs, msOf } from '#base/instant'
import type { Step } from '#db/jobs'
import { house, inWork, type Work } from '#db/work'
import { askMember, unask } from '#domain/survey/index'
import { activeSetups, setupOf } from './carriers.ts'
import { callAsked, messageHandedOver } from './events.ts'
import { gateFor, type Gate } from './gate.ts'
import { matchEarly } from './hear.ts'
import { letterFor } from './letter.ts'
import { afterHandOff, type HandOff, type Mail } from './model.ts'
import { BUDGET_PAUSE_MS } from './model/gate.ts'
import type { CarrierSetup, Post } from './port.ts'
import * as outbox from './store/outbox.ts'
import { respect } from './store/respect.ts'

/** As many as the mail server has connections for, so that nothing waits between its check and its hand-off. */
export const AT_ONCE = 5
/** Call tasks reach nobody outside: they are written down, many at once. */
const CALLS_AT_ONCE = 200
/** Longer than any hand-off may take: the mailer's own limits sum to about a minute. */
export const LEASE_MS = 180_000

type Ready = Readonly<{
  mail: Mail
  claimed: outbox.Claimed
  handed: Omit<outbox.Handed, 'ref'>
}>
type Way = Readonly<{ lane: outbox.Lane; setup: CarrierSetup | null }>

/**
 * Hands over the next few messages of every way out at once, so that a slow provider holds up nobody else: claimed and
 * checked in one transaction, sent outside of any, marked in another. Whoever dies in between leaves a lease that runs
 * out, and the message goes again under the same id (K7).
 */
export async function sendNext(post: Post): Promise<Step> {
  const ways = await inWork(post.world, house, (work) => open(work, post))
  const taken = await Promise.all(ways.map((way) => handOver(post, way)))
  return taken.some((count) => count > 0) ? 'more' : 'done'
}

/** Opens the lines that also bring something in; without an account they are closed. */
export async function keepLines({ world, outlets }: Post): Promise<void> {
  if (!outlets) return
  await outlets.keep(await inWork(world, house, activeSetups))
}

/** The ways out that have something due and are open: none while everything is halted. */
async function open(work: Work, { mailer, outlets }: Post): Promise<Way[]> {
  const stands = await respect(work.tx, 'look')
  if (stands?.haltedAt !== null) return []
  const ways: Way[] = []
  for (const lane of await outbox.lanes(work.tx, work.at)) {
    if (lane.channel === 'call' || lane.stopped) ways.push({ lane, setup: null })
    else if (lane.carrierId !== null) {
      const setup = await setupOf(work, lane.carrierId)
      if (outlets && setup?.active === true) ways.push({ lane, setup })
    } else if (lane.channel === 'email' && mailer !== null) ways.push({ lane, setup: null })
  }
  return ways
}

async function handOver(post: Post, way: Way): Promise<number> {
  const { world, outlets, mailer } = post
  const { lane, setup } = way
  const most =
    setup && outlets ? await outlets.free(setup) : lane.channel === 'call' ? CALLS_AT_ONCE : AT_ONCE
  const { ready, taken } = await inWork(world, house, (work) =>
    prepare(work, post.publicUrl, { ...way, most }),
  )
  const send = (mail: Mail): Promise<HandOff> => {
    if (setup && outlets) return outlets.send(setup, mail)
    return mailer ? mailer.send(mail) : Promise.resolve({ outcome: 'later', trouble: 'no way out' })
  }
  const told = await Promise.all(ready.map(async (one) => ({ one, handOff: await send(one.mail) })))
  if (told.length > 0) await inWork(world, house, (work) => mark(work, lane, told))
  return taken
}

type Preparing = Way & Readonly<{ most: number }>

/** G1–G4, G7: everything is looked at in the transaction that takes the message, right before it leaves. */
async function prepare(
  work: Work,
  publicUrl: string,
  { lane, setup, most }: Preparing,
): Promise<{ ready: Ready[]; taken: number }> {
  // Held still: a halt or another hold-out waits until these are taken, and none is taken after it.
  const stands = await respect(work.tx, 'share')
  if (!stands || stands.haltedAt !== null) return { ready: [], taken: 0 }
  const leasedUntil = instantOfMs(msOf(work.at) + LEASE_MS)
  const claimed = await outbox.claim(work, { campaignId: lane.campaignId, most, leasedUntil })
  if (claimed.length === 0) return { ready: [], taken: 0 }
  const gate = await gateFor(work, { lane, setup, stands, claimed })
  const ready: Ready[] = []
  const settled: outbox.Outcome[] = []
  for (const one of claimed) {
    const found = await passing(work, one, gate, publicUrl)
    if ('mail' in found) ready.push(found)
    else settled.push({ id: one.id, attempts: one.attempts, ...found })
  }
  if (lane.channel === 'call') settled.push(...asCalls(work, lane, ready.splice(0)))
  if (settled.length > 0) await outbox.settle(work, settled)
  return { ready, taken: claimed.length }
}

type Stopped = Omit<outbox.Outcome, 'id' | 'attempts'>

async function passing(
  work: Work,
  one: outbox.Claimed,
  gate: Gate,
  publicUrl: string,
): Promise<Ready | Stopped> {
  const found = gate.judge(one)
  if (found.pass === 'later')
    return { state: 'queued', trouble: found.trouble, nextTryAt: gate.after(found.pauseMs), unoffered: true }
  if (found.pass === 'never') return { state: found.state, trouble: found.trouble, nextTryAt: gate.after(0) }
  const letter = letterFor(gate, { id: one.id, memberId: one.memberId, address: found.address, publicUrl })
  if (letter === null) return { state: 'failed', trouble: 'template_broken', nextTryAt: gate.after(0) }
  const bill = gate.bill(one.memberId, letter.text)
  if (bill === null) {
    const nextTryAt = gate.after(BUDGET_PAUSE_MS)
    return { state: 'queued', trouble: 'pot_empty', nextTryAt, unoffered: true }
  }
  // Last of all, because it is written down: whoever is not told anything now was not asked (K22).
  const { campaignId, segmentId } = gate.lane
  const asking = { messageId: one.id, memberId: one.memberId, segmentId, campaignId }
  const no = gate.survey === null ? null : await askMember(work, gate.survey, asking)
  if (no !== null) return { state: 'withheld', trouble: no, nextTryAt: gate.after(0) }
  return { mail: letter, claimed: one, handed: { consentId: found.consentId, ...bill } }
}

/** A call is a task for the care room: asking for it is the hand-off. */
function asCalls(work: Work, lane: outbox.Lane, ready: readonly Ready[]): outbox.Outcome[] {
  return ready.map(({ claimed, handed }) => {
    const { id, attempts, memberId } = claimed
    work.record(callAsked({ id, campaignId: lane.campaignId, memberId, purpose: lane.purpose }))
    work.record(messageHandedOver({ ...claimed, channel: 'call' }))
    return {
      id,
      attempts,
      state: 'exported',
      trouble: null,
      nextTryAt: work.at,
      handed: { ...handed, ref: null },
    }
  })
}

type Told = Readonly<{ one: Ready; handOff: HandOff }>

async function mark(work: Work, lane: outbox.Lane, told: readonly Told[]): Promise<void> {
  const outcomes = told.map(({ one: { claimed, handed }, handOff }): outbox.Outcome => {
    const after = afterHandOff(handOff, claimed.attempts)
    const pauseMs = after.state === 'queued' ? after.pauseMs : 0
    const trouble = after.state === 'sent' ? null : after.trouble
    const nextTryAt = instantOfMs(msOf(work.at) + pauseMs)
    const { id, attempts } = claimed
    if (after.state !== 'sent') return { id, attempts, state: after.state, trouble, nextTryAt }
    return { id, attempts, state: 'sent', trouble, nextTryAt, handed: { ...handed, ref: refOf(handOff) } }
  })
  const ours = new Set(await outbox.settle(work, outcomes))
  const nothing = outcomes.filter((one) => one.state === 'failed' && ours.has(one.id)).map((one) => one.id)
  if (lane.surveyId !== null && nothing.length > 0) await unask(work, nothing)
  const sent = told.filter(({ one, handOff }) => handOff.outcome === 'taken' && ours.has(one.claimed.id))
  work.record(...sent.map(({ one: { claimed } }) => messageHandedOver({ ...claimed, channel: lane.channel })))
  if (lane.carrierId === null) return
  const named = sent.flatMap(({ one: { claimed }, handOff }) => {
    const ref = refOf(handOff)
    return ref === null ? [] : [{ id: claimed.id, memberId: claimed.memberId, ref }]
  })
  if (named.length > 0) await matchEarly(work, lane.carrierId, named)
}

const refOf = (handOff: HandOff): string | null => ('ref' in handOff && handOff.ref ? handOff.ref : null)
