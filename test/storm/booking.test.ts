import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { actOnBooking, bookForMember, listBookings } from '#domain/booking/contract/booking'
import { bookingSlots } from '#domain/booking/contract/offer'
import { beginBooking, cancelBooking, confirmBooking } from '#domain/booking/contract/own'
import { bookingWorld, offered, owner } from '#test/world/booking'
import type { Caller } from '#test/world/caller'

const DAY = '2026-03-03'
const at = (time: string) => `${DAY}T${time}:00.000Z`

test('Y1 members and a counter take overlapping times at once: every place is taken, and none twice', async () => {
  const w = await bookingWorld({ at: '2026-03-02T02:00:00.000Z' })
  const offerId = await offered(w, { places: 3, mostOpen: 50 })
  const members = []
  for (let n = 0; n < 16; n += 1) members.push(await owner(w, `M${n}`))
  const counter = await w.as('cashier')
  const times = ['02:00', '02:30', '03:00', '03:30']
  const wishes = members.flatMap((who, nth) =>
    times.map((time, turn) => async () => {
      const startsAt = at(time)
      if ((nth + turn) % 4 === 0)
        return counter.ask(bookForMember, { id: w.newId(), offerId, memberId: who.id, startsAt })
      const bookingId = w.newId()
      const begun = await w.anonymous.ask(beginBooking, {
        id: bookingId,
        token: who.token,
        offerId,
        startsAt,
      })
      if (begun.status !== 200) return begun
      // Some think better of it; the rest confirm, unless they have chosen another time meanwhile.
      const how = nth % 5 === 0 ? cancelBooking : confirmBooking
      return w.anonymous.ask(how, { id: w.newId(), token: who.token, bookingId })
    }),
  )
  const replies = await Promise.all(wishes.map((wish) => wish()))
  const codes = new Set(replies.filter((one) => one.status !== 200).map((one) => one.body['code']))
  expect([...codes].filter((one) => one !== 'time_taken' && one !== 'booking_stands_otherwise')).toEqual([])
  const { rows } = await w.call(listBookings, { day: DAY, rows: 200 })
  const stands = rows.filter(({ state }) => state === 'confirmed' || state === 'begun')
  for (const moment of ['02:00', '02:30', '03:00', '03:30', '04:00'].map(at)) {
    const now = stands.filter((one) => one.startsAt <= moment && one.endsAt > moment)
    expect(now.length).toBeLessThanOrEqual(3)
  }
  // Nobody was turned away from a place that stayed free: whoever comes now fills what is left, and then none is left.
  let taken = 0
  for (const who of members)
    for (const time of times) {
      const wish = { id: w.newId(), offerId, memberId: who.id, startsAt: at(time) }
      taken += (await counter.ask(bookForMember, wish)).status === 200 ? 1 : 0
    }
  const full = (await w.call(listBookings, { day: DAY, rows: 200 })).rows.filter(
    ({ state }) => state === 'confirmed' || state === 'begun',
  )
  expect(full.length).toBe(stands.length + taken)
  const slots = await w.call(bookingSlots, { offerId, day: DAY })
  const free = slots.rows.filter((one) => times.map(at).includes(one.startsAt)).map((one) => one.free)
  expect(free).toEqual([0, 0, 0, 0])
})

test('Y1 without the lock of the command the trigger alone keeps the places', async () => {
  const w = await bookingWorld({ at: '2026-03-02T02:00:00.000Z' })
  const offerId = await offered(w, { places: 2 })
  const takes = () =>
    w.work(async (work) => {
      const id = work.newId()
      await sql`
        insert into booking.booking (id, fingerprint, offer_id, terms_id, member_id, starts_at, ends_at, day, places,
                                     by_member, at, by_name, state)
        select ${id}, 'x', ${offerId}, t.id, ${work.newId()}, ${at('02:00')}, ${at('03:00')}, ${DAY}, 2, false,
               ${work.at}, '', 'confirmed' from booking.terms t`.execute(work.tx)
      await sql`
        insert into booking.act (id, fingerprint, booking_id, act, at, by_name)
        values (${work.newId()}, 'x', ${id}, 'confirmed', ${work.at}, '')`.execute(work.tx)
    })
  const done = await Promise.allSettled(Array.from({ length: 12 }, takes))
  expect(done.filter((one) => one.status === 'fulfilled')).toHaveLength(2)
  expect(done.filter((one) => one.status === 'rejected' && !String(one.reason).includes('Y1'))).toEqual([])
})

test('Y2 one booking that many say something about at once has one last word, and each id one answer', async () => {
  const w = await bookingWorld({ at: '2026-03-02T02:00:00.000Z' })
  const offerId = await offered(w)
  const who = await owner(w, 'A')
  const bookingId = w.newId()
  await w.call(bookForMember, { id: bookingId, offerId, memberId: who.id, startsAt: at('02:00') })
  w.clock.set(at('02:10'))
  const say = (caller: Caller, act: 'kept' | 'missed', id: string) =>
    caller.ask(actOnBooking, { id, bookingId, act })
  const ids = [w.newId(), w.newId()] as const
  const replies = await Promise.all(
    Array.from({ length: 16 }, (_, n) => say(w, n % 2 === 0 ? 'kept' : 'missed', ids[n % 2] ?? ids[0])),
  )
  expect(replies.map((one) => one.status)).toEqual(replies.map(() => 200))
  const { rows } = await w.work((work) =>
    sql<{ n: number }>`select count(*)::int as n from booking.act`.execute(work.tx),
  )
  expect(rows[0]?.n).toBe(2)
})
