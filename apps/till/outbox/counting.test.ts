import { expect, test } from 'vitest'
import { makeCounting } from './counting.ts'
import { heapOf } from './heaps.ts'

const SALE = { heap: heapOf({ minor: 100, points: 1 }) }

/** A disk whose counts and writes end when the test says so, and what the screen tells by then. */
function disk() {
  const on = { disk: 0, told: 0, counts: 0 }
  const waiting: (() => void)[] = []
  const turn = () => new Promise<void>((done) => waiting.push(done))
  const counting = makeCounting(
    async () => {
      on.counts++
      const counted = on.disk
      await turn()
      return counted
    },
    { tell: (counted) => (on.told = counted), add: ({ events }) => (on.told += events) },
  )
  const write = async () => {
    await turn()
    on.disk++
    return SALE
  }
  /** Ends what waits, oldest first, until nothing does. */
  const settle = async () => {
    for (let done = waiting.shift(); done; done = waiting.shift()) {
      done()
      await new Promise((later) => setImmediate(later))
    }
  }
  return { on, counting, write, settle }
}

test('what is written while the disk is counted stays counted in', async () => {
  const { on, counting, write, settle } = disk()
  const counted = counting.anew()
  const written = counting.written(write)
  await settle()
  await Promise.all([counted, written])
  expect(on).toEqual({ disk: 1, told: 1, counts: 2 })
})

test('what was being written when the disk was counted is counted in once', async () => {
  const { on, counting, write, settle } = disk()
  const written = counting.written(write)
  const counted = counting.anew()
  await settle()
  await Promise.all([counted, written])
  expect(on.told).toBe(1)
})

test('a writing that failed adds nothing, and keeps no count waiting', async () => {
  const { on, counting, settle } = disk()
  const full = () => Promise.reject(new Error('full'))
  await expect(counting.written(full)).rejects.toThrow('full')
  const counted = counting.anew()
  await settle()
  await counted
  expect(on).toEqual({ disk: 0, told: 0, counts: 1 })
})
