import type { Told } from '#base/endpoint'
import type { billsReport } from '#domain/insight/contract/shop'

type Rows = Told<typeof billsReport>['rows']

/** Fewer bills than this say nothing about how large bills are. */
export const LEAST_BILLS = 30

/**
 * Below which amount half of the bills lie, at the bound of a band, and the band that brings the most money; null with
 * too few bills. Bills of nothing count among the small ones; what came back is no bill.
 */
export function billSums(rows: Rows): Readonly<{
  bills: number
  /** The bound and the true share of bills below it, which is at least half. */
  half: Readonly<{ toMinor: number; share: number }>
  most: Rows[number]
  mostShare: number
}> | null {
  const bands = rows.filter((row) => row.kind !== 'returned')
  const bills = bands.reduce((all, row) => all + row.bills, 0)
  const money = bands.reduce((all, row) => all + row.amountMinor, 0)
  const most = bands.toSorted((a, b) => b.amountMinor - a.amountMinor)[0]
  if (bills < LEAST_BILLS || most === undefined || money <= 0) return null
  let seen = 0
  for (const row of bands) {
    seen += row.bills
    if (seen * 2 >= bills) {
      const half = { toMinor: row.toMinor ?? 0, share: seen / bills }
      return { bills, half, most, mostShare: most.amountMinor / money }
    }
  }
  return null
}
