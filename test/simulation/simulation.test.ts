import { expect, test } from 'vitest'
import { nodeSeal as seal } from './node-seal.ts'
import { NO_NIGHTS, simulate, withNight } from './run.ts'
import { SOMETIMES } from './sometimes.ts'

/** On every push (promises §3.1), and enough to meet every trouble there is; a night runs a million. */
const ENOUGH = 3_000
const SEEDS = Number(process.env['T10_SEEDS'] ?? ENOUGH)
const FROM = Number(process.env['T10_FROM'] ?? 1)

test(
  'T10 whatever fails, nothing is lost, nothing counts twice, and it all adds up',
  { timeout: Math.max(600_000, SEEDS * 200) },
  async () => {
    const told = await simulate({ seeds: SEEDS, from: FROM, seal, most: 5 })
    expect(told.told).toEqual([])
    expect(told.failures).toBe(0)
    const never = SOMETIMES.filter((what) => told.sometimes[what] === 0)
    expect(SEEDS < ENOUGH ? [] : never).toEqual([])
  },
)

test('the same seeds are the same nights', async () => {
  const [one, two] = [
    await simulate({ seeds: 30, from: 7, seal }),
    await simulate({ seeds: 30, from: 7, seal }),
  ]
  expect(two.hash).toBe(one.hash)
  expect((await simulate({ seeds: 30, from: 8, seal })).hash).not.toBe(one.hash)
  // Workers run them in parts, and whichever is done first is told first.
  const parts = [await simulate({ seeds: 19, from: 18, seal }), await simulate({ seeds: 11, from: 7, seal })]
  expect(parts.reduce((sum, part) => withNight(sum, part.hash), NO_NIGHTS)).toBe(one.hash)
})
