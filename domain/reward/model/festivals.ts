import { day, type BusinessDay } from '#base/instant'
import type { FESTIVALS } from '#domain/program/model/rewards'

export type Festival = (typeof FESTIVALS)[number]

const FIRST_YEAR = 2020
/**
 * Spring Festival (first day of the first lunar month) and Mid-Autumn (fifteenth of the eighth), Beijing time, as
 * calendar offices publish them. A table, because calendars in browsers and in Node place the new moons of 2027 and
 * 2030 on the wrong side of midnight, and a till must never disagree with the server.
 */
const LUNAR = [
  ['01-25', '10-01'],
  ['02-12', '09-21'],
  ['02-01', '09-10'],
  ['01-22', '09-29'],
  ['02-10', '09-17'],
  ['01-29', '10-06'],
  ['02-17', '09-25'],
  ['02-06', '09-15'],
  ['01-26', '10-03'],
  ['02-13', '09-22'],
  ['02-03', '09-12'],
  ['01-23', '10-01'],
  ['02-11', '09-19'],
  ['01-31', '09-08'],
  ['02-19', '09-27'],
  ['02-08', '09-16'],
  ['01-28', '10-04'],
  ['02-15', '09-24'],
  ['02-04', '09-13'],
  ['01-24', '10-02'],
  ['02-12', '09-20'],
  ['02-01', '09-10'],
  ['01-22', '09-28'],
  ['02-10', '09-17'],
  ['01-30', '10-05'],
  ['02-17', '09-25'],
  ['02-06', '09-15'],
  ['01-26', '10-04'],
  ['02-14', '09-22'],
  ['02-02', '09-11'],
  ['01-23', '09-30'],
] as const

/** The last year whose lunar festivals are known here. */
export const LAST_LUNAR_YEAR = FIRST_YEAR + LUNAR.length - 1

const SOLAR = {
  new_year: '01-01',
  women_day: '03-08',
  labour_day: '05-01',
  national_day: '10-01',
} as const

/** C33, C39: the day of a festival in a year; null for a lunar one of a year outside the table. */
export function festivalDay(of: Festival, year: number): BusinessDay | null {
  const lunar = LUNAR[year - FIRST_YEAR]
  const at = of === 'spring_festival' ? lunar?.[0] : of === 'mid_autumn' ? lunar?.[1] : SOLAR[of]
  return at === undefined ? null : day(`${year}-${at}`)
}
