import { addDays, addMonths, day } from '#base/instant'

export type Period = Readonly<{ from: string; to: string }>

/** The last three months that have sales: up to today, or to the last sale where the shop has none of late. */
export function lastQuarter(today: string, lastSale: string | undefined): Period {
  const to = day(lastSale !== undefined && lastSale < today ? lastSale : today)
  return { from: addDays(addMonths(to, -3), 1), to }
}
