import { describe, expect, test } from 'vitest'
import { addDays, dayOfNumber, type BusinessDay } from '#base/instant'
import { festivalDay, LAST_LUNAR_YEAR } from './festivals.ts'

/** Sine of degrees. */
const sin = (degrees: number) => Math.sin((degrees * Math.PI) / 180)

/** Terms at a new moon: days, times of the sun's, the moon's and the node's angle, power of E. */
const TERMS = [
  [-0.4072, 0, 1, 0, 0],
  [0.17241, 1, 0, 0, 1],
  [0.01608, 0, 2, 0, 0],
  [0.01039, 0, 0, 2, 0],
  [0.00739, -1, 1, 0, 1],
  [-0.00514, 1, 1, 0, 1],
  [0.00208, 2, 0, 0, 2],
  [-0.00111, 0, 1, -2, 0],
  [-0.00057, 0, 1, 2, 0],
  [0.00056, 1, 2, 0, 1],
  [-0.00042, 0, 3, 0, 0],
  [0.00042, 1, 0, 2, 1],
  [0.00038, 1, 0, -2, 1],
  [-0.00024, -1, 2, 0, 1],
] as const
/** Seconds that the earth's turning lags behind even time, about the middle of the table. */
const DELTA_S = 75

/** The Beijing day of the k-th new moon since 2000 (Meeus, Astronomical Algorithms, chapter 49; good to a minute). */
function newMoonDay(k: number): BusinessDay {
  const t = k / 1236.85
  const even = 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t
  const e = 1 - 0.002516 * t - 0.0000074 * t * t
  const sun = 2.5534 + 29.1053567 * k - 0.0000014 * t * t
  const moon = 201.5643 + 385.81693528 * k + 0.0107582 * t * t
  const node = 160.7108 + 390.67050284 * k - 0.0016118 * t * t
  const omega = 124.7746 - 1.56375588 * k + 0.0020672 * t * t
  const waves = TERMS.reduce(
    (all, [days, s, m, f, power]) => {
      return all + days * e ** power * sin(s * sun + m * moon + f * node)
    },
    -0.00017 * sin(omega) + 0.000325 * sin(299.77 + 0.107408 * k - 0.009173 * t * t),
  )
  return dayOfNumber(Math.floor(even + waves - DELTA_S / 86_400 - 2440587.5 + 8 / 24))
}

const newMoons = new Set(Array.from({ length: 420 }, (_, at) => newMoonDay(240 + at)))
const years = Array.from({ length: LAST_LUNAR_YEAR - 2019 }, (_, at) => 2020 + at)

describe('C33 days of festivals', () => {
  test('Mid-Autumn 2024 was 17 September and Spring Festival 2025 was 29 January', () => {
    expect(festivalDay('mid_autumn', 2024)).toBe('2024-09-17')
    expect(festivalDay('spring_festival', 2025)).toBe('2025-01-29')
    expect(festivalDay('national_day', 2031)).toBe('2031-10-01')
    expect(festivalDay('women_day', 1999)).toBe('1999-03-08')
  })

  test.each(years)('the lunar days of %s lie on and fourteen days behind a new moon over Beijing', (year) => {
    const spring = festivalDay('spring_festival', year)
    const autumn = festivalDay('mid_autumn', year)
    expect(newMoons).toContain(spring)
    expect(newMoons).toContain(addDays(autumn as BusinessDay, -14))
    // The new moon next to the beginning of spring, and a full moon about the autumn equinox.
    expect([`${year}-01-21` <= String(spring), String(spring) <= `${year}-02-20`]).toEqual([true, true])
    expect([`${year}-09-07` <= String(autumn), String(autumn) <= `${year}-10-08`]).toEqual([true, true])
  })

  test('a year outside the table has solar festivals only', () => {
    expect(festivalDay('spring_festival', 2051)).toBeNull()
    expect(festivalDay('mid_autumn', 2019)).toBeNull()
    expect(festivalDay('new_year', 2051)).toBe('2051-01-01')
  })
})
