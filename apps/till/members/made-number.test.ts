import { expect, test } from 'vitest'
import { isMadeWell, madeNumber } from './made-number.ts'

test('a made number names its till, counts, and has a check digit', () => {
  expect(madeNumber('a01', 42)).toMatch(/^A01-000042-\d$/)
  expect(madeNumber('A01', 42)).not.toBe(madeNumber('A02', 42))
})

test('any one wrong digit is noticed', () => {
  const number = madeNumber('A01', 123_456)
  expect(isMadeWell(number)).toBe(true)
  for (let at = 0; at < number.length; at++) {
    if (!/\d/.test(number[at] ?? '')) continue
    for (const digit of '0123456789') {
      const other = number.slice(0, at) + digit + number.slice(at + 1)
      expect([other, isMadeWell(other)]).toEqual([other, other === number])
    }
  }
})

test('neighbours that changed places are noticed', () => {
  expect(isMadeWell(madeNumber('A01', 12).replace('000012', '000021'))).toBe(false)
})

test('other numbers are not judged', () => {
  expect(isMadeWell('AH000000001')).toBeNull()
})
