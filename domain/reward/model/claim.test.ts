import { describe, expect, test } from 'vitest'
import { day } from '#base/instant'
import { money } from '#base/money'
import { claim } from '#domain/program/model/rewards'
import { countFor, instancesOn, periodOf, yearTo } from './claim.ts'
import { rewardOf } from './period.ts'

const rule = (more: object) =>
  claim.parse({ code: 'G', nameZh: '礼', nameEn: 'Gift', occasion: 'birthday', ...more })
const keys = (of: object, on: string, birthOn: string | null = null) =>
  instancesOn(rule(of), day(on), { birthOn: birthOn === null ? null : day(birthOn), lifeEvent: null }).map(
    (one) => `${one.key} ${one.from}..${one.to}`,
  )

describe('occasions', () => {
  test('a birthday window reaches over New Year from either side', () => {
    const of = { daysBefore: 15, daysAfter: 30 }
    expect(keys(of, '2026-12-26', '1990-01-10')).toEqual(['birthday 2027 2026-12-26..2027-02-09'])
    expect(keys(of, '2026-12-25', '1990-01-10')).toEqual([])
    expect(keys(of, '2027-01-20', '1990-12-25')).toEqual(['birthday 2026 2026-12-10..2027-01-24'])
  })

  test('who was born on 29 February has a birthday every year', () => {
    const of = { daysBefore: 0, daysAfter: 0 }
    expect(keys(of, '2028-02-29', '2004-02-29')).toHaveLength(1)
    expect(keys(of, '2027-02-28', '2004-02-29')).toHaveLength(1)
    expect(keys(of, '2027-03-01', '2004-02-29')).toEqual([])
    expect(keys(of, '2028-02-28', '2004-02-29')).toEqual([])
  })

  test('without a birth date, or before being born, there is no birthday', () => {
    expect(keys({}, '2026-06-20')).toEqual([])
    expect(keys({ daysBefore: 30 }, '2026-01-01', '2026-01-10')).toHaveLength(1)
    expect(keys({ daysBefore: 30 }, '2025-01-01', '2026-01-10')).toEqual([])
  })

  test('festivals named count, and none named means all of them', () => {
    const window = { occasion: 'festival', daysBefore: 7, daysAfter: 7 }
    expect(keys({ ...window, festivals: ['mid_autumn'] }, '2024-09-10')).toEqual([
      'mid_autumn 2024 2024-09-10..2024-09-24',
    ])
    expect(keys({ ...window, festivals: ['mid_autumn'] }, '2024-10-01')).toEqual([])
    expect(keys(window, '2024-10-01')).toEqual(['national_day 2024 2024-09-24..2024-10-08'])
  })

  test('months, quarters, halves and years are the calendar’s', () => {
    const span = (every: 'month' | 'quarter' | 'half_year' | 'year', on: string) => {
      const { key, from, to } = periodOf(every, day(on))
      return [key, from, to]
    }
    expect(span('month', '2024-02-10')).toEqual(['2024-02', '2024-02-01', '2024-02-29'])
    expect(span('quarter', '2026-03-31')).toEqual(['2026-Q1', '2026-01-01', '2026-03-31'])
    expect(span('quarter', '2026-10-01')).toEqual(['2026-Q4', '2026-10-01', '2026-12-31'])
    expect(span('half_year', '2026-07-01')).toEqual(['2026-H2', '2026-07-01', '2026-12-31'])
    expect(span('year', '2026-07-01')).toEqual(['2026', '2026-01-01', '2026-12-31'])
  })

  test('bands count by the highest reached; below the lowest there is none', () => {
    const bands = [
      { fromMinor: 100_00, count: 1 },
      { fromMinor: 5_000_00, count: 3 },
      { fromMinor: 1_000_00, count: 2 },
    ]
    const counts = [99_99, 100_00, 999_99, 1_000_00, 5_000_00].map((spent) =>
      countFor(rule({ bands }), spent),
    )
    expect(counts).toEqual([0, 1, 1, 2, 3])
    expect(yearTo(day('2026-06-20'))).toEqual({ from: '2025-06-21', to: '2026-06-20' })
  })
})

describe('C28 the share of a period', () => {
  const of = (leastMinor = 0, unitMinor = 1) => ({
    bps: 100,
    leastMinor: money(leastMinor),
    unitMinor: money(unitMinor),
  })
  const nothing = { leftMinor: money(0), restMinor: money(0) }

  test('80 + 120 + 300 at 1 % is 5.00, and nothing is left', () => {
    expect(rewardOf(money(500_00), nothing, of())).toEqual({ ...nothing, givenMinor: 500, units: 500 })
  })

  test('what gives less than the least is carried over, and so is spend below zero', () => {
    expect(rewardOf(money(499_99), nothing, of(500))).toMatchObject({ leftMinor: 499_99, givenMinor: 0 })
    expect(rewardOf(money(1), { ...nothing, leftMinor: money(499_99) }, of(500))).toMatchObject({
      leftMinor: 0,
      givenMinor: 500,
    })
    expect(rewardOf(money(-30_00), nothing, of())).toMatchObject({ leftMinor: -30_00, givenMinor: 0 })
    expect(rewardOf(money(530_00), { ...nothing, leftMinor: money(-30_00) }, of())).toMatchObject({
      givenMinor: 500,
    })
  })

  test('a voucher of five comes in whole ones; the rest waits for the next', () => {
    expect(rewardOf(money(1_250_00), nothing, of(0, 500))).toEqual({
      leftMinor: 0,
      restMinor: 250,
      givenMinor: 1000,
      units: 2,
    })
    expect(rewardOf(money(250_00), { ...nothing, restMinor: money(250) }, of(0, 500))).toMatchObject({
      givenMinor: 500,
      restMinor: 0,
    })
  })
})
