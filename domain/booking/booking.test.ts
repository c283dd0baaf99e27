import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { recordSale } from '#domain/sale/contract'
import { withdraw } from '#domain/member/index'
import { openBranch } from '#domain/org/contract'
import { begins, bookingWorld, books, offered, owner } from '#test/world/booking'
import { buy, mergeInto } from '#test/world/standing'
import type { TestWorld } from '#test/world/world'
import { actOnBooking, bookForMember, listBookings } from './contract/booking.ts'
import { bookingSlots, listBookingOffers, sayBookingOffer } from './contract/offer.ts'
import * as own from './contract/own.ts'
import { USUAL_TERMS } from './model/terms.ts'

// A Monday, ten o’clock in Shanghai.
const AT = '2026-03-02T02:00:00.000Z'
const TOMORROW = '2026-03-03T02:00:00.000Z'
const LATER = '2026-03-03T05:00:00.000Z'

const states = async (w: TestWorld, day: string) =>
  (await w.call(listBookings, { day })).rows.map((one) => `${one.memberNumber} ${one.state}`)
const code = async (reply: Promise<{ body: Record<string, unknown> }>) => (await reply).body['code']
const told = async (w: TestWorld) =>
  w.work(async ({ tx }) => {
    const { rows } = await sql<{ kind: string }>`
      select kind from house.event where kind like 'booking.%' and kind <> 'booking.terms_said' order by seq`.execute(
      tx,
    )
    return rows.map((row) => row.kind.slice('booking.'.length))
  })

test('C90 a member chooses a time by their own link and confirms it; the branch sees the booking', async () => {
  const w = await bookingWorld({ at: AT })
  const offerId = await offered(w)
  const a = await owner(w, 'A', { name: '李小明' })
  const home = await w.anonymous.call(own.ownPage, { token: a.token })
  expect(home).toMatchObject({
    name: '李**',
    points: 0,
    bookings: [],
    purchases: [],
    offers: [{ offerId, priceMinor: 100_00, minutes: 60 }],
  })
  const days = await w.anonymous.call(own.ownDays, { token: a.token, offerId })
  expect([days.days.length, days.days[0]?.free, days.days[1]]).toEqual([
    15,
    18,
    { day: '2026-03-03', free: 19 },
  ])
  const { rows } = await w.anonymous.call(own.ownSlots, { token: a.token, offerId, day: '2026-03-03' })
  expect(rows[0]).toEqual({ startsAt: TOMORROW, endsAt: '2026-03-03T03:00:00.000Z', free: 1 })
  const id = w.newId()
  const begun = await w.anonymous.call(own.beginBooking, { id, token: a.token, offerId, startsAt: TOMORROW })
  expect(begun).toMatchObject({ state: 'begun', heldUntil: '2026-03-02T02:15:00.000Z', day: '2026-03-03' })
  await w.anonymous.call(own.confirmBooking, { id: w.newId(), token: a.token, bookingId: id })
  const seen = await w.call(listBookings, { branchCode: 'S1', day: '2026-03-03' })
  expect(seen).toMatchObject({
    total: 1,
    rows: [{ id, state: 'confirmed', memberNumber: 'A', memberName: '李小明', byMember: true, saleId: null }],
  })
  const after = await w.anonymous.call(own.ownSlots, { token: a.token, offerId, day: '2026-03-03' })
  // The half hour before and the one behind it overlap, the full hour behind it does not.
  expect(after.rows.slice(0, 3).map((one) => one.free)).toEqual([0, 0, 1])
  expect(await told(w)).toEqual(['begun', 'confirmed'])
})

test('C90 a member reads their own purchases and points, and nobody else’s', async () => {
  const w = await bookingWorld({ at: AT })
  const [a, b] = [await owner(w, 'A'), await owner(w, 'B')]
  await buy(w, 'A', 30)
  const one = await w.anonymous.call(own.ownPage, { token: a.token })
  expect(one).toMatchObject({ purchases: [{ day: '2026-03-02', totalMinor: 30_00 }] })
  expect(one.points).toBe(one.purchases[0]?.points)
  expect(await w.anonymous.call(own.ownPage, { token: b.token })).toMatchObject({ purchases: [], points: 0 })
  const id = await begins(w, a, { offerId: await offered(w), startsAt: TOMORROW })
  for (const token of [b.token, `${a.token.slice(0, -2)}AA`])
    expect(await code(w.anonymous.ask(own.ownBooking, { token, bookingId: id }))).toMatch(/unknown$/)
  expect(
    await code(w.anonymous.ask(own.confirmBooking, { id: w.newId(), token: b.token, bookingId: id })),
  ).toBe('booking_unknown')
})

