import type { Wish } from '#base/endpoint'
import { addDays, addMonths, type BusinessDay } from '#base/instant'
import type { Work } from '#db/work'
import type * as contract from './contract/shop.ts'
import { bandFrom, bandTo, FREE_BAND, RETURNED_BAND } from './model/bill-band.ts'
import { NOTHING_SOLD, together } from './model/measure.ts'
import { lookedAt, reachOf, shopDay } from './reach.ts'
import * as store from './store/shop.ts'

/** What was spent month by month, beside the same months a year before (C70). */
export async function monthsReport(work: Work, wish: Wish<typeof contract.monthsReport>) {
  const reach = await reachOf(work, wish)
  const today = await shopDay(work)
  const lastDay = await store.lastSoldDay(work.tx, reach.ids)
  const thisMonth = monthOf(today)
  const last = monthOf(wish.asOf ?? today)
  const first = addMonths(last, 1 - wish.months)
  const back = (month: BusinessDay) => addMonths(month, -12)
  const of = (from: BusinessDay, to: BusinessDay) => {
    const within = { from, to, branchIds: reach.ids }
    if (wish.product === '') return store.monthRows(work.tx, within)
    // The days of the last month, too, not its first alone.
    return store.productMonthRows(work.tx, { ...within, to: addDays(addMonths(to, 1), -1), q: wish.product })
  }
  const now = new Map((await of(first, last)).map((row) => [row.month, row]))
  const earlier = new Map((await of(back(first), back(last))).map((row) => [row.month, row]))
  const months = Array.from({ length: wish.months }, (_, at) => addMonths(first, at))
  const rows = months.map((month) => {
    const { month: _, ...measure } = now.get(month) ?? { month, ...NOTHING_SOLD }
    const yearBeforeMinor = earlier.get(back(month))?.amountMinor ?? 0
    return { month, whole: month < thisMonth, ...measure, yearBeforeMinor }
  })
  return { today, lastDay, rows, sold: together(rows), before: together([...earlier.values()]) }
}

const monthOf = (day: BusinessDay): BusinessDay => `${day.slice(0, 7)}-01` as BusinessDay

/** A month of bills is enough to see how large they are. */
const USUAL_DAYS = 30

/** How large bills are (C70): every bill in the band of what was rung up, what came back beside them. */
export async function billsReport(work: Work, wish: Wish<typeof contract.billsReport>) {
  const reach = await reachOf(work, wish)
  const looked = await lookedAt(work, { ...wish, usualDays: USUAL_DAYS }, reach)
  const now = { from: looked.from, to: looked.to, branchIds: reach.ids }
  const earlier = { from: looked.beforeFrom, to: looked.beforeTo, branchIds: reach.ids }
  const found = await store.bandRows(work.tx, now)
  const before = await store.bandRows(work.tx, earlier)
  const billsBefore = new Map(before.map((row) => [row.band, row.bills]))
  return {
    ...looked,
    rows: found.map(({ band, ...measure }) => ({
      ...boundsOf(band),
      ...measure,
      beforeBills: billsBefore.get(band) ?? 0,
    })),
    sold: together(found),
    before: together(before),
  }
}

function boundsOf(band: number) {
  if (band === RETURNED_BAND) return { kind: 'returned' as const, fromMinor: null, toMinor: null }
  if (band === FREE_BAND) return { kind: 'free' as const, fromMinor: null, toMinor: null }
  return { kind: 'bill' as const, fromMinor: bandFrom(band), toMinor: bandTo(band) }
}
