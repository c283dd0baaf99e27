import { businessDay, type Instant } from '#base/instant'
import type { AnyReceipt, ReceiptRow, Receipts } from '../till-context.ts'
import type { Shelf } from './shelf.ts'

export type Numbering = Readonly<{
  deviceCode: string
  now: () => Instant
  /** The store's zone and the hour its day ends. */
  store: () => Readonly<{ zone: string; closingHour: number }>
}>

/** Receipts of this till, and their numbers. */
export function receiptsOn(shelf: Shelf, { deviceCode, now, store }: Numbering): Receipts {
  const anyByNo = (receiptNo: string) => shelf.receipts.where('receiptNo').equals(receiptNo.trim()).first()
  return {
    byId: async (id) => soldIn(await shelf.receipts.get(id)),
    byNo: async (receiptNo) => soldIn(await anyByNo(receiptNo)),
    anyByNo: async (receiptNo) => (await anyByNo(receiptNo)) ?? null,
    topUpById: async (id) => {
      const row = await shelf.receipts.get(id)
      return row?.kind === 'top_up' ? row : null
    },
    latest: async (most = 50) => {
      const byTime = shelf.receipts.orderBy('at')
      // Dexie turns the collection itself round.
      byTime.reverse()
      return (await byTime.filter(isSold).limit(most).toArray()).filter(isSold)
    },
    ofDay: async (day) =>
      (await shelf.receipts.where('day').equals(day).toArray()).toSorted((a, b) => (a.at > b.at ? -1 : 1)),
    returnsOf: async (id) => (await shelf.receipts.where('returns').equals(id).toArray()).filter(isSold),
    nextNo: async () => {
      const { zone, closingHour } = store()
      const day = businessDay(now(), zone, closingHour)
      return receiptNo({ deviceCode, day, nth: await counted(shelf, `receipts of ${day}`) })
    },
  }
}

const isSold = (row: AnyReceipt): row is ReceiptRow => row.kind !== 'top_up'
const soldIn = (row: AnyReceipt | undefined): ReceiptRow | null => (row && isSold(row) ? row : null)

/** Device code, day and a counter: unique in the chain, because device codes are. */
export const receiptNo = (of: Readonly<{ deviceCode: string; day: string; nth: number }>): string =>
  `${of.deviceCode}-${of.day.slice(2).replaceAll('-', '')}-${String(of.nth).padStart(4, '0')}`

/** One more under this name; in one transaction, so that no number is given twice. A number may stay unused. */
export const counted = (shelf: Shelf, key: string): Promise<number> =>
  shelf.transaction('rw', shelf.kept, async () => {
    const before = (await shelf.kept.get(key))?.value
    const nth = (typeof before === 'number' ? before : 0) + 1
    await shelf.kept.put({ key, value: nth })
    return nth
  })
