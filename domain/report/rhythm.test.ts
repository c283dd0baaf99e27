import { expect, test } from 'vitest'
import { instant } from '#base/instant'
import { isComplete, lastDue, nextDue, type Rhythm } from './rhythm.ts'

const daily: Rhythm = { rhythm: 'daily', weekday: null, monthDay: null, hour: 8 }
const monday: Rhythm = { rhythm: 'weekly', weekday: 1, monthDay: null, hour: 8 }
const last: Rhythm = { rhythm: 'monthly', weekday: null, monthDay: 31, hour: 0 }

test.each([
  [daily, '2026-03-02T00:00:00.000Z', '2026-03-02T00:00:00.000Z', '2026-03-03T00:00:00.000Z'],
  [daily, '2026-03-01T23:59:59.999Z', '2026-03-01T00:00:00.000Z', '2026-03-02T00:00:00.000Z'],
  [monday, '2026-03-01T12:00:00.000Z', '2026-02-23T00:00:00.000Z', '2026-03-02T00:00:00.000Z'],
  [last, '2026-02-28T12:00:00.000Z', '2026-02-27T16:00:00.000Z', '2026-03-30T16:00:00.000Z'],
  [
    { ...last, monthDay: 15 },
    '2026-03-14T15:59:59.000Z',
    '2026-02-14T16:00:00.000Z',
    '2026-03-14T16:00:00.000Z',
  ],
])('Z3: a rhythm is due by the clock of the chain (%#)', (of, now, before, after) => {
  expect([lastDue(of, instant(now), 'Asia/Shanghai'), nextDue(of, instant(now), 'Asia/Shanghai')]).toEqual([
    before,
    after,
  ])
})

test('a rhythm says what it needs and nothing else', () => {
  expect([daily, monday, last].map(isComplete)).toEqual([true, true, true])
  expect(isComplete({ ...daily, weekday: 1 })).toBe(false)
  expect(isComplete({ ...monday, weekday: null })).toBe(false)
  expect(isComplete({ ...last, monthDay: null })).toBe(false)
})