test('Y3 a time that nobody confirmed is free again at its minute, before any job says so, and told once', async () => {
  const w = await bookingWorld({ at: AT })
  const offerId = await offered(w)
  const [a, b] = [await owner(w, 'A'), await owner(w, 'B')]
  const id = await begins(w, a, { offerId, startsAt: TOMORROW })
  const taking = { token: b.token, offerId, startsAt: TOMORROW }
  expect(await code(w.anonymous.ask(own.beginBooking, { id: w.newId(), ...taking }))).toBe('time_taken')
  w.clock.set('2026-03-02T02:15:00.000Z')
  const shown = await w.anonymous.call(own.ownBooking, { token: a.token, bookingId: id })
  expect(shown).toMatchObject({ state: 'given_up', mayCancel: false })
  const confirming = { id: w.newId(), token: a.token, bookingId: id }
  expect(await code(w.anonymous.ask(own.confirmBooking, confirming))).toBe('booking_hold_over')
  expect(await told(w)).toEqual(['begun'])
  await w.anonymous.call(own.beginBooking, { id: w.newId(), ...taking })
  expect(await told(w)).toEqual(['begun', 'given_up', 'begun'])
  w.clock.set('2026-03-02T02:31:00.000Z')
  await w.job('booking.holds')
  await w.job('booking.holds')
  expect((await told(w)).filter((kind) => kind === 'given_up')).toHaveLength(2)
  expect(await states(w, '2026-03-03')).toEqual(['A given_up', 'B given_up'])
})

test('Y4 whoever chooses another time lets the first go, and has at most so many before them', async () => {
  const w = await bookingWorld({ at: AT })
  const offerId = await offered(w, { mostOpen: 2 })
  const a = await owner(w, 'A')
  await begins(w, a, { offerId, startsAt: TOMORROW })
  // The half hour beside it: there is room, because the first one goes.
  await books(w, a, { offerId, startsAt: '2026-03-03T02:30:00.000Z' })
  await books(w, a, { offerId, startsAt: LATER })
  expect(await states(w, '2026-03-03')).toEqual(['A replaced', 'A confirmed', 'A confirmed'])
  const third = { id: w.newId(), token: a.token, offerId, startsAt: '2026-03-04T02:00:00.000Z' }
  expect(await code(w.anonymous.ask(own.beginBooking, third))).toBe('booking_most_open')
})

test('Y2 the same id with the same content is one booking; with other content it is refused', async () => {
  const w = await bookingWorld({ at: AT })
  const offerId = await offered(w)
  const a = await owner(w, 'A')
  const wish = { id: w.newId(), token: a.token, offerId, startsAt: TOMORROW }
  const twice = await Promise.all([1, 2, 3].map(() => w.anonymous.call(own.beginBooking, wish)))
  expect(twice.map((one) => one.replayed).toSorted()).toEqual([false, true, true])
  expect(await code(w.anonymous.ask(own.beginBooking, { ...wish, startsAt: LATER }))).toBe(
    'booking_id_reused',
  )
  const act = { id: w.newId(), token: a.token, bookingId: wish.id }
  await w.anonymous.call(own.confirmBooking, act)
  expect((await w.anonymous.call(own.confirmBooking, act)).replayed).toBe(true)
  expect(await code(w.anonymous.ask(own.cancelBooking, act))).toBe('booking_act_id_reused')
  const terms = { id: w.newId(), branchCode: 'S1', productCode: 'FACE', terms: { ...USUAL_TERMS, places: 2 } }
  expect((await w.call(sayBookingOffer, terms)).offerId).toBe(offerId)
  expect((await w.call(sayBookingOffer, terms)).replayed).toBe(true)
})

