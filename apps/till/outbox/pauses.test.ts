import { expect, test } from 'vitest'
import { pauseMs } from './pauses.ts'

test('pauses grow from two seconds to five minutes, and chance takes at most half', () => {
  expect([1, 2, 3, 8, 9, 99].map((failures) => pauseMs(failures, 1))).toEqual([
    2_000, 4_000, 8_000, 256_000, 300_000, 300_000,
  ])
  expect(pauseMs(3, 0)).toBe(4_000)
})
