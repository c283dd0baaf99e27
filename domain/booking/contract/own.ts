import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { aDay, anInstant } from '#base/instant'
import { TIME_REFUSALS } from './booking.ts'
import { shownBooking, slot, token } from './shapes.ts'

const own = shownBooking.extend({
  /** Until when the member may cancel what was confirmed. */
  cancellableUntil: z.string(),
  /** Whether they may cancel it now, or let the hold go. */
  mayCancel: z.boolean(),
})
export type OwnBooking = z.output<typeof own>

const bookable = z.object({
  offerId: z.string(),
  productName: z.string(),
  /** Minor units; null where the catalogue has no price. */
  priceMinor: z.int().nullable(),
  minutes: z.int(),
  branchName: z.string(),
})

export const ownPage = endpoint({
  name: 'ownPage',
  method: 'GET',
  path: '/own/:token',
  can: 'anyone',
  summary:
    'A member’s own page by their own link (C90): what can be booked, own bookings, points and purchases.',
  input: z.object({ token }),
  output: z.object({
    chainName: z.string(),
    currency: z.string(),
    /** The family name alone, as it may be read over a shoulder. */
    name: z.string(),
    /** Points that may be used now, of the account that the card counts on. */
    points: z.int(),
    /** Those to come first, then the latest. */
    bookings: z.array(own),
    offers: z.array(bookable),
    /** Receipts, latest first; a return is below zero. */
    purchases: z.array(
      z.object({
        day: z.string(),
        branchName: z.string(),
        totalMinor: z.int(),
        points: z.int(),
        products: z.array(z.string()),
      }),
    ),
  }),
  refusals: ['booking_link_unknown'],
})

export const ownDays = endpoint({
  name: 'ownDays',
  method: 'GET',
  path: '/own/:token/offers/:offerId',
  can: 'anyone',
  summary: 'The days on which something can be booked, with how many times of each are free.',
  input: z.object({ token, offerId: idOf<'booking_offer'>() }),
  output: bookable.extend({
    zone: z.string(),
    days: z.array(z.object({ day: z.string(), free: z.int() })),
  }),
  refusals: ['booking_link_unknown', 'booking_offer_unknown', 'booking_closed'],
})

export const ownSlots = endpoint({
  name: 'ownSlots',
  method: 'GET',
  path: '/own/:token/offers/:offerId/days/:day',
  can: 'anyone',
  summary: 'The times of a day, taken ones among them.',
  input: z.object({ token, offerId: idOf<'booking_offer'>(), day: aDay }),
  output: bookable.extend({ zone: z.string(), rows: z.array(slot) }),
  refusals: ['booking_link_unknown', 'booking_offer_unknown', 'booking_closed'],
})

const answered = own.extend({ replayed: z.boolean() })

export const beginBooking = endpoint({
  name: 'beginBooking',
  method: 'POST',
  path: '/own/:token/bookings',
  can: 'anyone',
  summary:
    'Choose a time: it is held for some minutes and is booked when it is confirmed. Another time that the member ' +
    'holds is let go.',
  input: z.object({
    id: idOf<'booking'>(),
    token,
    offerId: idOf<'booking_offer'>(),
    startsAt: anInstant,
  }),
  output: answered,
  refusals: ['booking_link_unknown', 'booking_id_reused', 'booking_offer_unknown', ...TIME_REFUSALS],
})

export const ownBooking = endpoint({
  name: 'ownBooking',
  method: 'GET',
  path: '/own/:token/bookings/:bookingId',
  can: 'anyone',
  summary: 'One booking of the member’s own.',
  input: z.object({ token, bookingId: idOf<'booking'>() }),
  output: own,
  refusals: ['booking_link_unknown', 'booking_unknown'],
})

const act = z.object({ id: idOf<'booking_act'>(), token, bookingId: idOf<'booking'>() })

export const confirmBooking = endpoint({
  name: 'confirmBooking',
  method: 'POST',
  path: '/own/:token/bookings/:bookingId/confirmations',
  can: 'anyone',
  summary: 'Book the time that is held.',
  input: act,
  output: answered,
  refusals: [
    'booking_link_unknown',
    'booking_act_id_reused',
    'booking_unknown',
    'booking_hold_over',
    'booking_stands_otherwise',
  ],
})

export const cancelBooking = endpoint({
  name: 'cancelBooking',
  method: 'POST',
  path: '/own/:token/bookings/:bookingId/cancellations',
  can: 'anyone',
  summary: 'Let a held time go, or cancel a booking while there is still time to.',
  input: act,
  output: answered,
  refusals: [
    'booking_link_unknown',
    'booking_act_id_reused',
    'booking_unknown',
    'booking_stands_otherwise',
    'booking_cancel_late',
  ],
})