test('Y7 a member cancels in time and the time is free; too late only the branch does', async () => {
  const w = await bookingWorld({ at: AT })
  const offerId = await offered(w, { cancelHours: 20 })
  const [a, b] = [await owner(w, 'A'), await owner(w, 'B')]
  const cancels = (bookingId: string) =>
    w.anonymous.ask(own.cancelBooking, { id: w.newId(), token: a.token, bookingId })
  await cancels(await books(w, a, { offerId, startsAt: TOMORROW }))
  const id = await books(w, a, { offerId, startsAt: TOMORROW })
  w.clock.set('2026-03-02T06:01:00.000Z')
  expect(await code(cancels(id))).toBe('booking_cancel_late')
  expect(
    await code(w.ask(bookForMember, { id: w.newId(), offerId, memberId: b.id, startsAt: TOMORROW })),
  ).toBe('time_taken')
  await w.call(actOnBooking, { id: w.newId(), bookingId: id, act: 'cancelled' })
  await w.call(bookForMember, { id: w.newId(), offerId, memberId: b.id, startsAt: TOMORROW })
  expect(await states(w, '2026-03-03')).toEqual(['A cancelled', 'A cancelled', 'B confirmed'])
})

test('Y8 kept with the receipt that came of it, missed, and said otherwise; each from its time on', async () => {
  const w = await bookingWorld({ at: AT })
  const offerId = await offered(w, { places: 2 })
  const [a, b] = [await owner(w, 'A'), await owner(w, 'B')]
  const [mine, other] = [
    await books(w, a, { offerId, startsAt: TOMORROW }),
    await books(w, b, { offerId, startsAt: TOMORROW }),
  ]
  const act = (bookingId: string, said: object) =>
    w.ask(actOnBooking, { id: w.newId(), bookingId, act: 'kept', ...said })
  expect(await code(act(mine, {}))).toBe('booking_not_yet')
  w.clock.set('2026-03-03T01:00:00.000Z')
  expect(await code(act(mine, { act: 'missed' }))).toBe('booking_not_yet')
  const saleOf = async (number: string) => {
    const id = w.newId()
    const lines = [{ productCode: 'FACE', quantity: 1 }]
    await w.call(recordSale, { id, branchCode: 'S1', happenedAt: w.clock.now(), memberNumber: number, lines })
    return id
  }
  const [sale, foreign] = [await saleOf('A'), await saleOf('B')]
  expect(await code(act(mine, { saleId: foreign }))).toBe('booking_sale_unfit')
  expect(await code(act(mine, { saleId: w.newId() }))).toBe('booking_sale_unfit')
  expect(await code(act(mine, { act: 'cancelled', saleId: sale }))).toBe('booking_sale_unfit')
  await act(mine, {})
  expect((await act(mine, { saleId: sale })).body).toMatchObject({ state: 'kept', saleId: sale })
  w.clock.set('2026-03-03T02:30:00.000Z')
  await act(other, { act: 'missed' })
  await act(other, { saleId: foreign })
  await act(mine, { act: 'missed' })
  expect(await states(w, '2026-03-03')).toEqual(['A missed', 'B kept'])
  expect(await code(act(mine, { act: 'cancelled' }))).toBe('booking_stands_otherwise')
})

test('Y6 a link of who has gone into another is good for who stayed, and so is what they booked', async () => {
  const w = await bookingWorld({ at: AT })
  const offerId = await offered(w, { places: 3 })
  const [a, b] = [await owner(w, 'A'), await owner(w, 'B')]
  const bookingId = await books(w, a, { offerId, startsAt: TOMORROW })
  await mergeInto(w, { keepId: b.id, goneId: a.id })
  await w.settle()
  const home = await w.anonymous.call(own.ownPage, { token: b.token })
  expect(home.bookings).toMatchObject([{ id: bookingId, state: 'confirmed' }])
  expect(await states(w, '2026-03-03')).toEqual(['B confirmed'])
  expect((await w.call(listBookings, { memberId: b.id })).total).toBe(1)
  await begins(w, { ...b, token: a.token }, { offerId, startsAt: LATER })
  expect(await states(w, '2026-03-03')).toEqual(['B confirmed', 'B begun'])
})

test('Y6 with whoever leaves go their bookings, and nobody reads who it was', async () => {
  const w = await bookingWorld({ at: AT })
  const offerId = await offered(w)
  const a = await owner(w, 'A')
  await books(w, a, { offerId, startsAt: TOMORROW })
  await begins(w, a, { offerId, startsAt: LATER })
  await w.work((work) => withdraw(work, [a.id], '误导入'))
  await w.settle()
  const { rows } = await w.call(listBookings, { day: '2026-03-03' })
  const gone = { state: 'cancelled', memberId: null, memberNumber: null, memberName: null }
  expect(rows).toMatchObject([gone, gone])
  expect(await code(w.anonymous.ask(own.ownPage, { token: a.token }))).toBe('booking_link_unknown')
  const wish = { id: w.newId(), offerId, memberId: a.id, startsAt: TOMORROW }
  expect(await code(w.ask(bookForMember, wish))).toBe('member_unknown')
})

