import chineseDays from 'chinese-days'
import type { Wish } from '#base/endpoint'
import { addDays, day } from '#base/instant'
import type { Work } from '#db/work'
import type { keepOfficialDay, showCalendar } from './contract/calendar.ts'
import { officialDayKept } from './events.ts'
import { festivalsOf } from './festivals.ts'
import * as store from './store/calendar.ts'

/** The announcements of the State Council as they came with the program; a year without one has no days. */
function announced(year: number): store.OfficialDay[] {
  const found: store.OfficialDay[] = []
  for (let date = day(`${year}-01-01`); date.startsWith(`${year}-`); date = addDays(date, 1)) {
    const { name, work } = chineseDays.getDayDetail(date)
    // `Spring Festival,春节,4`: an ordinary day is named after its weekday and has no comma.
    const [nameEn = '', nameZh] = name.split(',')
    if (nameZh !== undefined) found.push({ date, kind: work ? 'work' : 'rest', nameZh, nameEn })
  }
  return found
}

/** C39: says aloud when the official days of a year are not known yet, instead of showing an ordinary year. */
export async function calendar(work: Work, { year }: Wish<typeof showCalendar>) {
  const own = await store.officialDays(work.tx, year)
  const changed = new Set(own.map((one) => one.date))
  const official = [
    ...announced(year).filter((one) => !changed.has(one.date)),
    ...own.filter((one) => one.kind !== 'plain'),
  ]
  const days = [
    ...festivalsOf(year).map((one) => ({ ...one, official: null, own: false })),
    ...official.map(({ date, kind, nameZh, nameEn }) => ({
      date,
      code: kind === 'work' ? 'official_work' : 'official_rest',
      name: { zh: `${nameZh}${kind === 'work' ? '调休上班' : '放假'}`, en: `${nameEn} ${SAYS[kind]}` },
      kind: 'official' as const,
      official: kind === 'work' ? ('work' as const) : ('rest' as const),
      own: changed.has(date),
    })),
  ].toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
  const isKnown = official.length > 0
  return { year, official: isKnown, message: isKnown ? null : missing(year), days }
}

const SAYS = { rest: '(holiday)', work: '(make-up working day)', plain: '' } as const

const missing = (year: number) => ({
  zh: `还没有 ${year} 年的官方放假安排：调休和放假日期公布后请录入或升级。`,
  en: `There is no official data for ${year} yet: enter holidays and make-up days, or upgrade, once announced.`,
})

export async function keepDay(work: Work, wish: Wish<typeof keepOfficialDay>) {
  await store.keepOfficialDay(work, wish)
  work.record(officialDayKept({ date: wish.date, kind: wish.kind }))
  return { date: wish.date, kind: wish.kind }
}
