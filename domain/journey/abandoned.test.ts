import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { audit } from '#db/audit'
import { bookForMember } from '#domain/booking/contract/booking'
import { cancelBooking } from '#domain/booking/contract/own'
import { begins, bookingWorld, books, offered, owner, ownToken } from '#test/world/booking'
import { person } from '#test/world/care'
import { started, turn, walks } from '#test/world/journey'
import { mergeInto } from '#test/world/standing'
import type { TestWorld } from '#test/world/world'
import { showJourney } from './contract.ts'

const AT = '2026-03-02T02:00:00.000Z'
const SLOT = '2026-03-04T02:00:00.000Z'
const LATER = '2026-03-04T05:00:00.000Z'

/** Holds last 15 minutes; a journey lets those in who have chosen no time again for an hour. */
async function shop() {
  const w = await bookingWorld({ at: AT })
  const offerId = await offered(w, { places: 9 })
  const journeyId = await started(w, {
    trigger: { kind: 'booking_given_up', minutesAfter: 60 },
    againAfterDays: 1,
    steps: [{ id: 'call', kind: 'task', taskKind: 'call', titleZh: '致电', titleEn: 'Call' }],
  })
  return { w, offerId, journeyId }
}

/** Another minute of the program: what the clock and the log wake. */
async function minute(w: TestWorld, at: string): Promise<void> {
  w.clock.set(`2026-03-02T${at}:00.000Z`)
  await w.job('booking.holds')
  await w.settle()
  await w.job('journey.bookings')
  await w.settle()
}

const storyOf = async (w: TestWorld, journeyId: string) => (await w.call(showJourney, { journeyId })).givenUp
const entered = async (w: TestWorld, journeyId: string) =>
  (await walks(w, journeyId)).map(({ number, ended }) => [number, ended])

test('C99 whoever gives a booking up enters after the minutes, unless they chose a time again by then', async () => {
  const { w, offerId, journeyId } = await shop()
  const [a, b, c, d] = [await owner(w, 'A'), await owner(w, 'B'), await owner(w, 'C'), await owner(w, 'D')]
  for (const one of [a, b, c, d]) await begins(w, one, { offerId, startsAt: SLOT })
  await minute(w, '02:14')
  expect(await storyOf(w, journeyId)).toEqual({ waiting: 0, cameBack: 0, passedOver: 0 })
  await minute(w, '02:16')
  expect(await storyOf(w, journeyId)).toEqual({ waiting: 4, cameBack: 0, passedOver: 0 })
  // B books, the counter books for C, D chooses a time and says no to it.
  await books(w, b, { offerId, startsAt: LATER })
  await w.call(bookForMember, { id: w.newId(), offerId, memberId: c.id, startsAt: LATER })
  const let_ = await begins(w, d, { offerId, startsAt: LATER })
  await w.anonymous.call(cancelBooking, { id: w.newId(), token: d.token, bookingId: let_ })
  await minute(w, '03:14')
  expect(await entered(w, journeyId)).toEqual([])
  await minute(w, '03:15')
  await minute(w, '03:16')
  expect(await entered(w, journeyId)).toEqual([['A', 'done']])
  expect(await storyOf(w, journeyId)).toEqual({ waiting: 0, cameBack: 3, passedOver: 0 })
})

test('Q9 of two that were given up the later one counts, once', async () => {
  const { w, offerId, journeyId } = await shop()
  const a = await owner(w, 'A')
  await begins(w, a, { offerId, startsAt: SLOT })
  await minute(w, '02:30')
  await begins(w, a, { offerId, startsAt: LATER })
  await minute(w, '02:50')
  await minute(w, '03:20')
  expect(await entered(w, journeyId)).toEqual([])
  await minute(w, '03:45')
  expect(await entered(w, journeyId)).toEqual([['A', 'done']])
  expect(await storyOf(w, journeyId)).toEqual({ waiting: 0, cameBack: 1, passedOver: 0 })
})

test('Q6 a held journey takes nobody on and sees nobody; a merged member is who stayed', async () => {
  const { w, offerId, journeyId } = await shop()
  const [a, b] = [await owner(w, 'A'), await owner(w, 'B')]
  await begins(w, a, { offerId, startsAt: SLOT })
  await minute(w, '02:15')
  await turn(w, journeyId, 'paused')
  await minute(w, '03:15')
  expect(await storyOf(w, journeyId)).toEqual({ waiting: 0, cameBack: 0, passedOver: 1 })
  await begins(w, a, { offerId, startsAt: SLOT })
  await minute(w, '03:30')
  await turn(w, journeyId, 'running')
  await minute(w, '04:30')
  expect(await entered(w, journeyId)).toEqual([])
  await begins(w, b, { offerId, startsAt: SLOT })
  await minute(w, '04:45')
  const keepId = await person(w, 'KEEP')
  await mergeInto(w, { keepId, goneId: b.id })
  await minute(w, '05:45')
  expect(await entered(w, journeyId)).toEqual([['KEEP', 'done']])
  // The same after the merge: who chooses a time by the link of who stayed has come back.
  await begins(
    w,
    { id: keepId, number: 'KEEP', token: await ownToken(w, keepId) },
    { offerId, startsAt: SLOT },
  )
  expect(await storyOf(w, journeyId)).toMatchObject({ waiting: 0 })
})

test('Q9 the audit finds somebody who entered without a booking that was given up', async () => {
  const { w, offerId, journeyId } = await shop()
  await begins(w, await owner(w, 'A'), { offerId, startsAt: SLOT })
  await minute(w, '02:15')
  await minute(w, '03:15')
  expect(await entered(w, journeyId)).toEqual([['A', 'done']])
  await w.audit()
  const change = (of: string) =>
    w.work((work) =>
      sql`
        alter table journey.prospect disable trigger decided_once;
        update journey.prospect set came_of = ${sql.lit(of)};
        alter table journey.prospect enable trigger decided_once`.execute(work.tx),
    )
  await change('came_back')
  const { findings } = await audit(w.database)
  expect(findings.map((one) => one.law)).toContain('Q9 who enters after a booking gave one up')
  await change('entered')
  const decides = w.work((work) => sql`update journey.prospect set came_of = 'came_back'`.execute(work.tx))
  await expect(decides).rejects.toThrow('Q9')
})
