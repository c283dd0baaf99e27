import { addDays, type BusinessDay } from '#base/instant'
import type { LoggedEvent } from '#db/events'
import { ask, type Step as JobStep } from '#db/jobs'
import type { Work } from '#db/work'
import { heldOutOf } from '#domain/campaign/index'
import { among, dueAfterPurchases, dueAfterRises, dueOf, type Due, type Looking } from '#domain/care/index'
import { occasionDays } from '#domain/care/model/rule'
import { fitsSegment } from '#domain/insight/index'
import { heldOut } from '#domain/insight/model/assign'
import { stillHere } from '#domain/member/index'
import { chainZone, today } from '#domain/org/index'
import { liveProgram } from '#domain/program/index'
import { nextTiersOf } from '#domain/standing/index'
import { pointsDying } from '#domain/wallet/index'
import type { Trigger } from './contract/document.ts'
import { journeyEntered } from './events.ts'
import * as entries from './store/entries.ts'
import * as store from './store/journeys.ts'
import { WALK_JOB } from './walk.ts'

const SLICE = 2_000

/** Triggers that follow events; the others look at days. */
const FOLLOWING: readonly Trigger['kind'][] = ['purchase', 'tier', 'joined', 'tier_near', 'booking_given_up']

/** Every running journey that looks at days looks at those it has not looked at; one journey a work. */
export async function lookAtDays(work: Work): Promise<JobStep> {
  if ((await chainZone(work)) === null) return 'done'
  const on = await today(work)
  for (const journey of await store.running(work.tx)) {
    const { trigger } = journey.document
    if (FOLLOWING.includes(trigger.kind)) continue
    const doneTo = await store.placeOf(work.tx, journey.journeyId)
    if (doneTo !== null && doneTo >= on) continue
    for await (const due of dueBy(work, trigger, { today: on, doneTo })) await enter(work, journey, due)
    await store.setPlace(work.tx, journey.journeyId, on)
    return 'more'
  }
  return 'done'
}

async function* dueBy(work: Work, trigger: Trigger, at: Looking): AsyncGenerator<readonly Due[]> {
  if (trigger.kind === 'points_dying') yield* dying(work, trigger, at)
  else if (isOfCare(trigger)) yield* dueOf(work, trigger, at)
}

/** Occasions that only a journey knows; all others are those of care. */
const OWN = ['joined', 'tier_near', 'points_dying', 'booking_given_up'] as const
const isOfCare = (trigger: Trigger): trigger is Exclude<Trigger, { kind: (typeof OWN)[number] }> =>
  OWN.every((kind) => kind !== trigger.kind)

type Of<Kind extends Trigger['kind']> = Extract<Trigger, { kind: Kind }>

/** Each day on which points die is looked at once, so many days before. */
async function* dying(work: Work, { daysBefore, leastPoints }: Of<'points_dying'>, at: Looking) {
  const days = occasionDays(daysBefore, at)
  const [from, to] = [days[0], days.at(-1)]
  if (from === undefined || to === undefined) return
  for (let afterId: string | null = null; ;) {
    const rows = await pointsDying(work, { from, to }, { afterId, most: SLICE })
    const enough = rows.filter(({ amount }) => amount >= leastPoints)
    const people = await byId(
      work,
      enough.map((row) => row.holderId),
    )
    yield enough.flatMap(({ holderId, on }): Due[] => {
      const who = people.get(holderId)
      return who ? [{ who, instance: `points ${on}`, eventOn: on, dueOn: at.today }] : []
    })
    const last: string | undefined = rows.at(-1)?.holderId
    if (last === undefined) return
    afterId = last
  }
}

const byId = async (work: Work, ids: readonly string[]) =>
  new Map((await stillHere(work, [...new Set(ids)])).map((who) => [who.id, who]))

/** Purchases that were just told: whoever follows them, and whoever waits for a member to be close to the next tier. */
export async function followSales(work: Work, events: readonly LoggedEvent[]): Promise<void> {
  for (const journey of await store.running(work.tx)) {
    const { trigger } = journey.document
    if (trigger.kind === 'purchase')
      await enter(work, journey, await dueAfterPurchases(work, trigger, events))
    if (trigger.kind === 'tier_near') await enter(work, journey, await nearlyThere(work, trigger, events))
  }
}

