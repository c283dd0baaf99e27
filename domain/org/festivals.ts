import { LunarMonth, SolarTerm, type SolarDay } from 'tyme4ts'
import { addDays, day, weekdayOf, type BusinessDay } from '#base/instant'

export type Festival = Readonly<{
  date: BusinessDay
  code: string
  name: Readonly<{ zh: string; en: string }>
  kind: 'solar' | 'lunar'
}>

type Named = readonly [code: string, zh: string, en: string]

/** Month and day of the solar calendar. */
const SOLAR: readonly (readonly [string, ...Named])[] = [
  ['01-01', 'new_year', '元旦', 'New Year’s Day'],
  ['02-14', 'valentines_day', '情人节', 'Valentine’s Day'],
  ['03-08', 'womens_day', '妇女节', 'Women’s Day'],
  ['05-01', 'labour_day', '劳动节', 'Labour Day'],
  ['05-04', 'youth_day', '青年节', 'Youth Day'],
  ['06-01', 'childrens_day', '儿童节', 'Children’s Day'],
  ['09-10', 'teachers_day', '教师节', 'Teachers’ Day'],
  ['10-01', 'national_day', '国庆节', 'National Day'],
  ['11-11', 'singles_day', '双十一', 'Singles’ Day'],
  ['12-12', 'double_twelve', '双十二', 'Double Twelve'],
  ['12-25', 'christmas', '圣诞节', 'Christmas'],
]

/** The nth Sunday of a month. */
const SUNDAYS: readonly (readonly [month: number, nth: number, ...Named])[] = [
  [5, 2, 'mothers_day', '母亲节', 'Mother’s Day'],
  [6, 3, 'fathers_day', '父亲节', 'Father’s Day'],
]

/** Month and day of the lunar calendar; day 30 is the last one, also of a short month. */
const LUNAR: readonly (readonly [month: number, day: number, ...Named])[] = [
  [12, 8, 'laba', '腊八节', 'Laba Festival'],
  [12, 23, 'little_new_year', '小年', 'Little New Year'],
  [12, 30, 'new_years_eve', '除夕', 'Chinese New Year’s Eve'],
  [1, 1, 'spring_festival', '春节', 'Spring Festival'],
  [1, 15, 'lantern', '元宵节', 'Lantern Festival'],
  [5, 5, 'dragon_boat', '端午节', 'Dragon Boat Festival'],
  [7, 7, 'qixi', '七夕', 'Qixi Festival'],
  [7, 15, 'zhongyuan', '中元节', 'Zhongyuan Festival'],
  [8, 15, 'mid_autumn', '中秋节', 'Mid-Autumn Festival'],
  [9, 9, 'double_ninth', '重阳节', 'Double Ninth Festival'],
]

/** Festivals that are solar terms, by the place of the term in the year that begins with the winter solstice. */
const TERMS: readonly (readonly [index: number, ...Named])[] = [
  [7, 'qingming', '清明节', 'Qingming'],
  [24, 'winter_solstice', '冬至', 'Winter Solstice'],
]

const festival = (date: BusinessDay, kind: Festival['kind'], [code, zh, en]: Named): Festival => ({
  date,
  code,
  name: { zh, en },
  kind,
})

/** A day of the calendar library as the house writes days. */
export const solarOf = (of: SolarDay): BusinessDay => {
  const pad = (part: number) => String(part).padStart(2, '0')
  return day(`${of.getYear()}-${pad(of.getMonth())}-${pad(of.getDay())}`)
}

/** C39: the festivals of a year, in the order of days; their rules need no yearly announcement. */
export function festivalsOf(year: number): readonly Festival[] {
  const solar = SOLAR.map(([date, ...named]) => festival(day(`${year}-${date}`), 'solar', named))
  const sundays = SUNDAYS.map(([month, nth, ...named]) =>
    festival(sundayOf(year, month, nth), 'solar', named),
  )
  const terms = TERMS.map(([index, ...named]) =>
    festival(solarOf(SolarTerm.fromIndex(year, index).getSolarDay()), 'solar', named),
  )
  // A lunar year begins in January or February: its last festivals lie in the next solar one.
  const lunar = [year - 1, year].flatMap((of) =>
    LUNAR.map(([month, date, ...named]) => festival(dayOfLunar(of, month, date), 'lunar', named)),
  )
  const all = [...solar, ...sundays, ...terms, ...lunar.filter((one) => one.date.startsWith(`${year}-`))]
  return all.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
}

function sundayOf(year: number, month: number, nth: number): BusinessDay {
  const first = day(`${year}-${String(month).padStart(2, '0')}-01`)
  return addDays(first, 7 - weekdayOf(first) + (nth - 1) * 7)
}

function dayOfLunar(year: number, month: number, date: number): BusinessDay {
  const of = LunarMonth.fromYm(year, month)
  return solarOf(
    of.getDays()[Math.min(date, of.getDayCount()) - 1]?.getSolarDay() ?? of.getFirstJulianDay().getSolarDay(),
  )
}
