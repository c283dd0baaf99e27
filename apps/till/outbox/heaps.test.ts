import { expect, test } from 'vitest'
import { isBalanced, NOTHING_YET } from './heaps.ts'

const heap = (events: number, minor: number, points: number) => ({ events, minor, points })

test('what was made is somewhere, in count and in both amounts', () => {
  const sound = {
    ...NOTHING_YET,
    created: heap(4, 1000, 7),
    applied: heap(2, 700, 7),
    quarantined: heap(1, 400, 2),
    pending: heap(1, -100, -2),
  }
  expect(isBalanced(sound)).toBe(true)
  for (const lost of [heap(0, -100, -2), heap(1, 0, -2), heap(1, -100, 0)])
    expect(isBalanced({ ...sound, pending: lost })).toBe(false)
})
