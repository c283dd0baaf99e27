import type { Wish } from '#base/endpoint'
import type { Work } from '#db/work'
import type { listHandDiscounts } from './contract/discount.ts'
import * as store from './store/discounts.ts'
import { tillNames } from './tills.ts'

/** What was taken off by hand, by whom, and who allowed it. */
export async function list(work: Work, wish: Wish<typeof listHandDiscounts>) {
  const { branchId = null, deviceId = null, cashierId = null, beyond = null, page, rows } = wish
  const { branchIds } = work.by
  const asked = { branchId, deviceId, cashierId, beyond, branchIds, page, rows }
  const found = await store.listHandDiscounts(work.tx, asked)
  const names = await tillNames(work)
  return { ...found, rows: found.rows.map((row) => shown(row, names)) }
}

function shown(row: store.HandDiscountRow, names: ReadonlyMap<string, string>) {
  const { storeId, happenedAt, cashierId, cashierName, allowedId, allowedName, ...same } = row
  return {
    ...same,
    branchId: storeId,
    at: happenedAt,
    deviceName: names.get(row.deviceId) ?? '',
    cashier: { id: cashierId, name: cashierName },
    allowedBy: allowedId === null ? null : { id: allowedId, name: allowedName ?? '' },
  }
}
