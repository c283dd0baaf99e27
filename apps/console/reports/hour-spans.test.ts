import { expect, test } from 'vitest'
import { hourSpans } from './hour-spans.ts'

test('hours that follow each other are one span, also over midnight of a business day', () => {
  expect(hourSpans([11, 12, 13, 18])).toEqual([
    [11, 14],
    [18, 19],
  ])
  expect(hourSpans([23, 0])).toEqual([
    [23, 24],
    [0, 1],
  ])
  expect(hourSpans([])).toEqual([])
})
