import { spawnSync } from 'node:child_process'
import { Client, type Pool } from 'pg'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { must, present } from '#base/must'
import { pool } from '#db/connect'
import { runningEngine } from '#db/engine/index'
import { home, startProgram } from './program.ts'
import { lostOf } from './oracle.ts'
import { begin, expectWhole, killDatabase, now, round, SEED, settle, TEST_MS, type Run } from './shop.ts'

/** A loss that chance may hide in one round is not hidden in ten. */
const CONTROL_KILLS = 10
/** As many as the control needs to see a loss, with room. */
const DEFAULT_KILLS = 3

/** Less than the minute after which a line that is merely open ends by itself, more than any stop and start need. */
const LINES_MS = 45_000

beforeAll(() => {
  console.log(`crash seed ${SEED}`)
  const built = spawnSync(process.execPath, ['tools/ensure-built.mjs'], { stdio: 'inherit' })
  must(built.status === 0, 'test: the program is built')
})

async function urlOf(data: string): Promise<string> {
  const engine = await runningEngine({ dataFolder: data, say: () => undefined })
  return present(engine, 'test: the database runs').url
}

/** Says something to the chain's database as its superuser, past the program. */
async function say(data: string, ...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: await urlOf(data) })
  await client.connect()
  try {
    // One by one: PostgreSQL takes `alter system` only outside a transaction, which several at once would be.
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

/** What is committed without waiting stays in memory as long as PostgreSQL allows, where a kill finds it. */
const LAZY = [`alter system set wal_writer_delay = '10s'`, `alter system set wal_writer_flush_after = '1GB'`]

/** As an operator in search of speed might set it. */
const OFF_BY_DEFAULT = [
  'alter system set synchronous_commit = off',
  'alter database zhiji set synchronous_commit = off',
  'alter role postgres set synchronous_commit = off',
]

/** Every session gives durability away after it has begun, whatever its program asked for: mutant 36. */
const OFF_IN_EVERY_SESSION = [
  `create function public.forget() returns event_trigger language plpgsql as
     $$ begin perform set_config('synchronous_commit', 'off', false); end $$`,
  'create event trigger forget on login execute function public.forget()',
]

/** All sessions of the program are made anew, under what was said. */
async function restart(run: Run): Promise<void> {
  expect(await run.program.stop()).toBe(0)
  run.program = await startProgram(run.data)
}

test(
  'a database that does not wait for its disk loses sales, and the look at the books sees it',
  { timeout: TEST_MS },
  async () => {
    const run = await begin()
    await say(run.data, ...LAZY, ...OFF_IN_EVERY_SESSION)
    await restart(run)
    let lost = 0
    let kills = 0
    while (lost === 0 && kills < CONTROL_KILLS) {
      await round(run, killDatabase)
      kills += 1
      lost = (await lostOf(now(run), run.journal)).length
    }
    console.log(`control: ${lost} acknowledged sales of ${run.journal.length} lost after ${kills} kills`)
    expect(lost).toBeGreaterThan(0)
  },
)

test(
  'a database whose default is not to wait for its disk loses nothing all the same',
  { timeout: TEST_MS },
  async () => {
    const run = await begin()
    await say(run.data, ...LAZY, ...OFF_BY_DEFAULT)
    await restart(run)
    for (let kill = 0; kill < DEFAULT_KILLS; kill += 1) {
      await round(run, killDatabase)
      await settle(run, { dead: true })
    }
    await expectWhole(run)
  },
)

test(
  'a program whose database is gone tells the tills to wait, says why, and ends',
  { timeout: TEST_MS },
  async () => {
    const run = await begin()
    const { program } = run
    await round(run, killDatabase)
    expect(program.said()).toContain('Start again: it recovers.')
    expect(program.said()).not.toContain('Unhandled')
    expect([...new Set(run.strange.map(({ status }) => status))]).toEqual([503])
    expect(Math.max(...run.backMs)).toBeLessThan(LINES_MS * run.slower)
    await settle(run, { dead: true })
  },
)

test(
  'a stop while the tills sell loses nothing, and does not wait for lines that are merely open',
  { timeout: TEST_MS },
  async () => {
    const run = await begin()
    await round(run, async ({ program }) => expect(await program.stop()).toBe(0))
    expect(Math.max(...run.backMs)).toBeLessThan(LINES_MS * run.slower)
    await settle(run, { dead: true })
    await expectWhole(run)
  },
)

test(
  'the sessions of the program wait for the disk, whatever the database has as its default',
  { timeout: TEST_MS },
  async () => {
    const { data, remove } = await home()
    onTestFinished(remove)
    const program = await startProgram(data)
    const shown = async () => {
      const sessions = pool(await urlOf(data), 1)
      try {
        return await settings(sessions)
      } finally {
        await sessions.end()
      }
    }
    const durable = { synchronous_commit: 'on', fsync: 'on', full_page_writes: 'on' }
    expect(await shown()).toEqual(durable)
    await say(data, ...OFF_BY_DEFAULT, 'select pg_reload_conf()')
    expect(await shown()).toEqual(durable)
    expect(await program.stop()).toBe(0)
  },
)

async function settings(sessions: Pool): Promise<Record<string, unknown>> {
  const names = ['synchronous_commit', 'fsync', 'full_page_writes']
  const { rows } = await sessions.query<Record<string, unknown>>(
    `select ${names.map((name) => `current_setting('${name}') as ${name}`).join(', ')}`,
  )
  return present(rows[0], 'test: settings have values')
}
