import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { ask, every, onEvents, whenAsked, type Job } from '#db/jobs'
import { house, inWork, type World } from '#db/work'
import { world } from '#test/world/world'
import { makeRunner } from './jobs.ts'

const happening = (n: number) => ({ kind: 'probe.happened', subjectId: null, body: { n } })

test('a reader sees every event once and in order, even of works that end in another order', async () => {
  const seen: unknown[] = []
  const reader = onEvents({ name: 'probe', kinds: ['probe.happened'], most: 2 }, async (_, events) => {
    seen.push(...events.map(({ body }) => body['n']))
  })
  const w = await world({ jobs: [reader] })
  let letGo = () => {}
  const held = new Promise<void>((go) => (letGo = go))
  let begun = () => {}
  const slowHasBegun = new Promise<void>((go) => (begun = go))
  const slow = w.work(async (work) => {
    // Its place in the log is taken before the others', and committed after them.
    await sql`create table held (n integer)`.execute(work.tx)
    work.record(happening(0))
    begun()
    await held
  })
  await slowHasBegun
  for (const n of [1, 2, 3]) await w.work(async (work) => work.record(happening(n)))
  const settled = w.settle()
  letGo()
  await slow
  await settled
  await w.settle()
  expect([...seen].sort()).toEqual([0, 1, 2, 3])
  expect(seen.filter((n) => n !== 0)).toEqual([1, 2, 3])
})

test('an event that cannot be handled stops its reader there, after everything before it', async () => {
  const seen: unknown[] = []
  let broken = true
  const reader = onEvents({ name: 'probe', kinds: ['probe.happened'], most: 10 }, async (_, events) => {
    if (broken && events.some(({ body }) => body['n'] === 3)) throw new Error('poison')
    seen.push(...events.map(({ body }) => body['n']))
  })
  const w = await world({ jobs: [reader] })
  await w.work(async (work) => work.record(...[1, 2, 3, 4].map(happening)))
  await expect(w.settle()).rejects.toThrow('poison')
  expect(seen).toEqual([1, 2])
  broken = false
  await w.settle()
  expect(seen).toEqual([1, 2, 3, 4])
})

/** A runner that is woken by commits, as in the real program. */
function awake(real: World, jobs: Job[]) {
  const runner = makeRunner(real, jobs)
  const woken: World = { ...real, committed: runner.wake }
  return { runner, woken }
}

test('a job that was asked for runs step by step until it is done, and goes on after a stop', async () => {
  const w = await world()
  let left = 5
  let calls = 0
  let reached = () => {}
  const half = new Promise<void>((go) => (reached = go))
  const job = whenAsked({ name: 'probe' }, async () => {
    calls++
    left--
    if (left === 2) reached()
    return left > 0 ? 'more' : 'done'
  })
  const first = awake(w.world, [job])
  await inWork(first.woken, house, async (work) => ask(work, 'probe'))
  await half
  await first.runner.stop()
  expect(left).toBeLessThan(5)

  const second = awake(w.world, [job])
  second.runner.start()
  await expect.poll(() => left).toBe(0)
  await second.runner.stop()
  expect(calls).toBe(5)
})

test('one job never runs twice at the same time, and a wish made while it runs is not lost', async () => {
  const w = await world()
  let running = 0
  let most = 0
  let runs = 0
  let letGo = () => {}
  const held = new Promise<void>((go) => (letGo = go))
  const job = whenAsked({ name: 'probe' }, async () => {
    most = Math.max(most, ++running)
    await held
    running--
    runs++
  })
  const { runner, woken } = awake(w.world, [job])
  for (let n = 0; n < 4; n++) await inWork(woken, house, async (work) => ask(work, 'probe'))
  await expect.poll(() => running).toBe(1)
  letGo()
  await expect.poll(() => runs).toBe(2)
  await runner.stop()
  expect([most, runs]).toEqual([1, 2])
})

test('a timed job runs at every start, because the shop’s computer may have been off', async () => {
  const w = await world()
  let runs = 0
  const { runner } = awake(w.world, [every({ name: 'nightly', cron: '0 3 * * *' }, async () => void runs++)])
  runner.start()
  await expect.poll(() => runs).toBe(1)
  await runner.stop()
})
