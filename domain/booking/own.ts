import type { Answer, Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { all } from '#db/all'
import type { Work } from '#db/work'
import { accountsOf } from '#domain/member/index'
import { maskName } from '#domain/member/model/mask-name'
import { branches } from '#domain/org/index'
import { receiptsOf } from '#domain/sale/index'
import { spendableOf } from '#domain/wallet/index'
import type { OwnBooking, ownBooking, ownDays, ownPage, ownSlots } from './contract/own.ts'
import { bookableDays } from './model/slots.ts'
import { cancellableUntil, judgeCancellation } from './model/state.ts'
import { freeSlots, isBookable, known, knownOne, type Known } from './offers.ts'
import { LOOKING, personOf, type Person } from './person.ts'
import { shownBookings } from './show.ts'
import * as store from './store/bookings.ts'
import * as offers from './store/offers.ts'
import { dayAt } from './take.ts'

/** More of either nobody looks through on a phone. */
const MOST_BOOKINGS = 20
const MOST_PURCHASES = 20

/** Bookings as their member reads them. */
export async function ownShown(work: Work, rows: readonly store.BookingRow[]): Promise<OwnBooking[]> {
  const shown = await shownBookings(work, rows)
  return shown.map(({ row, ...one }) => {
    const state = one.state
    return {
      ...one,
      cancellableUntil: cancellableUntil(row.startsAt, row.cancelHours),
      mayCancel: judgeCancellation({ ...row, state }, row.cancelHours, work.at) === null,
    }
  })
}

/** What every page of a member shows: whose it is, as it may be read over a shoulder, and by which money it counts. */
export async function head(work: Work, token: string) {
  const { currency, name } = await personOf(work, token, LOOKING)
  return { currency, name: maskName(name) }
}

const bookableShown = (one: Known) => ({
  offerId: one.offerId,
  productName: one.product?.name ?? one.productCode,
  priceMinor: one.product?.priceMinor ?? null,
  minutes: one.terms.minutes,
  branchName: one.branch.name,
})

/** C90: what a member reads of themselves, by their own link. */
export async function page(work: Work, { token }: Wish<typeof ownPage>): Promise<Answer<typeof ownPage>> {
  const person = await personOf(work, token, LOOKING)
  const [rows, own] = await all([
    offers.offers(work.tx, null),
    store.ownBookings(work.tx, { memberIds: person.ids, now: work.at, most: MOST_BOOKINGS }),
  ])
  const open = (await known(work, rows)).filter(isBookable).map(bookableShown)
  const key = (one: (typeof open)[number]) => `${one.branchName}\n${one.productName}`
  return {
    chainName: person.chainName,
    currency: person.currency,
    name: maskName(person.name),
    points: await pointsOf(work, person),
    bookings: await ownShown(work, own),
    offers: open.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)),
    purchases: await purchasesOf(work, person),
  }
}

/** N15: what the card buys on counts on the account that it stands on. */
async function pointsOf(work: Work, { id }: Person): Promise<number> {
  const account = (await accountsOf(work, [id])).get(id) ?? id
  return (await spendableOf(work, [account])).get(account)?.points ?? 0
}

async function purchasesOf(work: Work, { ids }: Person) {
  const names = new Map((await branches(work)).map((one) => [one.id, one.name]))
  const rows = await receiptsOf(work, { memberIds: ids, most: MOST_PURCHASES })
  return rows.map(({ branchId, ...row }) => ({ ...row, branchName: names.get(branchId) ?? '' }))
}

/** An offer that can be booked by members; refuses what is not there and what is closed. */
async function bookable(work: Work, offerId: string): Promise<Known> {
  const one = await knownOne(work, await offers.offer(work.tx, offerId))
  if (!one) throw new Refusal('booking_offer_unknown')
  if (!isBookable(one)) throw new Refusal('booking_closed')
  return one
}

export async function days(work: Work, wish: Wish<typeof ownDays>): Promise<Answer<typeof ownDays>> {
  await personOf(work, wish.token, LOOKING)
  const one = await bookable(work, wish.offerId)
  const { zone } = one.branch
  const wanted = bookableDays(one.terms, dayAt(work.at, zone))
  const free = new Map(wanted.map((day) => [day, 0]))
  for (const slot of await freeSlots(work, one, wanted))
    if (slot.free > 0) free.set(slot.day, (free.get(slot.day) ?? 0) + 1)
  return { ...bookableShown(one), zone, days: [...free].map(([day, n]) => ({ day, free: n })) }
}

export async function slots(work: Work, wish: Wish<typeof ownSlots>): Promise<Answer<typeof ownSlots>> {
  await personOf(work, wish.token, LOOKING)
  const one = await bookable(work, wish.offerId)
  const { zone } = one.branch
  const may = bookableDays(one.terms, dayAt(work.at, zone)).includes(wish.day)
  return { ...bookableShown(one), zone, rows: may ? await freeSlots(work, one, [wish.day]) : [] }
}

export async function show(work: Work, wish: Wish<typeof ownBooking>): Promise<Answer<typeof ownBooking>> {
  const person = await personOf(work, wish.token, LOOKING)
  const row = await store.bookingById(work.tx, wish.bookingId)
  return ownOne(work, mustBeOwn(row, person))
}

/** Y6: of nobody else. */
export function mustBeOwn(row: store.BookingRow | undefined, { ids }: Person): store.BookingRow {
  if (!row || !ids.includes(row.memberId)) throw new Refusal('booking_unknown')
  return row
}

export async function ownOne(work: Work, row: store.BookingRow): Promise<OwnBooking> {
  const [one] = await ownShown(work, [row])
  return present(one, 'Y2: a booking that was written is there')
}
