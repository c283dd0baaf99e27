import { on, type Route } from '#base/endpoint'
import type { Work } from '#db/work'
import { begin, cancel, confirm } from './book.ts'
import * as booking from './contract/booking.ts'
import * as offer from './contract/offer.ts'
import * as own from './contract/own.ts'
import * as offers from './offers.ts'
import { days, page, show, slots } from './own.ts'
import { linkOf } from './person.ts'
import { act, bookFor, list } from './staff.ts'

export const bookingRoutes: Route<Work>[] = [
  on(offer.sayBookingOffer, offers.say),
  on(offer.listBookingOffers, offers.list),
  on(offer.bookingSlots, offers.slots),
  on(booking.listBookings, list),
  on(booking.bookForMember, bookFor),
  on(booking.actOnBooking, act),
  on(booking.bookingLink, linkOf),
  on(own.ownPage, page),
  on(own.ownDays, days),
  on(own.ownSlots, slots),
  on(own.beginBooking, begin),
  on(own.ownBooking, show),
  on(own.confirmBooking, confirm),
  on(own.cancelBooking, cancel),
]
