import { expect, test } from 'vitest'
import { day } from '#base/instant'
import { anchorDay, changeOf, dayIn, everyDay, spanTo } from './span.ts'

test('the day is that of the shop, not of the browser', () => {
  const at = new Date('2026-01-01T17:00:00Z')
  expect(dayIn('Asia/Shanghai', at)).toBe('2026-01-02')
  expect(dayIn('America/New_York', at)).toBe('2026-01-01')
})

test('an imported chain is looked at from its last sale, a running one from today', () => {
  expect(anchorDay(day('2026-11-25'), '1997-09-30')).toBe('1997-09-30')
  expect(anchorDay(day('2026-11-25'), '2026-11-20')).toBe('2026-11-25')
  expect(anchorDay(day('2026-11-25'), null)).toBe('2026-11-25')
})

test('seven days are compared with the seven before, and none is counted twice', () => {
  expect(spanTo(day('2026-03-07'), 7)).toEqual({
    from: '2026-03-01',
    to: '2026-03-07',
    before: { from: '2026-02-22', to: '2026-02-28' },
  })
})

test('growth from nothing has no percentage', () => {
  expect(changeOf(50, 0)).toBeUndefined()
  expect(changeOf(150, 100)).toBe(0.5)
})

test('a day without sales is a zero, not a hole', () => {
  const rows = everyDay(
    { from: day('2026-02-27'), to: day('2026-03-01') },
    [{ day: '2026-02-28', totalMinor: 5 }],
    { totalMinor: 0 },
  )
  expect(rows).toEqual([
    { day: '2026-02-27', totalMinor: 0 },
    { day: '2026-02-28', totalMinor: 5 },
    { day: '2026-03-01', totalMinor: 0 },
  ])
})
