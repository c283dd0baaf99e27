import fc from 'fast-check'
import { expect, test } from 'vitest'
import { money, plainMoney } from '#base/money'
import { dayOf, genderOf, integerOf, momentOf, moneyOf, thousandthsOf } from './reading.ts'

test.each([
  ['1,234.50', 123450],
  ['¥1,234.5', 123450],
  ['￥１２．３０', 1230],
  ['-£0.5', -50],
  ['$-3', -300],
  ['(12.00)', -1200],
  ['12元', 1200],
  ['.5', 50],
  ['1.500', 150],
  ['0.001', 'too_many_decimals'],
  ['1,23', 'not_a_number'],
  ['1.2.3', 'not_a_number'],
  ['1e5', 'not_a_number'],
  ['abc', 'not_a_number'],
  ['99999999999999999', 'too_large'],
])('money %s is %s', (text, value) => {
  expect(moneyOf(text, 2, false)).toBe(value)
})

test.each([
  ['0.001', 0],
  ['0.005', 1],
  ['-0.005', -1],
  ['2.3449999', 234],
  ['12345678.905', 1234567891],
  ['7.6499999999999995', 765],
  ['-99,999.999', -10000000],
])('money %s, when rounding was asked for, is %s', (text, value) => {
  expect(moneyOf(text, 2, true)).toBe(value)
})

test('any amount of any currency is read back exactly, with separators or without', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.constantFrom(0, 2, 3), (minor, digits) => {
      const plain = plainMoney(money(minor), digits)
      const [whole = '', fraction] = plain.split('.')
      const parted =
        whole.replaceAll(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`)
      expect(moneyOf(plain, digits, false)).toBe(money(minor))
      expect(moneyOf(parted, digits, false)).toBe(money(minor))
    }),
  )
})

test('rounding is never further than half a minor unit away, and the other way round for a negative', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 ** 12 }), (fine) => {
      const text = plainMoney(money(fine), 5)
      const rounded = Number(moneyOf(text, 2, true))
      expect(Math.abs(rounded * 1000 - fine)).toBeLessThanOrEqual(500)
      expect(Number(moneyOf(`-${text}`, 2, true)) + rounded).toBe(0)
    }),
  )
})

test.each([
  ['2026-3-1', 'ymd', '2026-03-01'],
  ['2026/03/01 9:05', 'ymd', '2026-03-01 09:05:00'],
  ['2026-03-01T23:59:59.123', 'ymd', '2026-03-01 23:59:59'],
  ['2026年3月1日', 'ymd', '2026-03-01'],
  ['19970101', 'ymd', '1997-01-01'],
  ['04-Mar-97', 'dmony', '1997-03-04'],
  ['4 March 2026', 'dmony', '2026-03-04'],
  ['04/03/2026', 'dmy', '2026-03-04'],
  ['04/03/26 08:00', 'mdy', '2026-04-03 08:00:00'],
  ['2026-02-30', 'ymd', 'not_a_time'],
  ['2026-01-01 24:00', 'ymd', 'not_a_time'],
  ['2026-01-01 10:60', 'ymd', 'not_a_time'],
  ['13/13/2026', 'dmy', 'not_a_time'],
  ['04/03/2026', 'ymd', 'not_a_time'],
  ['01-Xyz-97', 'dmony', 'not_a_time'],
] as const)('the moment %s as %s is %s', (text, format, moment) => {
  expect(momentOf(text, format)).toBe(moment)
})

test('a day has no time', () => {
  expect(dayOf('1990/2/28', 'ymd')).toBe('1990-02-28')
  expect(dayOf('1990/2/29', 'ymd')).toBe('not_a_day')
  expect(dayOf('1990-02-28 10:00', 'ymd')).toBe('not_a_day')
})

test('quantities have three decimals, whole numbers none', () => {
  expect(thousandthsOf('1.5')).toBe(1500)
  expect(thousandthsOf('-12')).toBe(-12000)
  expect(thousandthsOf('0.0001')).toBe('too_many_decimals')
  expect(integerOf('17850.0')).toBe(17850)
  expect(integerOf('1.5')).toBe('not_whole')
})

test('words for a gender', () => {
  expect(['女', 'F', '先生', 'O', '保密', 'constructor'].map(genderOf)).toEqual([
    'female',
    'female',
    'male',
    'other',
    null,
    'not_a_gender',
  ])
})
