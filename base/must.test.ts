import { expect, test } from 'vitest'
import { must, present } from '#base/must'

test('a broken law trips with its number', () => {
  expect(() => must(false, 'W1: a spend is positive')).toThrow('W1: a spend is positive')
  expect(present(0, 'zero is present')).toBe(0)
  expect(() => present(null, 'X1: there is one')).toThrow('X1')
})
