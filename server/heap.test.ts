import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { clearHeap, HEAP_FLAG } from './heap.ts'

/** Keeps the last of many objects for a while, so that they grow old and die, and says the most the heap became. */
const CHURN = `
const v8 = require('node:v8')
for (const flag of process.argv.slice(1)) v8.setFlagsFromString(flag)
const kept = new Array(300_000)
let most = 0
for (let n = 0; n < 4_000_000; n += 1) {
  kept[n % kept.length] = { n, text: 'x' + n, list: [n] }
  if (n % 50_000 === 0) most = Math.max(most, process.memoryUsage().heapTotal)
}
console.log(most)
`

const mostOf = async (...flags: string[]): Promise<number> =>
  Number((await promisify(execFile)(process.execPath, ['-e', CHURN, '--', ...flags])).stdout)

test('what has died is cleared before the heap has grown far beyond what lives', async () => {
  const [left, kept] = [await mostOf(), await mostOf(HEAP_FLAG)]
  expect(kept).toBeLessThan(0.9 * left)
})

test('what died before everything was there is cleared at once', async () => {
  const made = () => Array.from({ length: 500_000 }, (_, n) => ({ n, text: `x${n}`, list: [n] }))
  const kept = { all: made() }
  const before = process.memoryUsage().heapUsed
  kept.all = []
  await clearHeap()
  expect(process.memoryUsage().heapUsed).toBeLessThan(before - 20_000_000)
})
