import { expect, test } from 'vitest'
import {
  addDays,
  businessDay,
  daysBetween,
  day,
  instant,
  instantFromLocal,
  isDay,
  isZone,
} from '#base/instant'

test('what is sold at half past one in a shop that closes its day at three belongs to the day before', () => {
  const at = instant('2026-03-01T17:30:00.000Z')
  expect(businessDay(at, 'Asia/Shanghai', 3)).toBe('2026-03-01')
  expect(businessDay(at, 'Asia/Shanghai', 0)).toBe('2026-03-02')
})

test.each([
  ['2026-03-01 09:30', 'Asia/Shanghai', '2026-03-01T01:30:00.000Z'],
  ['2026-03-01', 'Asia/Shanghai', '2026-02-28T16:00:00.000Z'],
  ['2026-01-01 00:00', 'Pacific/Kiritimati', '2025-12-31T10:00:00.000Z'],
  ['2026-01-01 00:00', 'Asia/Kathmandu', '2025-12-31T18:15:00.000Z'],
  // A time that summer time skips moves forward; one that comes twice is the first.
  ['2026-03-29 02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
  ['2026-10-25 02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
  ['2026-07-01 12:00', 'Europe/London', '2026-07-01T11:00:00.000Z'],
])('%s in %s is %s', (text, zone, expected) => {
  expect(instantFromLocal(text, zone)).toBe(expected)
})

test.each(['', '2026-02-30', '2026-1-1', '2026-01-01 25:00', 'yesterday'])('%s is no time', (text) => {
  expect(instantFromLocal(text, 'Asia/Shanghai')).toBe('not_a_time')
})

test('days of the calendar', () => {
  expect(isDay('2024-02-29')).toBe(true)
  expect(isDay('2023-02-29')).toBe(false)
  expect(addDays(day('2026-02-28'), 1)).toBe('2026-03-01')
  expect(daysBetween(day('1997-01-01'), day('1998-07-01'))).toBe(546)
  expect([isZone('Asia/Shanghai'), isZone('Mars/Base')]).toEqual([true, false])
})
