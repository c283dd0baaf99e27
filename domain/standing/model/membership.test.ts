import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, day } from '#base/instant'
import { programDocument } from '#domain/program/model/document'
import { periodOf } from './benefit.ts'
import { firstDayTo, lastDayFrom, membershipOn, periodFrom, renewal, type Period } from './membership.ts'

const { joining } = programDocument.parse({
  earning: { points: 1, perMinor: 100 },
  joining: { since: '2024-01-01', ways: [{ code: 'FEE', nameZh: '会费', nameEn: 'Fee', kind: 'fee' }] },
})
const year = periodFrom(day('2024-03-01'), 12)
const state = (periods: readonly Period[], on: string, joinedOn = '2024-03-01') =>
  membershipOn(joining, { joinedOn: day(joinedOn), periods }, day(on))

test('C11: a fee paid on 2024-03-01 is valid to 2025-02-28, and not on the day after', () => {
  expect(year).toEqual({ from: '2024-03-01', to: '2025-02-28' })
  expect(state([year], '2025-02-28')).toEqual({ state: 'active', validTo: '2025-02-28' })
  expect(state([year], '2025-03-01')).toEqual({ state: 'expired', validTo: '2025-02-28' })
  expect(state([year], '2024-02-29')).toEqual({ state: 'none', validTo: null })
  expect(state([], '2024-03-01')).toEqual({ state: 'none', validTo: null })
})

test('T8: whoever was enrolled before the rules, or where there are none, is a member without end', () => {
  expect(state([], '2030-01-01', '2023-12-31')).toEqual({ state: 'active', validTo: null })
  expect(state([], '2030-01-01', '2024-01-01')).toEqual({ state: 'none', validTo: null })
  const none = membershipOn(null, { joinedOn: null, periods: [] }, day('2030-01-01'))
  expect(none).toEqual({ state: 'active', validTo: null })
})

test.each([
  ['before the end', '2025-01-15', { from: '2025-03-01', to: '2026-02-28' }],
  ['on the last day', '2025-02-28', { from: '2025-03-01', to: '2026-02-28' }],
  ['the day after', '2025-03-01', { from: '2025-03-01', to: '2026-02-28' }],
  ['later', '2025-06-10', { from: '2025-06-10', to: '2026-06-09' }],
])('T8: renewed %s it continues from the end or begins on its day', (_, from, period) => {
  expect(renewal([year], { from: day(from), months: 12 })).toEqual(period)
})

test('T8: renewals without a gap are one membership', () => {
  const next = renewal([year], { from: day('2025-01-15'), months: 12 })
  const both = [next, year]
  expect(state(both, '2024-06-01')).toEqual({ state: 'active', validTo: '2026-02-28' })
  expect(firstDayTo(both, day('2025-12-01'))).toBe('2024-03-01')
  const late = renewal([year], { from: day('2025-06-10'), months: null })
  expect(late).toEqual({ from: '2025-06-10', to: null })
  expect(state([year, late], '2024-06-01')).toEqual({ state: 'active', validTo: '2025-02-28' })
  expect(state([year, late], '2025-04-01').state).toBe('expired')
  expect(firstDayTo([year, late], day('2025-12-01'))).toBe('2025-06-10')
})

const aPeriod = fc
  .record({ start: fc.integer({ min: 0, max: 400 }), days: fc.integer({ min: 0, max: 200 }) })
  .map(({ start, days }): Period => {
    const from = addDays(day('2024-01-01'), start)
    return { from, to: addDays(from, days) }
  })

test('T8: every day up to the last one lies in a period, and the day after in none', () => {
  fc.assert(
    fc.property(fc.array(aPeriod, { maxLength: 5 }), fc.integer({ min: 0, max: 600 }), (periods, n) => {
      const on = addDays(day('2024-01-01'), n)
      const covers = (at: string) => periods.some(({ from, to }) => from <= at && (to === null || to >= at))
      const last = lastDayFrom(periods, on)
      expect(last !== undefined).toBe(covers(on))
      if (last === undefined || last === null) return
      for (let at = on; at <= last; at = addDays(at, 1)) expect(covers(at)).toBe(true)
      expect(covers(addDays(last, 1))).toBe(false)
      const first = firstDayTo(periods, on)
      expect(first !== null && covers(first) && !covers(addDays(first, -1))).toBe(true)
    }),
  )
})

test.each([
  ['month', { from: '2026-05-01', to: '2026-05-31' }],
  ['quarter', { from: '2026-04-01', to: '2026-06-30' }],
  ['year', { from: '2026-01-01', to: '2026-12-31' }],
  ['membership', { from: '2026-03-15', to: '2027-03-14' }],
] as const)('T9: a %s of benefits', (every, period) => {
  expect(periodOf(every, day('2026-05-20'), day('2024-03-15'))).toEqual(period)
})

test('T9: the day before the anniversary is still the year before', () => {
  expect(periodOf('membership', day('2026-03-14'), day('2024-03-15'))).toEqual({
    from: '2025-03-15',
    to: '2026-03-14',
  })
})
