import { expect, test } from 'vitest'
import { msBetween } from './bench-insight-backends.ts'

const of = (used: Readonly<Record<string, number>>) => new Map(Object.entries(used))

test('who ends takes no time out of the sum, who begins brings its own, and who works for others is left out', () => {
  const before = of({ a: 100, gone: 5_000, job: 70 })
  const after = of({ a: 103, job: 470, begun: 2 })
  expect(msBetween(before, after)).toBe(4_050)
  expect(msBetween(before, after, new Set(['job']))).toBe(50)
})
