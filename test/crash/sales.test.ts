import { spawnSync } from 'node:child_process'
import { beforeAll, expect, test } from 'vitest'
import { must, present } from '#base/must'
import {
  begin,
  expectWhole,
  killDatabase,
  killProgram,
  round,
  SEED,
  settle,
  TEST_MS,
  type Run,
} from './shop.ts'

/** A night may ask for more. */
const PROGRAM_KILLS = Number(process.env['CRASH_KILLS'] ?? 30)
const DATABASE_KILLS = Math.ceil(PROGRAM_KILLS / 3)

/**
 * How long a shop may stand still, from the kill to the first sale answered. Held against the quickest round: whatever
 * else the machine does only ever makes it longer.
 */
const PROGRAM_BACK_MS = 5_000
const DATABASE_BACK_MS = 10_000

beforeAll(() => {
  console.log(`crash seed ${SEED}`)
  const built = spawnSync(process.execPath, ['tools/ensure-built.mjs'], { stdio: 'inherit' })
  must(built.status === 0, 'test: the program is built')
})

const middle = (numbers: readonly number[]): number =>
  present(numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)], 'test: there are numbers')

function tell(what: string, { journal, open, backMs, strange }: Run): void {
  const refused = journal.filter(({ answer }) => answer?.outcome === 'refused').length
  const [usual, worst] = [middle(backMs), Math.max(...backMs)].map(Math.round)
  console.log(
    `${what}: ${backMs.length} kills; ${journal.length} sales sent, ${refused} refused; ${open.open} open at a kill, ` +
      `${open.applied} of them applied; ${strange.length} told to wait; back after ${usual} ms, at worst ${worst} ms`,
  )
}

test(
  'what a till was told survives every kill of the program, and nothing counts twice',
  { timeout: TEST_MS },
  async () => {
    const run = await begin()
    for (let kill = 0; kill < PROGRAM_KILLS; kill += 1) {
      await round(run, killProgram)
      // The database goes on: the commit of a sale may still be on its way when its program is gone.
      await settle(run, { dead: false })
    }
    tell('program killed', run)
    await expectWhole(run)
    expect(run.strange).toEqual([])
    expect(run.open.applied).toBeGreaterThan(0)
    expect(Math.min(...run.backMs)).toBeLessThan(PROGRAM_BACK_MS * run.slower)
    expect(await run.program.stop()).toBe(0)
  },
)

test('it survives every kill of the database, too', { timeout: TEST_MS }, async () => {
  const run = await begin()
  for (let kill = 0; kill < DATABASE_KILLS; kill += 1) {
    await round(run, killDatabase)
    await settle(run, { dead: true })
  }
  tell('database killed', run)
  await expectWhole(run)
  expect(run.open.applied).toBeGreaterThan(0)
  expect(Math.min(...run.backMs)).toBeLessThan(DATABASE_BACK_MS * run.slower)
  expect(await run.program.stop()).toBe(0)
})
