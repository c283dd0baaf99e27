import type { Wish } from '#base/endpoint'
import { businessDay, msOf } from '#base/instant'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { once } from '#db/once'
import type { Work } from '#db/work'
import { withGone } from '#domain/member/index'
import { chain } from '#domain/org/index'
import { endOf, liveProgram } from '#domain/program/index'
import type { recordPointsEvent } from './contract/points-event.ts'
import { eventPointsGiven } from './events.ts'
import { givePoints, mustBeGood, mustBeMember, openReceiver } from './give-points.ts'
import { withinCaps } from './model/caps.ts'
import * as store from './store/points-events.ts'

/** A device's clock may be ahead by so much. */
const AHEAD_MS = 10 * 60_000

/**
 * R3: points for what is no purchase, once, within the caps of the program at that moment. Caps are counted behind the
 * lock of the purse, over everybody who has gone into the member.
 */
export async function recordEvent(work: Work, wish: Wish<typeof recordPointsEvent>) {
  const program = await liveProgram(work)
  const receiver = await openReceiver(work, wish.memberNumber)
  return once(work, wish, {
    room: 'reward',
    kind: 'points_event',
    find: (id) => store.eventById(work.tx, id),
    answer: ({ fingerprint: _, programVersion: __, ...row }) => row,
    decide: async (fingerprint) => {
      const memberId = mustBeGood(receiver)
      const { happenedAt, id } = wish
      const event = program.document.earning.events.find((one) => one.code === wish.eventCode)
      if (!event) throw new Refusal('points_event_unknown')
      if (msOf(happenedAt) > msOf(work.at) + AHEAD_MS) throw new Refusal('points_event_in_future')
      const day = businessDay(happenedAt, (await chain(work)).zone, 0)
      await mustBeMember(work, memberId, { program, on: day })
      const memberIds = await withGone(work, memberId)
      const given = await store.givenFor(work.tx, { memberIds, event: event.code, day })
      const { points, cappedBy } = withinCaps(event, given)
      const expiresOn = points === 0 ? null : endOf(day, program.document.earning.expiresAfterMonths)
      const row = { id, fingerprint, memberId, happenedAt, day, points, cappedBy, expiresOn }
      const words = { causeId: id, branchId: null, programVersion: program.version, reason: event.code }
      await givePoints(work, receiver, { ...row, ...words, kind: 'points_event' })
      await store.insertEvent(work, {
        ...row,
        event: event.code,
        wanted: event.points,
        programVersion: program.version,
      })
      work.record(eventPointsGiven({ id, memberId, event: event.code, points }))
      return present(await store.eventById(work.tx, id), 'R3: an event that was written is there')
    },
  })
}