export async function followMoves(work: Work, events: readonly LoggedEvent[]): Promise<void> {
  for (const journey of await store.running(work.tx)) {
    const { trigger } = journey.document
    if (trigger.kind === 'tier') await enter(work, journey, await dueAfterRises(work, trigger, events))
  }
}

/** Whoever has just joined; members whom an import brought have been members before. */
export async function followEnrolments(work: Work, events: readonly LoggedEvent[]): Promise<void> {
  const journeys = (await store.running(work.tx)).filter(({ document }) => document.trigger.kind === 'joined')
  if (journeys.length === 0) return
  const joined = events.filter(({ body }) => (body as { source?: string }).source !== 'import')
  const people = await byId(
    work,
    joined.flatMap(({ subjectId }) => (subjectId === null ? [] : [subjectId])),
  )
  const on = await today(work)
  const due = [...people.values()].map((who) => ({ who, instance: 'joined', eventOn: on, dueOn: on }))
  for (const journey of journeys) await enter(work, journey, due)
}

/** Sales of before, brought by an import, are no occasion. */
const LATE_DAYS = 3

async function nearlyThere(
  work: Work,
  { missingMinor }: Of<'tier_near'>,
  events: readonly LoggedEvent[],
): Promise<Due[]> {
  const on = await today(work)
  const buyers = events.flatMap(({ body }) => {
    const { kind, memberId, day } = body as { kind: string; memberId: string | null; day: BusinessDay }
    return kind === 'sale' && memberId !== null && day >= addDays(on, -LATE_DAYS) ? [memberId] : []
  })
  const { document } = await liveProgram(work)
  const next = await nextTiersOf(work, buyers, document)
  const near = [...next].filter(([, { ways }]) =>
    ways.some(({ by, missing }) => by === 'spend' && missing <= missingMinor),
  )
  const people = await byId(
    work,
    near.map(([id]) => id),
  )
  return near.flatMap(([id, { code }]): Due[] => {
    const who = people.get(id)
    return who ? [{ who, instance: `near ${code} ${on}`, eventOn: on, dueOn: on }] : []
  })
}

/**
 * Q2, Q5: once for an instance, one walk at a time, and again only when the journey says so; some are held out by their
 * salted hash, the same ones for as long as the journey lives. Whoever the chain holds out of all does not enter.
 * Answers the instances of whoever did.
 */
export async function enter(
  work: Work,
  journey: store.VersionRow,
  due: readonly Due[],
): Promise<readonly string[]> {
  const { id: versionId, journeyId, document } = journey
  const found = await among(work, document, due)
  const one = new Map(found.toReversed().map((each) => [each.who.id, each]))
  const before = await entries.enteredBefore(work.tx, journeyId, [...one.keys()])
  const on = await today(work)
  const never = await heldOutOf(work, [...one.keys()])
  const mayEnter = [...one.values()].filter(({ who, instance }) => {
    if (never.has(who.id)) return false
    const was = before.get(who.id)
    if (was === undefined) return true
    if (was.walking || was.instances.includes(instance) || document.againAfterDays === null) return false
    return addDays(was.lastOn, document.againAfterDays) <= on
  })
  const fresh = await fitting(work, document.segmentId ?? null, mayEnter)
  if (fresh.length === 0) return []
  const share = document.controlBps / 10_000
  const first = document.steps[0]?.id ?? null
  const rows = fresh.map(({ who, instance, dueOn }): entries.NewEntry => {
    const held = heldOut(journeyId, who.id, share)
    return {
      id: work.newId(),
      memberId: who.id,
      instance,
      nth: (before.get(who.id)?.times ?? 0) + 1,
      arm: held ? 'control' : 'treated',
      enteredOn: on,
      step: held ? null : first,
      dueOn: held ? null : dueOn < on ? on : dueOn,
    }
  })
  await entries.insertEntries(work, { journeyId, versionId }, rows)
  const control = rows.filter((row) => row.arm === 'control').length
  work.record(journeyEntered({ journeyId, treated: rows.length - control, control }))
  ask(work, WALK_JOB)
  return rows.map((row) => row.instance)
}

/** Those whom the rule of the journey's segment finds today; all where it names none. */
async function fitting(work: Work, segmentId: string | null, due: readonly Due[]): Promise<readonly Due[]> {
  if (segmentId === null) return due
  const fits = await fitsSegment(
    work,
    segmentId,
    due.map(({ who }) => who.id),
  )
  return due.filter(({ who }) => fits.has(who.id))
}
