import type { Answer, Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { once } from '#db/once'
import type { Work } from '#db/work'
import { productsByCode } from '#domain/goods/index'
import { branches, branchesByCode, inScope, type Branch } from '#domain/org/index'
import type { bookingSlots, listBookingOffers, sayBookingOffer } from './contract/offer.ts'
import type { Offer } from './contract/shapes.ts'
import { bookingTermsSaid } from './events.ts'
import { freePlaces, slotsOf, type Slot } from './model/slots.ts'
import type { BusinessDay } from '#base/instant'
import { takenBetween } from './store/bookings.ts'
import * as store from './store/offers.ts'

/** An offer with the branch and the product that it is of. */
export type Known = store.OfferRow &
  Readonly<{ branch: Branch; product: Readonly<{ name: string; priceMinor: number | null }> | null }>

/** Y5: closed, of a closed branch or of a withdrawn product, it cannot be booked. */
export const isBookable = ({ terms, branch, product }: Known): boolean =>
  terms.open && branch.closedOn === null && product !== null

/** Offers with their branches and products, as both stand now. */
export async function known(work: Work, rows: readonly store.OfferRow[]): Promise<Known[]> {
  if (rows.length === 0) return []
  const places = new Map((await branches(work)).map((one) => [one.id, one]))
  const codes = [...new Set(rows.map((one) => one.productCode))]
  const products = await productsByCode(work, codes)
  return rows.map((row) => ({
    ...row,
    branch: present(places.get(row.branchId), 'O1: a branch stays'),
    product: products.get(row.productCode) ?? null,
  }))
}

/** The same of one; undefined where there is none. */
export const knownOne = async (work: Work, row: store.OfferRow | undefined): Promise<Known | undefined> =>
  row && (await known(work, [row]))[0]

export const shownOffer = (one: Known): Offer => ({
  offerId: one.offerId,
  branchId: one.branchId,
  branchCode: one.branch.code,
  branchName: one.branch.name,
  zone: one.branch.zone,
  productCode: one.productCode,
  productName: one.product?.name ?? one.productCode,
  priceMinor: one.product?.priceMinor ?? null,
  terms: one.terms,
  bookable: isBookable(one),
  saidAt: one.saidAt,
  saidBy: one.saidBy,
})

/** Y2: terms are added, and the last ones count for what is booked from now on. */
export async function say(
  work: Work,
  wish: Wish<typeof sayBookingOffer>,
): Promise<Answer<typeof sayBookingOffer>> {
  const { id, branchCode, productCode, terms } = wish
  return once(work, wish, {
    room: 'booking',
    kind: 'booking_terms',
    find: (of) => store.termsById(work.tx, of),
    answer: async ({ offerId }) => {
      const one = await knownOne(work, await store.offer(work.tx, offerId))
      return shownOffer(present(one, 'Y2: an offer that was made is there'))
    },
    admit: async () => {
      await branchOf(work, branchCode)
      if (!(await productsByCode(work, [productCode])).has(productCode))
        throw new Refusal('product_unknown', { path: 'productCode', code: productCode })
    },
    decide: async (fingerprint) => {
      const { id: branchId } = await branchOf(work, branchCode)
      const offerId = await store.holdOffer(work, { id: work.newId(), branchId, productCode })
      const row = { id, fingerprint, offerId, terms }
      await store.insertTerms(work, row)
      work.record(bookingTermsSaid({ id, offerId, open: terms.open }))
      return row
    },
  })
}

/** A branch that the caller may act for. */
export async function branchOf(work: Work, code: string): Promise<Branch> {
  const branch = (await branchesByCode(work, [code])).get(code)
  if (!branch || !inScope(work, branch.id)) throw new Refusal('branch_unknown', { path: 'branchCode', code })
  return branch
}

export async function list(
  work: Work,
  { branchCode }: Wish<typeof listBookingOffers>,
): Promise<Answer<typeof listBookingOffers>> {
  const ids = branchCode === undefined ? work.by.branchIds : [(await branchOf(work, branchCode)).id]
  const rows = (await known(work, await store.offers(work.tx, ids))).map(shownOffer)
  const key = (one: Offer) => `${one.branchCode}\n${one.productName}\n${one.productCode}`
  return { rows: rows.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)) }
}

/** An offer of a branch that the caller may act for; refuses `booking_offer_unknown`. */
export async function offerInScope(work: Work, row: store.OfferRow | undefined): Promise<Known> {
  const one = row && inScope(work, row.branchId) ? await knownOne(work, row) : undefined
  if (!one) throw new Refusal('booking_offer_unknown', { path: 'offerId' })
  return one
}

export async function slots(
  work: Work,
  { offerId, day }: Wish<typeof bookingSlots>,
): Promise<Answer<typeof bookingSlots>> {
  const one = await offerInScope(work, await store.offer(work.tx, offerId))
  return { zone: one.branch.zone, rows: await freeSlots(work, one, [day]) }
}

export type FreeSlot = Slot & Readonly<{ free: number; day: BusinessDay }>

/** The times of these days that are still to come, with how many places of each are free; one statement for all. */
export async function freeSlots(work: Work, one: Known, days: readonly BusinessDay[]): Promise<FreeSlot[]> {
  const found = days
    .flatMap((day) => slotsOf(one.terms, day, one.branch.zone).map((slot) => ({ ...slot, day })))
    .filter(({ startsAt }) => startsAt > work.at)
  const [first, last] = [found[0], found.at(-1)]
  if (first === undefined || last === undefined) return []
  const span = { from: first.startsAt, to: last.endsAt }
  const taken = await takenBetween(work.tx, { offerId: one.offerId, ...span, now: work.at })
  return found.map((slot) => ({ ...slot, free: freePlaces(one.terms, slot, taken) }))
}
