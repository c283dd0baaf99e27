import type { Told } from '#base/endpoint'
import type { reconciliation } from '#domain/sale/contract/reconciliation'

type Day = Told<typeof reconciliation>['days'][number]
type TenderLine = Day['tenders'][number]
type TopUpLine = Day['topUps'][number]

/** Days of one span as one line per tender; what the ledger does not know stays unknown. */
export function tenderTotals(days: readonly Day[]): readonly TenderLine[] {
  const by = new Map<string, TenderLine>()
  const both = (a: number | null, b: number | null) => (a === null || b === null ? null : a + b)
  for (const line of days.flatMap((day) => day.tenders)) {
    const before = by.get(line.tender)
    by.set(
      line.tender,
      before
        ? {
            tender: line.tender,
            receipts: before.receipts + line.receipts,
            amountMinor: before.amountMinor + line.amountMinor,
            said: both(before.said, line.said),
            posted: both(before.posted, line.posted),
          }
        : line,
    )
  }
  return [...by.values()]
}

/** The same for money that came in and went out for stored value. */
export function topUpTotals(days: readonly Day[]): readonly TopUpLine[] {
  const by = new Map<string, TopUpLine>()
  for (const line of days.flatMap((day) => day.topUps)) {
    const before = by.get(line.tender)
    by.set(
      line.tender,
      before
        ? {
            tender: line.tender,
            inMinor: before.inMinor + line.inMinor,
            backMinor: before.backMinor + line.backMinor,
            postedMinor: before.postedMinor + line.postedMinor,
            interestMinor: before.interestMinor + line.interestMinor,
          }
        : line,
    )
  }
  return [...by.values()]
}
