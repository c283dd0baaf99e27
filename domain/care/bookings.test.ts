import { expect, test } from 'vitest'
import { actOnBooking, bookForMember } from '#domain/booking/contract/booking'
import { cancelBooking, confirmBooking } from '#domain/booking/contract/own'
import { begins, bookingWorld, offered, owner } from '#test/world/booking'
import { mergeInto } from '#test/world/standing'
import type { TestWorld } from '#test/world/world'
import { memberHistory } from './contract/history.ts'

// A Monday, ten o’clock in Shanghai, and times of Tuesday.
const AT = '2026-03-02T02:00:00.000Z'
const [TEN, ONE, THREE] = ['2026-03-03T02:00:00.000Z', '2026-03-03T05:00:00.000Z', '2026-03-03T07:00:00.000Z']

const lines = async (w: TestWorld, memberId: string, more: object = {}) =>
  (await w.call(memberHistory, { memberId, types: ['booking'], ...more })).rows.map(
    (one) => `${one.direction} ${one.step} ${one.words.zh.slice(-5)} ${one.byName}`,
  )

test('C45: times a member chose, moved, confirmed, let go, kept and missed stand in the contact history', async () => {
  const w = await bookingWorld({ at: AT })
  const offerId = await offered(w)
  const a = await owner(w, 'A')
  await begins(w, a, { offerId, startsAt: TEN })
  w.clock.advance(60_000)
  const moved = await begins(w, a, { offerId, startsAt: ONE })
  w.clock.advance(60_000)
  await w.anonymous.call(confirmBooking, { id: w.newId(), token: a.token, bookingId: moved })
  w.clock.advance(60_000)
  await begins(w, a, { offerId, startsAt: THREE })
  w.clock.advance(60 * 60_000)
  await w.job('booking.holds')
  w.clock.advance(60_000)
  await w.anonymous.call(cancelBooking, { id: w.newId(), token: a.token, bookingId: moved })
  const asked = { offerId, memberId: a.id }
  const [kept, missed] = [w.newId(), w.newId()]
  w.clock.advance(60_000)
  await w.call(bookForMember, { id: kept, ...asked, startsAt: TEN })
  await w.call(bookForMember, { id: missed, ...asked, startsAt: THREE })
  w.clock.set('2026-03-03T08:00:00.000Z')
  await w.call(actOnBooking, { id: w.newId(), bookingId: kept, act: 'kept' })
  w.clock.advance(60_000)
  await w.call(actOnBooking, { id: w.newId(), bookingId: missed, act: 'missed' })
  const all = await w.call(memberHistory, { memberId: a.id, types: ['booking'] })
  expect(all.rows[0]).toMatchObject({ step: 'missed', at: '2026-03-03T08:01:00.000Z' })
  expect(all.rows[0]?.words.en).toMatch(/^FACE · .+ · 2026-03-03 15:00$/)
  const staff = all.rows[0]?.byName ?? ''
  expect(staff).not.toBe('')
  const shown = await lines(w, a.id)
  expect(shown.slice(0, 2)).toEqual([`in missed 15:00 ${staff}`, `in kept 10:00 ${staff}`])
  expect(shown.slice(2, 4).toSorted()).toEqual([`in confirmed 10:00 ${staff}`, `in confirmed 15:00 ${staff}`])
  expect(shown.slice(4, 8)).toEqual([
    'in cancelled 13:00 ',
    'in given_up 15:00 ',
    'in begun 15:00 ',
    'in confirmed 13:00 ',
  ])
  expect(shown.slice(8).toSorted()).toEqual(['in begun 10:00 ', 'in begun 13:00 ', 'in replaced 10:00 '])
  expect(shown[10]).toBe('in begun 10:00 ')
  // By days, and no further than is shown.
  expect(await lines(w, a.id, { from: '2026-03-03' })).toEqual(shown.slice(0, 2))
  expect(await w.call(memberHistory, { memberId: a.id, rows: 3 })).toMatchObject({ more: true })
  expect(await lines(w, (await owner(w, 'B')).id)).toEqual([])
})

test('C45: what the branch cancels goes out; bookings of whoever has gone into a member are theirs', async () => {
  const w = await bookingWorld({ at: AT })
  const offerId = await offered(w)
  const [a, b] = [await owner(w, 'A'), await owner(w, 'B')]
  const bookingId = await begins(w, b, { offerId, startsAt: TEN })
  await w.anonymous.call(confirmBooking, { id: w.newId(), token: b.token, bookingId })
  w.clock.advance(60_000)
  await w.call(actOnBooking, { id: w.newId(), bookingId, act: 'cancelled' })
  await mergeInto(w, { keepId: a.id, goneId: b.id })
  const [last, ...before] = await lines(w, a.id)
  expect(last).toMatch(/^out cancelled 10:00 ./)
  expect(before.toSorted()).toEqual(['in begun 10:00 ', 'in confirmed 10:00 '])
})
