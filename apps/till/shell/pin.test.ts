import { expect, test } from 'vitest'
import { instant } from '#base/instant'
import { afterWrong, NO_TRIES, secondsLeft, type Tries } from './pin.ts'

const now = instant('2026-01-02T03:04:05.000Z')

test('two slips cost nothing, then the pause doubles up to five minutes', () => {
  let tries: Tries = NO_TRIES
  const pauses: number[] = []
  for (let nth = 0; nth < 11; nth++) {
    tries = afterWrong(tries, now)
    pauses.push(secondsLeft(tries, now))
  }
  expect(pauses).toEqual([0, 0, 5, 10, 20, 40, 80, 160, 300, 300, 300])
})

test('a pause ends by itself', () => {
  const tries = { wrong: 3, waitUntil: instant('2026-01-02T03:04:10.000Z') }
  expect(secondsLeft(tries, now)).toBe(5)
  expect(secondsLeft(tries, instant('2026-01-02T03:04:10.000Z'))).toBe(0)
})

test('a clock set back by a year keeps nobody out for a year', () => {
  const tries = { wrong: 3, waitUntil: instant('2027-01-02T03:04:10.000Z') }
  expect(secondsLeft(tries, now)).toBe(300)
})