test('refusals stand in order, by the field that they are of', async () => {
  const w = await bookingWorld({ at: AT })
  const offerId = await offered(w, { mostOpen: 1 })
  const a = await owner(w, 'A')
  await books(w, a, { offerId, startsAt: TOMORROW })
  const no = async (of: object) => {
    const wish = { id: w.newId(), token: a.token, offerId, startsAt: TOMORROW, ...of }
    const { body } = await w.anonymous.ask(own.beginBooking, wish)
    return [body['code'], (body['details'] as { path?: string } | undefined)?.path ?? body['path']]
  }
  expect((await no({ offerId: w.newId(), startsAt: AT }))[0]).toBe('booking_offer_unknown')
  expect((await no({ startsAt: AT }))[0]).toBe('booking_in_past')
  expect((await no({ startsAt: '2026-06-03T02:01:00.000Z' }))[0]).toBe('booking_too_far')
  expect((await no({ startsAt: '2026-03-03T02:01:00.000Z' }))[0]).toBe('time_not_offered')
  expect((await no({}))[0]).toBe('booking_most_open')
  await offered(w, { open: false })
  expect((await no({ startsAt: AT }))[0]).toBe('booking_closed')
  expect((await w.anonymous.call(own.ownPage, { token: a.token })).offers).toEqual([])
  const say = async (of: object) => {
    const wish = { id: w.newId(), branchCode: 'S1', productCode: 'FACE', terms: USUAL_TERMS, ...of }
    return (await w.ask(sayBookingOffer, wish)).body['code']
  }
  expect(await say({ branchCode: 'NONE', productCode: 'NONE' })).toBe('branch_unknown')
  expect(await say({ productCode: 'NONE' })).toBe('product_unknown')
})

test('C88 whoever is bound to a branch sees and books there alone', async () => {
  const w = await bookingWorld({ at: AT })
  const offerId = await offered(w)
  const a = await owner(w, 'A')
  const bookingId = await books(w, a, { offerId, startsAt: TOMORROW })
  const { id: elsewhere } = await w.call(openBranch, { id: w.newId(), code: 'S2', name: '二店' })
  const cashier = await w.as('cashier', { branchIds: [elsewhere] })
  expect((await cashier.call(listBookings, {})).total).toBe(0)
  expect((await cashier.call(listBookingOffers, {})).rows).toEqual([])
  expect(await code(cashier.ask(listBookings, { branchCode: 'S1' }))).toBe('branch_unknown')
  expect(await code(cashier.ask(bookingSlots, { offerId, day: '2026-03-03' }))).toBe('booking_offer_unknown')
  const wish = { id: w.newId(), offerId, memberId: a.id, startsAt: LATER }
  expect(await code(cashier.ask(bookForMember, wish))).toBe('booking_offer_unknown')
  expect(await code(cashier.ask(actOnBooking, { id: w.newId(), bookingId, act: 'cancelled' }))).toBe(
    'booking_unknown',
  )
})

test('a branch in another zone has its own day, and the day on which clocks change its own hours', async () => {
  // Sunday 2026-03-29, 00:30 in Berlin, which is still summer-less; it is already morning in Shanghai.
  const w = await bookingWorld({
    at: '2026-03-28T23:30:00.000Z',
    zones: { chain: 'Asia/Shanghai', branch: 'Europe/Berlin' },
  })
  const hours = [{ weekday: 7, from: '01:00', to: '05:00' }]
  const offerId = await offered(w, { hours, stepMinutes: 60, daysAhead: 0 })
  const a = await owner(w, 'A')
  const { days, zone } = await w.anonymous.call(own.ownDays, { token: a.token, offerId })
  expect([zone, days]).toEqual(['Europe/Berlin', [{ day: '2026-03-29', free: 3 }]])
  const { rows } = await w.anonymous.call(own.ownSlots, { token: a.token, offerId, day: '2026-03-29' })
  expect(rows.map((one) => one.startsAt)).toEqual([
    '2026-03-29T00:00:00.000Z',
    '2026-03-29T01:00:00.000Z',
    '2026-03-29T02:00:00.000Z',
  ])
  await books(w, a, { offerId, startsAt: '2026-03-29T01:00:00.000Z' })
  expect(await states(w, '2026-03-29')).toEqual(['A confirmed'])
})
