import { expect, test } from 'vitest'
import { nodeSeal as seal } from './node-seal.ts'
import { simulate } from './run.ts'
import { SOMETIMES } from './sometimes.ts'

/** On every push (promises §3.1); a night runs a million. */
const SEEDS = 3_000

test(
  'T10 whatever fails, nothing is lost, nothing counts twice, and it all adds up',
  { timeout: 300_000 },
  async () => {
    const told = await simulate({ seeds: SEEDS, from: 1, seal, most: 5 })
    expect(told.told).toEqual([])
    expect(told.failures).toBe(0)
    const never = SOMETIMES.filter((what) => told.sometimes[what] === 0)
    expect(never).toEqual([])
  },
)

test('the same seeds are the same nights', async () => {
  const [one, two] = [
    await simulate({ seeds: 30, from: 7, seal }),
    await simulate({ seeds: 30, from: 7, seal }),
  ]
  expect(two.hash).toBe(one.hash)
  expect((await simulate({ seeds: 30, from: 8, seal })).hash).not.toBe(one.hash)
})
