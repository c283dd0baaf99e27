import { expect, test } from 'vitest'
import { deviationOf, monthsInAll, monthsOf, sharedSources, stageOf, yearIn } from './budget-sums.ts'
import type { BudgetRow } from './budget-sums.ts'
import { byVerdict, overall, scaleOf } from './health-sums.ts'
import type { Finding } from './health-sums.ts'

const row = (of: Partial<BudgetRow> & Pick<BudgetRow, 'code'>): BudgetRow => ({
  nameZh: of.code,
  nameEn: of.code,
  kind: 'cost',
  source: 'manual',
  planMinor: 0,
  planToDateMinor: 0,
  actualMinor: 0,
  varianceMinor: 0,
  varianceToDateMinor: 0,
  months: Array.from({ length: 12 }, () => 0),
  ...of,
})

const january = (minor: number) => [minor, ...Array.from({ length: 11 }, () => 0)]

test('more spent is ill, more brought in is well, and as planned is well either way', () => {
  expect(deviationOf('cost', 1)).toEqual({ way: 'above', well: false })
  expect(deviationOf('cost', -1)).toEqual({ way: 'below', well: true })
  expect(deviationOf('recovery', 1)).toEqual({ way: 'above', well: true })
  expect(deviationOf('recovery', -1)).toEqual({ way: 'below', well: false })
  expect(deviationOf('net', -1)).toEqual({ way: 'below', well: false })
  expect(deviationOf('cost', 0)).toEqual({ way: 'even', well: true })
})

test('rows that count from one source stand together, those by hand and of another kind never', () => {
  const [old, fresh] = [row({ code: 'OLD', source: 'coupons' }), row({ code: 'NEW', source: 'coupons' })]
  const others = [
    row({ code: 'RENT' }),
    row({ code: 'AGENTS' }),
    row({ code: 'BACK', source: 'coupons', kind: 'recovery' }),
  ]
  expect(sharedSources([old, ...others, fresh])).toEqual([{ source: 'coupons', rows: [old, fresh] }])
  expect(sharedSources(others)).toEqual([])
})

test('what two rows count from one source counts once in a month, entries by hand each', () => {
  const rows = [
    row({ code: 'OLD', source: 'coupons', months: january(5_00) }),
    row({ code: 'NEW', source: 'coupons', months: january(5_00) }),
    row({ code: 'RENT', months: january(100_00) }),
    row({ code: 'AGENTS', months: january(20_00) }),
    row({ code: 'SALES', kind: 'recovery', source: 'member_sales', months: january(900_00) }),
  ]
  expect(monthsInAll(rows, 'cost')).toEqual(january(125_00))
  expect(monthsInAll(rows, 'recovery')).toEqual(january(900_00))
})

test('a year of months makes up its plan to the fen, and only what is over has a deviation', () => {
  const months = monthsOf({ year: 2024, today: '2024-03-10', planMinor: 100_01, months: january(1) })
  expect(months.reduce((sum, one) => sum + one.planMinor, 0)).toBe(100_01)
  expect(months.slice(0, 4).map(({ month, state }) => [month, state])).toEqual([
    ['2024-01', 'done'],
    ['2024-02', 'done'],
    ['2024-03', 'running'],
    ['2024-04', 'ahead'],
  ])
  // 31, 29 and 31 days of 366.
  expect(months.slice(0, 3).map((one) => one.planMinor)).toEqual([8_47, 7_92, 8_47])
})

test('a year is over, runs or is to come', () => {
  expect([2025, 2026, 2027].map((year) => stageOf(year, '2026-01-01'))).toEqual(['past', 'now', 'future'])
})

test('a year that makes no sense in an address is the one that runs', () => {
  expect(yearIn({ year: 1998 }, '2026-11-25')).toBe(2026)
  expect(yearIn({ year: 2025 }, '2026-11-25')).toBe(2025)
  expect(yearIn({ year: 'soon' }, '2026-11-25')).toBe(2026)
})

const finding = (of: Pick<Finding, 'code' | 'figure' | 'verdict'>): Finding => ({
  is: 'bps',
  question: { zh: '', en: '' },
  answer: { zh: '', en: '' },
  ...of,
})

test('what asks for something stands first, and what is unknown before what is well', () => {
  const rows = [
    finding({ code: 'readable', figure: 4, verdict: 'good' }),
    finding({ code: 'events', figure: null, verdict: 'unknown' }),
    finding({ code: 'benefits', figure: 1, verdict: 'bad' }),
    finding({ code: 'card_shown', figure: 9_000, verdict: 'good' }),
  ]
  expect(byVerdict(rows).map((group) => [group.verdict, group.rows.length])).toEqual([
    ['bad', 1],
    ['unknown', 1],
    ['good', 2],
  ])
  expect(overall({ salesTo: '2026-11-25', rows })).toBe('bad')
  expect(overall({ salesTo: '2026-11-25', rows: rows.slice(0, 2) })).toBe('good')
  // Rules alone say nothing of a program in which nobody has bought.
  expect(overall({ salesTo: null, rows })).toBeNull()
})

test('a figure stands in the third of its verdict, whichever way it runs', () => {
  const placeOf = (code: Finding['code'], figure: number) => scaleOf({ code, figure })?.place
  expect(placeOf('active_members', 0)).toBe(0)
  expect(placeOf('active_members', 2_500)).toBeCloseTo(1 / 3)
  expect(placeOf('active_members', 5_000)).toBeCloseTo(2 / 3)
  expect(placeOf('active_members', 10_000)).toBe(1)
  expect(placeOf('dead_members', 10_000)).toBe(0)
  expect(placeOf('dead_members', 5_000)).toBeCloseTo(1 / 3)
  expect(placeOf('dead_members', 3_000)).toBeCloseTo(2 / 3)
  expect(placeOf('dead_members', 0)).toBe(1)
  // Far better than need be is as good as it gets.
  expect(placeOf('events', 40)).toBe(1)
  expect(placeOf('readable', 400)).toBe(0)
})

test('no figure, and a question without bounds to stand among, have no scale', () => {
  expect(scaleOf({ code: 'active_members', figure: null })).toBeNull()
  expect(scaleOf({ code: 'family', figure: 3 })).toBeNull()
  expect(scaleOf({ code: 'greetings', figure: 3 })).toBeNull()
})
