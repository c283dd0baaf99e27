import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { every, whenAsked, type Job } from '#db/jobs'
import { world } from '#test/world/world'
import { makeRunner } from './jobs.ts'
import { startTimetable } from './timetable.ts'

const silent = { error: (said: unknown) => expect.fail(JSON.stringify(said)) }

async function timetableOf(jobs: Job[]) {
  const w = await world()
  const runner = makeRunner(w.world, jobs)
  const timetable = await startTimetable({ url: w.url, jobs, runner, zone: 'Asia/Shanghai', log: silent })
  return { w, runner, timetable }
}

test('timed jobs are kept with their time in the chain’s zone, and follow it when it changes', async () => {
  const nightly = every({ name: 'nightly', cron: '30 3 * * *' }, async () => undefined)
  const { w, timetable } = await timetableOf([nightly, whenAsked({ name: 'asked' }, async () => 'done')])
  const kept = async () =>
    (await sql`select name, cron, timezone from pgboss.schedule`.execute(w.database)).rows
  expect(await kept()).toEqual([{ name: 'nightly', cron: '30 3 * * *', timezone: 'Asia/Shanghai' }])
  await timetable?.setZone('Europe/London')
  expect(await kept()).toEqual([{ name: 'nightly', cron: '30 3 * * *', timezone: 'Europe/London' }])
  await timetable?.stop()
})

test('a run that fails is tried again', async () => {
  let runs = 0
  const nightly = every({ name: 'nightly', cron: '30 3 * * *' }, async () => {
    // The runner itself tries a step twice; so the first run of the timetable fails.
    if (++runs < 3) throw new Error('not yet')
  })
  const { w, timetable } = await timetableOf([nightly])
  await sql`insert into pgboss.job (name, retry_limit, policy) values ('nightly', 5, 'stately')`.execute(
    w.database,
  )
  await expect.poll(() => runs, { timeout: 20_000 }).toBe(3)
  await timetable?.stop()
})

test('a run that cannot be closed, because the database has ended, ends neither program nor stop', async () => {
  const said: unknown[] = []
  let begun = false
  let end = () => undefined as void
  const held = new Promise<void>((resolve) => (end = resolve))
  const nightly = every({ name: 'nightly', cron: '30 3 * * *' }, () => {
    begun = true
    return held
  })
  const w = await world()
  const runner = makeRunner(w.world, [nightly])
  const log = { error: (...words: unknown[]) => void said.push(words) }
  const timetable = await startTimetable({ url: w.url, jobs: [nightly], runner, zone: 'UTC', log })
  await sql`insert into pgboss.job (name, policy) values ('nightly', 'stately')`.execute(w.database)
  await expect.poll(() => begun, { timeout: 20_000 }).toBe(true)
  await sql`alter schema pgboss rename to gone`.execute(w.database)
  end()
  const words = [{ err: expect.any(Error) }, 'a run of the timetable could not be closed']
  await expect.poll(() => said, { timeout: 20_000 }).toContainEqual(words)
  await timetable?.stop()
})

test('without timed jobs nothing is made in the database', async () => {
  const { w, timetable } = await timetableOf([])
  expect(timetable).toBe(null)
  const { rows } = await sql`select from pg_namespace where nspname = 'pgboss'`.execute(w.database)
  expect(rows).toEqual([])
})
