import type { Asked } from '#base/endpoint'
import { bookingLink } from '#domain/booking/contract/booking'
import { sayBookingOffer } from '#domain/booking/contract/offer'
import { beginBooking, confirmBooking } from '#domain/booking/contract/own'
import { USUAL_TERMS, type Terms } from '#domain/booking/model/terms'
import { enrolMember } from '#domain/member/contract'
import { product, publish } from './shop.ts'
import { world, type TestWorld, type WorldWish } from './world.ts'

export type Owner = Readonly<{ id: string; number: string; token: string }>

/** A chain whose branch S1 does facials, FACE, which cost 100. Bookable when `offered` says so. */
export async function bookingWorld(wish: WorldWish = {}): Promise<TestWorld> {
  const w = await world(wish)
  await publish(w)
  await product(w, 'FACE', 100_00)
  return w
}

/** Says what holds for facials at S1; answers the id of the offer. */
export async function offered(w: TestWorld, terms: Partial<Terms> = {}): Promise<string> {
  const wish = { id: w.newId(), branchCode: 'S1', productCode: 'FACE', terms: { ...USUAL_TERMS, ...terms } }
  return (await w.call(sayBookingOffer, wish)).offerId
}

/** A member who holds their own link. */
export async function owner(
  w: TestWorld,
  number: string,
  profile: Partial<Asked<typeof enrolMember>> = {},
): Promise<Owner> {
  const { id } = await w.call(enrolMember, { id: w.newId(), number, source: 'terminal', ...profile })
  return { id, number, token: await ownToken(w, id) }
}

export async function ownToken(w: TestWorld, memberId: string): Promise<string> {
  const { path } = await w.call(bookingLink, { memberId })
  return path.split('/')[1] ?? ''
}

/** Chooses a time; answers the id of the booking. */
export async function begins(
  w: TestWorld,
  { token }: Owner,
  of: Readonly<{ offerId: string; startsAt: string }>,
): Promise<string> {
  const id = w.newId()
  await w.call(beginBooking, { id, token, ...of })
  return id
}

/** Chooses a time and confirms it; answers the id of the booking. */
export async function books(
  w: TestWorld,
  who: Owner,
  of: Readonly<{ offerId: string; startsAt: string }>,
): Promise<string> {
  const bookingId = await begins(w, who, of)
  await w.call(confirmBooking, { id: w.newId(), token: who.token, bookingId })
  return bookingId
}
