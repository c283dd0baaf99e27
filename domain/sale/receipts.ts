import type { BusinessDay } from '#base/instant'
import { less, type Money } from '#base/money'
import { present } from '#base/must'
import type { Work } from '#db/work'
import * as store from './store/receipts.ts'
import { lockSales } from './store/sales.ts'
import { soldSales } from './store/sold.ts'

/** A sale as later rooms may build on it: what of it stands, after everything that came back. */
export type SoldReceipt = Readonly<{
  id: string
  memberId: string | null
  branchId: string
  receiptNo: string | null
  day: BusinessDay
  keptMinor: Money
  lines: readonly Readonly<{ productCode: string; keptMinor: Money }>[]
}>

/**
 * Sales that stand, by id; returns and voided sales are absent. Locked unless one only looks, so that nothing comes
 * back of them before whoever builds on them is done.
 */
export async function soldReceipts(
  work: Work,
  ids: readonly string[],
  { looking }: Readonly<{ looking: boolean }>,
): Promise<SoldReceipt[]> {
  if (ids.length === 0) return []
  if (!looking) await lockSales(work.tx, ids)
  const sold = await soldSales(work.tx, ids)
  const places = new Map((await store.placeOf(work.tx, ids)).map((row) => [row.id, row]))
  return sold.map(({ id, memberId, day, totalMinor, returnedMinor, lines }) => ({
    ...present(places.get(id), 'S2: a sale was made somewhere'),
    memberId,
    day,
    keptMinor: less(totalMinor, returnedMinor),
    lines: lines.map((line) => ({
      productCode: line.productCode,
      keptMinor: less(line.chargedMinor, line.returnedMinor),
    })),
  }))
}

/** The sales of which less stands than before, by the sales and returns that events name. */
export const salesUndoneBy = (work: Work, ids: readonly string[]): Promise<string[]> =>
  store.undoneBy(work.tx, ids)

/**
 * What these members paid in money in a span of business days, less what came back in it; whoever has neither is
 * absent. By the member named on the receipt: ask for those who have gone into somebody as well.
 */
export const netSpends = (work: Work, memberIds: readonly string[], of: store.SpendAsked) =>
  store.netSpends(work.tx, memberIds, of)

/** Members with receipts in a span, so many at a time, in the order of their ids. */
export const buyersAfter = (work: Work, of: Parameters<typeof store.buyersAfter>[1]): Promise<string[]> =>
  store.buyersAfter(work.tx, of)
