import type { Answer, Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { once } from '#db/once'
import type { Work } from '#db/work'
import type { beginBooking, cancelBooking, confirmBooking } from './contract/own.ts'
import { bookingBegun, bookingStands } from './events.ts'
import { letGo } from './holds.ts'
import { heldUntil, type Slot } from './model/slots.ts'
import { isOver, judgeCancellation, judgeConfirmation } from './model/state.ts'
import { knownOne, type Known } from './offers.ts'
import { mustBeOwn, ownOne } from './own.ts'
import { personOf, WRITING, type Person } from './person.ts'
import * as acts from './store/acts.ts'
import * as store from './store/bookings.ts'
import { lockOffer } from './store/offers.ts'
import { mustBeFree, takeTime } from './take.ts'

/**
 * Y1, Y3, Y4: a time is held for whoever chose it. Locked in one order by everybody: the member, the offer, bookings.
 * What the member held before is let go first, so that moving to the time beside it finds room.
 */
export async function begin(
  work: Work,
  wish: Wish<typeof beginBooking>,
): Promise<Answer<typeof beginBooking>> {
  const person = await personOf(work, wish.token, WRITING)
  const row = await lockOffer(work.tx, wish.offerId)
  const { id, offerId, startsAt } = wish
  const said = { id, offerId, startsAt, memberId: person.id }
  let found: Found | null = null
  return once(work, said, {
    room: 'booking',
    kind: 'booking',
    find: (of) => store.bookingById(work.tx, of),
    answer: (booking) => ownOne(work, booking),
    admit: async () => {
      const one = await knownOne(work, row)
      if (!one) throw new Refusal('booking_offer_unknown', { path: 'offerId' })
      await letHoldsGo(work, person)
      found = { one, slot: await mustBeFree(work, { one, memberIds: person.ids, startsAt }) }
    },
    decide: async (fingerprint) => {
      const { one, slot } = present(found as Found | null, 'Y1: admitted')
      const until = heldUntil(one.terms, work.at, slot.startsAt)
      const of = { id, fingerprint, memberId: person.id, slot, heldUntil: until }
      const booking = await takeTime(work, one, of)
      work.record(bookingBegun(booking))
      return booking
    },
  })
}
type Found = Readonly<{ one: Known; slot: Slot }>

/** Y4: a time that is still held gives way to the one chosen now; one that ran out was given up. */
async function letHoldsGo(work: Work, { ids }: Person): Promise<void> {
  const held = await store.holdsOf(work.tx, ids)
  const over = held.filter((one) => isOver(one, work.at))
  await letGo(work, over, 'given_up')
  await letGo(
    work,
    held.filter((one) => !over.includes(one)),
    'replaced',
  )
}

type OwnAct = Readonly<{
  act: 'confirmed' | 'cancelled'
  judge: (row: store.BookingRow) => string | null
}>

/** Y2: an act of the member on their own booking; what was refused may be asked again. */
async function act(work: Work, wish: Wish<typeof confirmBooking>, how: OwnAct) {
  const { id, bookingId } = wish
  const person = await personOf(work, wish.token, WRITING)
  const row = await store.lockBooking(work.tx, bookingId)
  const shown = async (of: string) =>
    ownOne(work, present(await store.bookingById(work.tx, of), 'Y2: a booking that was written is there'))
  const said = { id, bookingId, act: how.act, memberId: person.id }
  return once(work, said, {
    room: 'booking',
    kind: 'booking_act',
    find: (of) => acts.actById(work.tx, of),
    answer: (done) => shown(done.bookingId),
    admit: async () => {
      const no = how.judge(mustBeOwn(row, person))
      if (no !== null) throw new Refusal(no)
    },
    decide: async (fingerprint) => {
      const done = { id, fingerprint, bookingId, act: how.act, saleId: null }
      await acts.insertActs(work, [done])
      work.record(bookingStands(mustBeOwn(row, person), how.act))
      return done
    },
  })
}

/** Y3: while it is held. */
export const confirm = (
  work: Work,
  wish: Wish<typeof confirmBooking>,
): Promise<Answer<typeof confirmBooking>> =>
  act(work, wish, { act: 'confirmed', judge: (row) => judgeConfirmation(row, work.at) })

/** Y7: in time. */
export const cancel = (work: Work, wish: Wish<typeof cancelBooking>): Promise<Answer<typeof cancelBooking>> =>
  act(work, wish, {
    act: 'cancelled',
    judge: (row) => judgeCancellation(row, row.cancelHours, work.at),
  })
