import type { Answer, Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { once } from '#db/once'
import type { Work } from '#db/work'
import { membersById, survivorsOf, withGone } from '#domain/member/index'
import { inScope } from '#domain/org/index'
import { saleShown } from '#domain/sale/index'
import type { actOnBooking, bookForMember, Booking, listBookings } from './contract/booking.ts'
import { bookingStands } from './events.ts'
import type { Slot } from './model/slots.ts'
import { judgeStaffAct } from './model/state.ts'
import { branchOf, offerInScope, type Known } from './offers.ts'
import { livingMember } from './person.ts'
import { shownBookings } from './show.ts'
import * as acts from './store/acts.ts'
import * as store from './store/bookings.ts'
import { lockOffer, offer } from './store/offers.ts'
import { dayAt, mustBeFree, takeTime } from './take.ts'

const ANY = { ids: null, branchIds: null, day: null, memberIds: null, state: null } as const

/** C90: what the branch sees. Whoever is bound to branches sees the bookings of those only. */
export async function list(
  work: Work,
  wish: Wish<typeof listBookings>,
): Promise<Answer<typeof listBookings>> {
  const { branchCode, day = null, memberId, state = null, page, rows: most } = wish
  const branchIds = branchCode === undefined ? work.by.branchIds : [(await branchOf(work, branchCode)).id]
  const memberIds = memberId === undefined ? null : await withGone(work, memberId)
  const asked = { ...ANY, branchIds, day, memberIds, state }
  const { rows, total } = await store.bookings(work.tx, asked, { first: (page - 1) * most, most })
  return { rows: await shownToStaff(work, rows), total }
}

async function shownToStaff(work: Work, rows: readonly store.StaffRow[]): Promise<Booking[]> {
  const asked = [...new Set(rows.map((row) => row.memberId))]
  const stayed = await survivorsOf(work, asked)
  const ids = [...new Set(asked.map((id) => stayed.get(id) ?? id))]
  const people = new Map((await membersById(work, ids)).map((one) => [one.id, one]))
  return (await shownBookings(work, rows)).map(({ row, branch, ...one }) => {
    const found = people.get(stayed.get(row.memberId) ?? row.memberId)
    const who = found?.withdrawnAt === null ? found : null
    const { byMember, byName, at, saleId, saidAt, saidBy } = row
    return {
      ...one,
      byMember,
      byName: byMember ? '' : byName,
      at,
      saleId,
      saidAt,
      saidBy,
      branchId: branch.id,
      branchCode: branch.code,
      memberId: who?.id ?? null,
      memberNumber: who?.number ?? null,
      memberName: who?.name ?? null,
    }
  })
}

async function shownOne(work: Work, id: string): Promise<Booking> {
  const { rows } = await store.bookings(work.tx, { ...ANY, ids: [id] }, { first: 0, most: 1 })
  return present((await shownToStaff(work, rows))[0], 'Y2: a booking that was written is there')
}

/** Y1, Y4: for whoever asked at the counter or by phone; locked in the order in which members do it themselves. */
export async function bookFor(
  work: Work,
  wish: Wish<typeof bookForMember>,
): Promise<Answer<typeof bookForMember>> {
  const who = await livingMember(work, wish.memberId).catch((no: unknown) => {
    if (no instanceof Refusal) return no
    throw no
  })
  const row = await lockOffer(work.tx, wish.offerId)
  let found: Readonly<{ one: Known; slot: Slot; memberId: string }> | null = null
  return once(work, wish, {
    room: 'booking',
    kind: 'booking',
    find: (id) => store.bookingById(work.tx, id),
    answer: ({ id }) => shownOne(work, id),
    admit: async () => {
      const one = await offerInScope(work, row)
      if (who instanceof Refusal) throw who
      const slot = await mustBeFree(work, { one, memberIds: who.ids, startsAt: wish.startsAt })
      found = { one, slot, memberId: who.id }
    },
    decide: async (fingerprint) => {
      const { one, slot, memberId } = present(found as Found | null, 'Y1: admitted')
      const booking = await takeTime(work, one, { id: wish.id, fingerprint, memberId, slot, heldUntil: null })
      work.record(bookingStands(booking, 'confirmed'))
      return booking
    },
  })
}
type Found = Readonly<{ one: Known; slot: Slot; memberId: string }>

/** Y2, Y8: what came of it, said by the branch. */
export async function act(work: Work, wish: Wish<typeof actOnBooking>): Promise<Answer<typeof actOnBooking>> {
  const row = await store.lockBooking(work.tx, wish.bookingId)
  const place = row && (await offer(work.tx, row.offerId))
  const booking = place && inScope(work, place.branchId) ? row : undefined
  return once(work, wish, {
    room: 'booking',
    kind: 'booking_act',
    find: (id) => acts.actById(work.tx, id),
    answer: ({ bookingId }) => shownOne(work, bookingId),
    admit: async () => {
      if (!booking || !place) throw new Refusal('booking_unknown')
      const { branch } = await offerInScope(work, place)
      const at = { now: work.at, today: dayAt(work.at, branch.zone) }
      const no = judgeStaffAct(wish.act, booking, at)
      if (no !== null) throw new Refusal(no, { path: 'act' })
      await mustFit(work, wish, booking)
    },
    decide: async (fingerprint) => {
      const { id, bookingId, saleId } = wish
      const done = { id, fingerprint, bookingId, act: wish.act, saleId }
      await acts.insertActs(work, [done])
      work.record(bookingStands(present(booking, 'Y2: admitted'), wish.act))
      return done
    },
  })
}

/** Y8: a receipt is one of the member, and only what was kept has one. */
async function mustFit(
  work: Work,
  { saleId, act: said }: Wish<typeof actOnBooking>,
  { memberId }: store.BookingRow,
): Promise<void> {
  if (saleId === null) return
  const unfit = new Refusal('booking_sale_unfit', { path: 'saleId' })
  if (said !== 'kept') throw unfit
  const sale = await saleShown(work, saleId).catch((no: unknown) => {
    if (no instanceof Refusal) throw unfit
    throw no
  })
  const id = (await survivorsOf(work, [memberId])).get(memberId) ?? memberId
  const own = sale.memberId !== null && (await withGone(work, id)).includes(sale.memberId)
  if (sale.kind !== 'sale' || sale.voided || !own) throw unfit
}
