import { must } from '#base/must'

export type HourShare = Readonly<{
  hour: number
  receipts: number
  spendMinor: number
  /** Of all receipts. */
  share: number
  /** Receipts to the average of the open hours. */
  ofAverage: number
  /** `about` when the difference is what chance makes of so many receipts. */
  stands: 'above' | 'below' | 'about'
}>

export type DayHours = Readonly<{
  hours: readonly HourShare[]
  averageReceipts: number
  peak: number | null
  slack: number | null
  above: readonly number[]
  below: readonly number[]
}>

/** Two standard errors of a count. */
const SURE = 2

/**
 * Sales by hour of the day for planning shifts (C71). Only open hours are compared: closed ones would pull the average
 * down. An hour is called above or below when it is off by more than two standard errors of its count.
 */
export function hoursOfDay(
  rows: Readonly<{ hour: ArrayLike<number>; spendMinor: ArrayLike<number> }>,
  open: Readonly<{ from: number; to: number }> = { from: 0, to: 23 },
): DayHours {
  must(open.from >= 0 && open.to <= 23 && open.from <= open.to, 'H1: opening hours lie within the day')
  must(rows.hour.length === rows.spendMinor.length, 'H2: columns are of one length')
  const receipts = new Float64Array(24)
  const spend = new Float64Array(24)
  for (let i = 0; i < rows.hour.length; i += 1) {
    const h = rows.hour[i] as number
    must(Number.isInteger(h) && h >= 0 && h < 24, 'H3: an hour is one of 24')
    receipts[h] = (receipts[h] as number) + 1
    spend[h] = (spend[h] as number) + (rows.spendMinor[i] as number)
  }
  const opened = Array.from({ length: open.to - open.from + 1 }, (_, k) => open.from + k)
  const all = opened.reduce((n, h) => n + (receipts[h] as number), 0)
  const average = all / opened.length
  const hours = opened.map((hour): HourShare => {
    const n = receipts[hour] as number
    const off = n - average
    const sure = Math.abs(off) > SURE * Math.sqrt(average)
    return {
      hour,
      receipts: n,
      spendMinor: spend[hour] as number,
      share: all > 0 ? n / all : 0,
      ofAverage: average > 0 ? n / average : 0,
      stands: !sure ? 'about' : off > 0 ? 'above' : 'below',
    }
  })
  const most = (better: (a: number, b: number) => boolean): number | null =>
    all === 0 ? null : hours.reduce((best, h) => (better(h.receipts, best.receipts) ? h : best)).hour
  return {
    hours,
    averageReceipts: average,
    peak: most((a, b) => a > b),
    slack: most((a, b) => a < b),
    above: hours.filter((h) => h.stands === 'above').map((h) => h.hour),
    below: hours.filter((h) => h.stands === 'below').map((h) => h.hour),
  }
}
