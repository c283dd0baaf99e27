import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { aDay } from '#base/instant'
import { bookingTerms } from '../model/terms.ts'
import { offer, slot } from './shapes.ts'

const code = z.string().trim().min(1).max(60)

export const sayBookingOffer = endpoint({
  name: 'sayBookingOffer',
  method: 'POST',
  path: '/booking-offers',
  can: 'booking.manage',
  summary:
    'Say what can be booked at a branch (C90): a product or service of the catalogue, with hours by weekday, ' +
    'length, places and how long ahead. Said again for the same branch and product, the last word counts; what was ' +
    'booked stays.',
  input: z.object({
    id: idOf<'booking_terms'>(),
    branchCode: code,
    productCode: code,
    terms: bookingTerms,
  }),
  output: offer.extend({ replayed: z.boolean() }),
  refusals: ['booking_terms_id_reused', 'branch_unknown', 'product_unknown'],
})

export const listBookingOffers = endpoint({
  name: 'bookingOffers',
  method: 'GET',
  path: '/booking-offers',
  can: 'booking.read',
  summary: 'What can be booked at the branches that the caller may see, by branch and product.',
  input: z.object({ branchCode: code.optional() }),
  output: z.object({ rows: z.array(offer) }),
  refusals: ['branch_unknown'],
})

export const bookingSlots = endpoint({
  name: 'bookingSlots',
  method: 'GET',
  path: '/booking-offers/:offerId/slots',
  can: 'booking.read',
  summary: 'The times of a day that can be booked, with how many places are free.',
  input: z.object({ offerId: idOf<'booking_offer'>(), day: aDay }),
  output: z.object({ zone: z.string(), rows: z.array(slot) }),
  refusals: ['booking_offer_unknown'],
})
