import { expect, test } from 'vitest'
import { memoryThere, sharedBuffersMb } from './memory.ts'

const GB = 2 ** 30

test.each([
  [GB / 2, 128],
  [GB, 256],
  [2 * GB, 512],
  [4 * GB, 1024],
  [8 * GB, 2048],
  [24 * GB, 6144],
  [256 * GB, 8192],
])('with %i bytes of memory PostgreSQL keeps %i MB at hand', (bytes, mb) => {
  expect(sharedBuffersMb(bytes)).toBe(mb)
})

test('there is some memory, and no more than a machine can have', () => {
  expect(memoryThere()).toBeGreaterThan(0)
  expect(memoryThere()).toBeLessThan(2 ** 50)
})
