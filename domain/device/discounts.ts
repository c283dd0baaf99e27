import type { Answer, Wish } from '#base/endpoint'
import type { Work } from '#db/work'
import { givenByHand, type GivenRow } from '#domain/sale/index'
import type { listHandDiscounts } from './contract/discount.ts'
import * as store from './store/discounts.ts'
import { tillNames } from './tills.ts'

type Shown = Answer<typeof listHandDiscounts>['rows'][number]
type Found<Row> = Readonly<{ rows: readonly Row[]; total: number; offMinor: number }>
const NONE: Found<never> = { rows: [], total: 0, offMinor: 0 }

/**
 * What was taken off by hand, by whom, and who allowed it, newest first: at tills (D14) and in sales by API (S17). A
 * page of the two together is among as many of the first of each, so that neither room reads the tables of the other.
 */
export async function list(
  work: Work,
  wish: Wish<typeof listHandDiscounts>,
): Promise<Answer<typeof listHandDiscounts>> {
  const { source, branchId = null, deviceId = null, cashierId = null, beyond = null, page, rows: most } = wish
  const { branchIds } = work.by
  const asked = { branchId, beyond, most: page * most }
  const ofTills =
    source === 'api'
      ? NONE
      : await store.listHandDiscounts(work.tx, { ...asked, branchIds, deviceId, cashierId })
  // A till is asked for: what came otherwise is of none.
  const ofOthers =
    source === 'till' || deviceId !== null ? NONE : await givenByHand(work, { ...asked, byId: cashierId })
  const names = await tillNames(work)
  const all = [...ofTills.rows.map((row) => ofTill(row, names)), ...ofOthers.rows.map(ofOther)]
  const newest = all.toSorted((a, b) =>
    a.at === b.at ? (a.saleId < b.saleId ? -1 : 1) : a.at < b.at ? 1 : -1,
  )
  return {
    rows: newest.slice((page - 1) * most, page * most),
    total: ofTills.total + ofOthers.total,
    offMinor: ofTills.offMinor + ofOthers.offMinor,
  }
}

function ofTill(row: store.HandDiscountRow, names: ReadonlyMap<string, string>): Shown {
  const { storeId, happenedAt, cashierId, cashierName, allowedId, allowedName, ...same } = row
  return {
    ...same,
    source: 'till',
    branchId: storeId,
    at: happenedAt,
    deviceName: names.get(row.deviceId) ?? '',
    cashier: { id: cashierId, name: cashierName },
    allowedBy: allowedId === null ? null : { id: allowedId, name: allowedName ?? '' },
  }
}

/** A sale by API that nobody might give was refused: what is here is within what somebody might. */
function ofOther({ happenedAt, byId, byName, allowedId, allowedName, ...same }: GivenRow): Shown {
  return {
    ...same,
    source: 'api',
    at: happenedAt,
    deviceId: null,
    deviceName: null,
    cashier: { id: byId, name: byName },
    allowedBy: allowedId === null ? null : { id: allowedId, name: allowedName ?? '' },
    within: true,
  }
}
