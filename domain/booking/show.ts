import { present } from '#base/must'
import type { Work } from '#db/work'
import { known } from './offers.ts'
import { isOver, type BookingState } from './model/state.ts'
import type * as store from './store/bookings.ts'
import { offersById } from './store/offers.ts'

/** Y3: how it stands at this moment: a hold that ran out is given up, whether or not somebody wrote it down yet. */
const stateNow = (row: store.BookingRow, work: Work): BookingState =>
  isOver(row, work.at) ? 'given_up' : row.state

/** Bookings with what they are of, in the words of now; beside each the row it was read from. */
export async function shownBookings<Row extends store.BookingRow>(work: Work, rows: readonly Row[]) {
  const ids = [...new Set(rows.map((row) => row.offerId))]
  const offers = new Map((await known(work, await offersById(work.tx, ids))).map((one) => [one.offerId, one]))
  return rows.map((row) => {
    const { branch, product, productCode } = present(offers.get(row.offerId), 'Y2: an offer stays')
    const { id, offerId, startsAt, endsAt, day, heldUntil } = row
    return {
      id,
      offerId,
      startsAt,
      endsAt,
      day,
      heldUntil,
      productCode,
      row,
      branch,
      branchName: branch.name,
      zone: branch.zone,
      productName: product?.name ?? productCode,
      state: stateNow(row, work),
    }
  })
}
