import { expect, test } from 'vitest'
import { escaped } from './inks.ts'
import { reach } from './interval-dot.tsx'
import { stepOf } from './heat-map.tsx'

test('an empty cell is the lightest, a full one the darkest, and one person can be seen', () => {
  expect(stepOf(0, 500)).toBe(0)
  expect(stepOf(1, 500)).toBe(1)
  expect(stepOf(500, 500)).toBe(5)
})

test('more people are never painted lighter', () => {
  const steps = Array.from({ length: 501 }, (_, people) => stepOf(people, 500))
  expect(steps).toEqual(steps.toSorted((a, b) => a - b))
})

test('the axis of intervals always shows zero, and every interval whole', () => {
  const [from, to] = reach([
    { low: 3, high: 9 },
    { low: 5, high: 12 },
  ])
  expect(from).toBeLessThan(0)
  expect(to).toBeGreaterThan(12)
  expect(reach([{ low: -9, high: -3 }])[1]).toBeGreaterThan(0)
})

test('a member named like a tag stays a name in a tooltip', () => {
  expect(escaped('<b>"R&D"</b>')).toBe('&#60;b&#62;&#34;R&#38;D&#34;&#60;/b&#62;')
})
