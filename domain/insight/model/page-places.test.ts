import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placesOfPage } from './page-places.ts'

test('a page is what the whole list in order has there, ties by place, up or down', () =>
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 60 }),
      fc.boolean(),
      fc.nat(70),
      fc.nat(12),
      (values, descending, from, rows) => {
        const key = Int32Array.from(values)
        const found = Int32Array.from(values.keys()).filter((at) => at % 4 !== 1)
        const way = descending ? -1 : 1
        const whole = found.toSorted((a, b) => ((key[a] ?? 0) - (key[b] ?? 0)) * way || a - b)
        const page = placesOfPage(found, { key, descending, from, to: from + rows })
        expect(page).toEqual(whole.slice(from, from + rows))
      },
    ),
    { numRuns: 500 },
  ))

test('the pages of a long list follow one another without a gap or a repeat', () => {
  const key = Float64Array.from({ length: 9000 }, (_, at) => (Math.imul(at, 40_503) >>> 0) % 97)
  const found = Int32Array.from(key.keys())
  const pages = Array.from({ length: 90 }, (_, page) => [
    ...placesOfPage(found, { key, descending: true, from: page * 100, to: (page + 1) * 100 }),
  ])
  const whole = found.toSorted((a, b) => (key[b] ?? 0) - (key[a] ?? 0) || a - b)
  expect(Int32Array.from(pages.flat())).toEqual(whole)
})
