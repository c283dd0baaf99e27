import { z } from 'zod'
import { endpoint } from '#base/endpoint'
import { idOf } from '#base/id'
import { aDay, anInstant } from '#base/instant'
import { pageOf, paging } from '#base/list'
import { STAFF_ACTS, STATES } from '../model/state.ts'
import { shownBooking } from './shapes.ts'

const booking = shownBooking.extend({
  branchId: z.string(),
  branchCode: z.string(),
  /** Who it is now, after merges; null when they are not with us any more. */
  memberId: z.string().nullable(),
  memberNumber: z.string().nullable(),
  memberName: z.string().nullable(),
  /** Booked by the member's own link, or by staff. */
  byMember: z.boolean(),
  byName: z.string(),
  at: z.string(),
  /** The receipt that came of it. */
  saleId: z.string().nullable(),
  /** When it was said how it stands, and by whom; null while nothing was. */
  saidAt: z.string().nullable(),
  saidBy: z.string().nullable(),
})
export type Booking = z.output<typeof booking>

export const listBookings = endpoint({
  name: 'bookings',
  method: 'GET',
  path: '/bookings',
  can: 'booking.read',
  summary:
    'Bookings in the order of their times, by branch and day, or of a member (C90); whoever is bound to branches ' +
    'sees those of their branches.',
  input: z.object({
    branchCode: z.string().trim().min(1).max(60).optional(),
    /** On the calendar of each branch. */
    day: aDay.optional(),
    memberId: idOf<'member'>().optional(),
    state: z.enum(STATES).optional(),
    ...paging,
  }),
  output: pageOf(booking),
  refusals: ['branch_unknown'],
})

/** What stands in the way of taking a time, in order of precedence. */
export const TIME_REFUSALS = [
  'booking_closed',
  'booking_in_past',
  'booking_too_far',
  'time_not_offered',
  'booking_most_open',
  'time_taken',
] as const

export const bookForMember = endpoint({
  name: 'bookForMember',
  method: 'POST',
  path: '/bookings',
  can: 'booking.write',
  summary: 'Book a time for a member, who asked at the counter or by phone; it is confirmed at once.',
  input: z.object({
    id: idOf<'booking'>(),
    offerId: idOf<'booking_offer'>(),
    memberId: idOf<'member'>(),
    startsAt: anInstant,
  }),
  output: booking.extend({ replayed: z.boolean() }),
  refusals: ['booking_id_reused', 'booking_offer_unknown', 'member_unknown', ...TIME_REFUSALS],
})

export const actOnBooking = endpoint({
  name: 'actOnBooking',
  method: 'POST',
  path: '/bookings/:bookingId/acts',
  can: 'booking.write',
  summary:
    'Say that a booking was kept, with the receipt that came of it where there is one, that nobody came, or cancel it.',
  input: z.object({
    id: idOf<'booking_act'>(),
    bookingId: idOf<'booking'>(),
    act: z.enum(STAFF_ACTS),
    /** A receipt of the member; only of what was kept. */
    saleId: idOf<'sale'>().nullable().default(null),
  }),
  output: booking.extend({ replayed: z.boolean() }),
  refusals: [
    'booking_act_id_reused',
    'booking_unknown',
    'booking_stands_otherwise',
    'booking_not_yet',
    'booking_sale_unfit',
  ],
})

export const bookingLink = endpoint({
  name: 'bookingLink',
  method: 'GET',
  path: '/members/:memberId/booking-link',
  can: 'member.read',
  summary:
    'The path of a member’s own page with bookings, points and purchases, to hand over in the shop; holds an ' +
    'unguessable part.',
  input: z.object({ memberId: idOf<'member'>() }),
  output: z.object({ path: z.string() }),
  refusals: ['member_unknown'],
})
