import { getHeapSpaceStatistics } from 'node:v8'
import { expect, test } from 'vitest'
import { world } from '#test/world/world'
import { pool } from './connect.ts'

const MB = 2 ** 20
const TIMES = 1_500

const oldBytes = (): number =>
  getHeapSpaceStatistics().find((space) => space.space_name === 'old_space')?.space_used_size ?? 0

/** Bytes that grew old while somebody asked again and again; what is cleared away in between is not taken off. */
async function agedWhile(ask: () => Promise<unknown>): Promise<number> {
  let [aged, before] = [0, oldBytes()]
  for (let n = 0; n < TIMES; n += 1) {
    await ask()
    const now = oldBytes()
    aged += Math.max(0, now - before)
    before = now
  }
  return aged
}

test.each([
  ['an ordinary statement', ''],
  ['a hot one', '/* prepared */ '],
])('answers of %s die young', async (_name, mark) => {
  const w = await world({ bare: true })
  const made = pool(w.url, 1)
  const own = await made.connect()
  try {
    const ask = () =>
      own.query(`${mark}select n, repeat('x', 100) || n as text from generate_series(1, 200) n`)
    await agedWhile(ask)
    // All answers together are some 100 MB; with the driver's own promise a third of them grew old.
    expect(await agedWhile(ask)).toBeLessThan(10 * MB)
  } finally {
    own.release()
    await made.end()
    await w.close()
  }
})
