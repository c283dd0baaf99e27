import { z } from 'zod'
import { bookingTerms } from '../model/terms.ts'
import { STATES } from '../model/state.ts'

/** The member's own link: whoever holds it needs no sign-in. */
export const token = z.string().min(1).max(100)

/** A time with how many of it are free. */
export const slot = z.object({
  startsAt: z.string(),
  endsAt: z.string(),
  /** Places that nobody has taken. */
  free: z.int(),
})

/** Something that can be booked at a branch, by its last terms. */
export const offer = z.object({
  offerId: z.string(),
  branchId: z.string(),
  branchCode: z.string(),
  branchName: z.string(),
  /** IANA zone of the branch: times are told on its clocks. */
  zone: z.string(),
  productCode: z.string(),
  productName: z.string(),
  /** Minor units; null where the catalogue has no price. */
  priceMinor: z.int().nullable(),
  terms: bookingTerms,
  /** Whether members may book it today: open, its branch open and its product not withdrawn. */
  bookable: z.boolean(),
  saidAt: z.string(),
  saidBy: z.string(),
})
export type Offer = z.output<typeof offer>

/** A booking as whoever made it and the branch both read it. */
export const shownBooking = z.object({
  id: z.string(),
  offerId: z.string(),
  branchName: z.string(),
  zone: z.string(),
  productCode: z.string(),
  productName: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  /** On the calendar of the branch. */
  day: z.string(),
  /** A hold that ran out is given up, also before anybody wrote it down. */
  state: z.enum(STATES),
  /** Until when it is held for whoever has not confirmed it; null for what staff booked. */
  heldUntil: z.string().nullable(),
})
