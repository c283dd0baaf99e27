import { LunarDay, LunarMonth, LunarYear, SolarDay } from 'tyme4ts'
import type { BusinessDay } from '#base/instant'
import { solarOf } from '#domain/org/index'

/**
 * C38: the birth dates whose birthday by the Chinese calendar is kept on a day, of so many years back. A birthday of a
 * leap month is kept in the month of the same number, one of a thirtieth on the last day where the month has only
 * twenty-nine; on days of a leap month nobody has one. The calendar is that of tyme4ts (1 January 1900 and after).
 */
export function lunarBirthDatesOn(on: BusinessDay, years: number): BusinessDay[] {
  const [year, month, date] = on.split('-').map(Number) as [number, number, number]
  const lunar = SolarDay.fromYmd(year, month, date).getLunarDay()
  if (lunar.getMonth() < 0) return []
  const short =
    lunar.getDay() === 29 && LunarMonth.fromYm(lunar.getYear(), lunar.getMonth()).getDayCount() === 29
  const dates = short ? [29, 30] : [lunar.getDay()]
  return Array.from({ length: years }, (_, back) => lunar.getYear() - back).flatMap((one) =>
    monthsOf(one, lunar.getMonth()).flatMap((which) => {
      const most = LunarMonth.fromYm(one, which).getDayCount()
      return dates
        .filter((at) => at <= most)
        .map((at) => solarOf(LunarDay.fromYmd(one, which, at).getSolarDay()))
    }),
  )
}

/** The month of that number, and its leap month where the year has one; leap months count below zero. */
const monthsOf = (year: number, month: number): number[] =>
  LunarYear.fromYear(year).getLeapMonth() === month ? [month, -month] : [month]
