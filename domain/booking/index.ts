import type { Instant } from '#base/instant'
import type { Work } from '#db/work'
import { survivorsOf, withGone } from '#domain/member/index'
import { bookedAfter } from './store/bookings.ts'

export { begin as beginBooking, cancel as cancelBooking, confirm as confirmBooking } from './book.ts'
export {
  days as ownDays,
  head as ownHead,
  page as ownPage,
  show as ownBooking,
  slots as ownSlots,
} from './own.ts'
export { ownPath } from './person.ts'
export { bookingsIn } from './touches.ts'

/**
 * Of bookings that were given up, those whose member has chosen a time again since, whatever came of it; those who have
 * become one member count as one. Answers places in the list.
 */
export async function cameBack(
  work: Work,
  given: readonly Readonly<{ memberId: string; after: Instant }>[],
): Promise<ReadonlySet<number>> {
  const stayed = await survivorsOf(
    work,
    given.map((one) => one.memberId),
  )
  const wanted = await Promise.all(
    given.map(async ({ memberId, after }, nth) => {
      const ids = await withGone(work, stayed.get(memberId) ?? memberId)
      return ids.map((id) => ({ nth, memberId: id, after }))
    }),
  )
  return bookedAfter(work.tx, wanted.flat())
}
