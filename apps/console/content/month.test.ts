import { expect, test } from 'vitest'
import { day } from '#base/instant'
import { dayOf, monthOf, spanOf, textOf, weeksOf } from './month.ts'

test('a month is shown in whole weeks from Monday', () => {
  const days = weeksOf(day('2026-03-01'))
  expect([days[0], days.at(-1), days.length]).toEqual(['2026-02-23', '2026-04-05', 42])
  // June 2026 begins on a Monday.
  expect(weeksOf(day('2026-06-01'))[0]).toBe('2026-06-01')
})

test('its moments are those of the chain’s clocks', () => {
  const span = spanOf(weeksOf(day('2026-03-01')), 'Asia/Shanghai')
  expect(span).toEqual({ from: '2026-02-22T16:00:00.000Z', before: '2026-04-05T16:00:00.000Z' })
  expect(dayOf('2026-02-22T16:00:00.000Z', 'Asia/Shanghai')).toBe('2026-02-23')
})

test('an address that names no month is today’s', () => {
  const today = day('2026-03-09')
  expect([monthOf('2026-05', today), monthOf('2026-13', today), monthOf(7, today)]).toEqual([
    '2026-05-01',
    '2026-03-01',
    '2026-03-01',
  ])
  expect(textOf(day('2026-05-01'))).toBe('2026-05')
})
