import type { Wish } from '#base/endpoint'
import type { Work } from '#db/work'
import { chain } from '#domain/org/index'
import type * as contract from './contract/shop.ts'
import { together } from './model/measure.ts'
import { shifts } from './model/shifts.ts'
import { lookedAt, reachOf } from './reach.ts'
import * as store from './store/shop.ts'

/** Four weeks, so that every weekday comes equally often. */
const USUAL_DAYS = 28

/** When people buy, and which hours need more hands than others (C71). */
export async function hoursReport(work: Work, wish: Wish<typeof contract.hoursReport>) {
  const reach = await reachOf(work, wish)
  const looked = await lookedAt(work, { ...wish, usualDays: USUAL_DAYS }, reach)
  const now = { from: looked.from, to: looked.to, branchIds: reach.ids }
  const cells = await store.hourCells(work.tx, now)
  const byWeekday = await store.soldWeekdays(work.tx, now)
  const weekdays = [1, 2, 3, 4, 5, 6, 7].map((weekday) => byWeekday.get(weekday) ?? 0)
  const days = weekdays.reduce((all, one) => all + one, 0)
  const { closingHour } = await chain(work)
  const hours = [...new Set(cells.map((cell) => cell.hour))]
    .toSorted((a, b) => turned(a, closingHour) - turned(b, closingHour))
    .map((hour) => {
      const measure = together(cells.filter((cell) => cell.hour === hour))
      return { hour, ...measure, billsPerDay: days === 0 ? 0 : measure.bills / days }
    })
    .filter((one) => one.bills > 0 || one.amountMinor !== 0)
  const sold = together(cells)
  const open = hours.filter((one) => one.bills > 0)
  const judged = shifts(open, { days, bills: sold.bills })
  return {
    ...looked,
    sold,
    before: await store.soldIn(work.tx, {
      from: looked.beforeFrom,
      to: looked.beforeTo,
      branchIds: reach.ids,
    }),
    days,
    weekdays,
    cells,
    hours,
    ...judged,
    above: [...judged.above],
    below: [...judged.below],
  }
}

/** An hour's place in a business day that begins at the closing hour of the day before. */
const turned = (hour: number, closingHour: number): number => (hour - closingHour + 24) % 24
