import { expect, test } from 'vitest'
import { billSums, LEAST_BILLS } from './bill-sums.ts'
import { bornBetween } from './born.ts'
import { monthsOf, monthSpan, trendOfMember, trendOfMonths } from './month-trend.ts'
import { daysToAsk, placeOf, spanLength } from './place.ts'
import { groupOf, GROUPS, QUESTIONS } from './questions.ts'
import { hourSpans } from './span-words.ts'

test('days and a place in the address that make no sense are left out', () => {
  expect(placeOf({ from: '2026-02-30', to: '2026-03-01', days: 0, branchId: '', region: 3 })).toEqual({
    region: '3',
  })
  expect(placeOf({ from: '2026-03-02', to: '2026-03-01', days: 28 })).toEqual({ days: 28 })
  expect(placeOf({ from: '2026-03-01', to: '2026-03-01', branchId: 'b' })).toEqual({
    from: '2026-03-01',
    to: '2026-03-01',
    branchId: 'b',
  })
})

test('a report looks back from today, or from the last sale where that is long ago', () => {
  const told = { today: '2026-03-31', lastDay: '2026-03-30' }
  expect(daysToAsk(told, { days: 28, usualDays: 28 })).toBeNull()
  expect(daysToAsk(told, { days: 7, usualDays: 28 })).toEqual({ from: '2026-03-25', to: '2026-03-31' })
  expect(daysToAsk({ ...told, lastDay: null }, { days: 28, usualDays: 28 })).toBeNull()
  expect(daysToAsk({ ...told, lastDay: '1998-06-30' }, { days: 28, usualDays: 28 })).toEqual({
    from: '1998-06-03',
    to: '1998-06-30',
  })
  expect(spanLength({ from: '1998-06-03', to: '1998-06-30' })).toBe(28)
})

test('neighbouring hours are said as one span, the last hour of a day too', () => {
  expect(hourSpans([11, 12, 13, 17, 23])).toEqual([
    { from: 11, to: 14 },
    { from: 17, to: 18 },
    { from: 23, to: 24 },
  ])
  expect(hourSpans([])).toEqual([])
})

const bill = (kind: 'bill' | 'free' | 'returned', of: Readonly<Record<string, number | null>>) => ({
  kind,
  fromMinor: null,
  toMinor: null,
  bills: 0,
  thousandths: 0,
  amountMinor: 0,
  memberBills: 0,
  memberThousandths: 0,
  memberAmountMinor: 0,
  beforeBills: 0,
  ...of,
})

test('half of the bills lie below the bound of a band; what came back is no bill', () => {
  const rows = [
    bill('returned', { amountMinor: -90_000 }),
    bill('free', { bills: 3 }),
    bill('bill', { fromMinor: 2_000, toMinor: 5_000, bills: 14, amountMinor: 40_000 }),
    bill('bill', { fromMinor: 5_000, toMinor: 10_000, bills: 20, amountMinor: 160_000 }),
  ]
  const sums = billSums(rows)
  expect(sums).toMatchObject({ bills: 37, half: { toMinor: 10_000, share: 1 }, mostShare: 0.8 })
  expect(sums?.most.fromMinor).toBe(5_000)
  const few = [bill('bill', { toMinor: 5_000, bills: LEAST_BILLS - 1, amountMinor: 40_000 })]
  expect(billSums(few)).toBeNull()
})

const month = (at: number, amountMinor: number, whole = true) => ({
  month: `2026-${String(at).padStart(2, '0')}-01`,
  whole,
  bills: amountMinor > 0 ? 1 : 0,
  amountMinor,
})

test('C64: 100, 120, 140, 160 rises by 20 a month and goes on to 180; flat is flat; two months are too little', () => {
  const rising = trendOfMonths([month(1, 0), ...[100, 120, 140, 160].map((yuan, at) => month(at + 2, yuan))])
  expect(rising?.line.slope).toBeCloseTo(20, 9)
  expect(rising?.next).toBeCloseTo(180, 9)
  expect(rising?.direction).toBe('rising')
  const flat = trendOfMonths([month(1, 70), month(2, 70), month(3, 70)])
  expect(flat).toMatchObject({ direction: 'flat', next: 70 })
  // A month that is not over is none: it would read as a fall.
  expect(trendOfMonths([month(1, 100), month(2, 120), month(3, 20, false)])).toBeNull()
  expect(trendOfMonths([month(1, 0)])).toBeNull()
})

test('C64: a member’s trend begins after the first month and needs six months and four purchase days', () => {
  const day = (at: number, spendMinor: number) => ({
    day: `2026-${String(at).padStart(2, '0')}-15`,
    purchases: 1,
    spendMinor,
  })
  const days = [day(1, 90_000), ...[2, 3, 4, 5, 6, 7, 8].map((at) => day(at, at * 1_000))]
  const told = trendOfMember(days, '2026-09-30' as never)
  // January is high by construction, September is a month without a purchase.
  expect(told).toMatchObject({ periods: 8, purchases: 8 })
  const rising = trendOfMember(days, '2026-08-31' as never)
  expect(rising.trend).toMatchObject({ direction: 'rising', slope: { slope: 1_000 }, periods: 7 })
  expect(trendOfMember(days, '2026-06-30' as never)).toMatchObject({ periods: 5, trend: null })
  expect(trendOfMember([], '2026-06-30' as never)).toEqual({ periods: 0, purchases: 0, trend: null })
})

test('a month is a span of days, and only months on offer are looked at', () => {
  expect(monthSpan('2026-02-01')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
  expect([monthsOf({}), monthsOf({ months: 24 }), monthsOf({ months: 7 })]).toEqual([12, 24, 12])
})

test('the days of birth of an age: who turns 25 today is 25, who turns 35 today no longer 34', () => {
  expect(bornBetween('2026-03-15', { from: 25, to: 34 })).toEqual([
    { field: 'birthOn', op: 'from', value: '1991-03-16' },
    { field: 'birthOn', op: 'to', value: '2001-03-15' },
  ])
  expect(bornBetween('2026-03-15', { from: 65, to: null })).toEqual([
    { field: 'birthOn', op: 'to', value: '1961-03-15' },
  ])
})

test('every question stands in one group', () => {
  const all = GROUPS.flatMap((group) => [...QUESTIONS[group]])
  expect(new Set(all).size).toBe(all.length)
  for (const question of all) expect(QUESTIONS[groupOf(question)]).toContain(question)
})
