import { instantOfMs, msOf, type Instant } from '#base/instant'
import type { LoggedEvent } from '#db/events'
import { ask, type Step } from '#db/jobs'
import type { Work } from '#db/work'
import { cameBack } from '#domain/booking/index'
import type { Due } from '#domain/care/index'
import { stillHere, survivorsOf } from '#domain/member/index'
import { chainZone, today } from '#domain/org/index'
import { enter } from './enter.ts'
import { running, type Running } from './store/journeys.ts'
import * as store from './store/prospects.ts'

export const BOOKINGS_JOB = 'journey.bookings'
const AT_ONCE = 500
const MINUTE_MS = 60_000
/** A booking that was told so late is no occasion any more. */
const LATE_MS = 3 * 86_400_000

/** What the booking room says of a booking that was given up. */
type GivenUp = Readonly<{ id: string; heldUntil: Instant; begunAt: Instant }>

/** Q9: whoever gave a booking up is waited for by every journey that runs at that moment. */
export async function followGivenUp(work: Work, events: readonly LoggedEvent[]): Promise<void> {
  const given = events.flatMap(({ subjectId, body }) => {
    // The body is the booking room's own event, versioned by its kind.
    const { id, heldUntil, begunAt } = body as GivenUp
    const late = msOf(heldUntil) + LATE_MS < msOf(work.at)
    return subjectId === null || late ? [] : [{ id, memberId: subjectId, heldUntil, begunAt }]
  })
  const rows = (await running(work.tx)).flatMap(({ journeyId, document: { trigger } }) =>
    trigger.kind !== 'booking_given_up'
      ? []
      : given.map(({ id, memberId, heldUntil, begunAt }) => ({
          journeyId,
          instance: `booking ${id}`,
          memberId,
          begunAt,
          dueAt: instantOfMs(msOf(heldUntil) + trigger.minutesAfter * MINUTE_MS),
        })),
  )
  if (rows.length === 0) return
  await store.insertProspects(work, rows)
  ask(work, BOOKINGS_JOB)
}

/**
 * Q9: those whose minutes are over. Whoever has chosen a time again since does not enter; a journey that is held or was
 * ended meanwhile takes nobody on (Q6).
 */
export async function lookAtGivenUp(work: Work): Promise<Step> {
  if ((await chainZone(work)) === null) return 'done'
  const taken = await store.takeProspects(work.tx, work.at, AT_ONCE)
  if (taken.length === 0) return 'done'
  const back = await cameBack(
    work,
    taken.map(({ memberId, begunAt }) => ({ memberId, after: begunAt })),
  )
  const journeys = new Map((await running(work.tx)).map((one) => [one.journeyId, one]))
  const decided: store.Decided[] = []
  for (const journeyId of new Set(taken.map((one) => one.journeyId))) {
    const own = taken.filter((one, nth) => one.journeyId === journeyId && !back.has(nth))
    const entered = await letIn(work, journeys.get(journeyId), own)
    decided.push(
      ...own.map((one) => ({ ...one, cameOf: entered.has(one) ? 'entered' : 'passed_over' }) as const),
    )
  }
  const others = taken.filter((_, nth) => back.has(nth))
  await store.decideProspects(work, [
    ...decided,
    ...others.map((one) => ({ ...one, cameOf: 'came_back' as const })),
  ])
  return taken.length < AT_ONCE ? 'done' : 'more'
}

/** Those of a journey who are still with us, by whoever they have become; answers who entered. */
async function letIn(
  work: Work,
  journey: Running | undefined,
  own: readonly store.Prospect[],
): Promise<ReadonlySet<store.Prospect>> {
  if (journey?.document.trigger.kind !== 'booking_given_up' || own.length === 0) return new Set()
  const ids = own.map((one) => one.memberId)
  const stayed = await survivorsOf(work, ids)
  const idOf = (one: store.Prospect) => stayed.get(one.memberId) ?? one.memberId
  const people = new Map((await stillHere(work, [...new Set(own.map(idOf))])).map((who) => [who.id, who]))
  const on = await today(work)
  const due = own.flatMap((one): Due[] => {
    const who = people.get(idOf(one))
    return who ? [{ who, instance: one.instance, eventOn: on, dueOn: on }] : []
  })
  const entered = new Set(await enter(work, journey, due))
  return new Set(own.filter((one) => entered.has(one.instance)))
}
