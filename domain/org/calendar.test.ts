import { expect, test } from 'vitest'
import { world } from '#test/world/world'
import { keepOfficialDay, showCalendar } from './contract/calendar.ts'
import { festivalsOf } from './festivals.ts'

const dateOf = (year: number, code: string) => festivalsOf(year).find((one) => one.code === code)?.date

test.each([
  [2024, 'mid_autumn', '2024-09-17'],
  [2025, 'spring_festival', '2025-01-29'],
  [2025, 'new_years_eve', '2025-01-28'],
  [2026, 'spring_festival', '2026-02-17'],
  [2026, 'dragon_boat', '2026-06-19'],
  [2025, 'mid_autumn', '2025-10-06'],
  [2024, 'qingming', '2024-04-04'],
  [2025, 'winter_solstice', '2025-12-21'],
  [2026, 'mothers_day', '2026-05-10'],
  [2026, 'fathers_day', '2026-06-21'],
  [2026, 'womens_day', '2026-03-08'],
])('C39: in %i %s is on %s', (year, code, date) => {
  expect(dateOf(year, code)).toBe(date)
})

test('every year from 1950 to 2100 has each festival once, but for those of the twelfth lunar month', () => {
  for (let year = 1950; year <= 2100; year++) {
    const codes = festivalsOf(year).map((one) => one.code)
    const once = codes.filter((code) => code !== 'laba' && code !== 'little_new_year')
    expect(new Set(once).size, String(year)).toBe(once.length)
    expect(once).toHaveLength(23)
  }
})

test('official days come with the program, may be corrected, and are missed aloud', async () => {
  const w = await world()
  const year = await w.call(showCalendar, { year: 2026 })
  expect(year).toMatchObject({ official: true, message: null })
  const on = (date: string, of = year) =>
    of.days.filter((one) => one.date === date && one.kind === 'official')
  expect(on('2026-02-17')).toMatchObject([{ official: 'rest', name: { zh: '春节放假' }, own: false }])
  expect(on('2026-02-28')).toMatchObject([{ official: 'work', name: { zh: '春节调休上班' } }])
  const next = await w.call(showCalendar, { year: 2027 })
  expect(next.official).toBe(false)
  expect(next.message?.en).toContain('no official data for 2027')
  expect(next.days.some((one) => one.code === 'spring_festival' && one.date === '2027-02-06')).toBe(true)

  await w.call(keepOfficialDay, {
    date: '2027-02-06',
    kind: 'rest',
    nameZh: '春节',
    nameEn: 'Spring Festival',
  })
  await w.call(keepOfficialDay, {
    date: '2026-02-28',
    kind: 'plain',
    nameZh: '春节',
    nameEn: 'Spring Festival',
  })
  const known = await w.call(showCalendar, { year: 2027 })
  expect(known).toMatchObject({ official: true, message: null })
  expect(on('2027-02-06', known)).toMatchObject([{ own: true, official: 'rest' }])
  expect(on('2026-02-28', await w.call(showCalendar, { year: 2026 }))).toEqual([])
})
