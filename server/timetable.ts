import type { FastifyBaseLogger } from 'fastify'
import pg from 'pg'
import PgBoss from 'pg-boss'
import type { Job } from '#db/jobs'
import type { Runner } from './jobs.ts'

/** A step that hangs is given up and tried again after this long. */
const EXPIRE_SECONDS = 900
const RETRIES = 5

export type Timetable = Readonly<{ setZone(zone: string): Promise<void>; stop(): Promise<void> }>
type Wish = Readonly<{
  url: string
  jobs: readonly Job[]
  runner: Runner
  zone: string
  log: Pick<FastifyBaseLogger, 'error'>
}>

/** Timed jobs by pg-boss: one run at a time over all processes, tried again after a failure or a kill. */
export async function startTimetable({ url, jobs, runner, zone, log }: Wish): Promise<Timetable | null> {
  const timed = jobs.flatMap((job) => (job.cron === null ? [] : [{ name: job.name, cron: job.cron }]))
  if (timed.length === 0) return null
  const pool = new pg.Pool({ connectionString: url, max: 2, application_name: 'zhiji timetable' })
  pool.on('error', (trouble) => log.error({ err: trouble }, 'timetable trouble'))
  const lines: Lines = { pool, log, asked: new Set() }
  const boss = new PgBoss({
    db: { executeSql: (text, values) => heard(lines, execute(lines, text, values)) },
  })
  boss.on('error', (trouble) => log.error({ err: trouble }, 'timetable trouble'))
  await boss.start()
  for (const { name } of timed) {
    await boss.createQueue(name, {
      name,
      policy: 'stately',
      retryLimit: RETRIES,
      retryBackoff: true,
      expireInSeconds: EXPIRE_SECONDS,
    })
    await boss.work(name, () => runner.run(name))
  }
  const setZone = async (tz: string) => {
    for (const { name, cron } of timed) await boss.schedule(name, cron, {}, { tz })
  }
  await setZone(zone)
  return { setZone, stop: () => stopInOrder(boss, lines) }
}

type Answer = { rows: unknown[] }
type Lines = Readonly<{
  pool: pg.Pool
  log: Wish['log']
  /** What is asked and not answered yet. */
  asked: Set<Promise<Answer>>
}>

function heard({ asked }: Lines, answer: Promise<Answer>): Promise<Answer> {
  asked.add(answer)
  const done = () => void asked.delete(answer)
  answer.then(done, done)
  return answer
}

/**
 * The library does not wait for the statement that closes a run: were it to fail, because the database has just ended,
 * nobody would hear it and the whole program would end with it. So it is said here. Such a run expires and is tried
 * again.
 */
async function execute({ pool, log }: Lines, text: string, values?: unknown[]): Promise<Answer> {
  try {
    return await pool.query(text, values)
  } catch (trouble) {
    const closes = values?.length === 3 && text.includes('completed_on')
    if (!closes) throw trouble
    log.error({ err: trouble }, 'a run of the timetable could not be closed')
    return { rows: [{ count: '0' }] }
  }
}

/**
 * What a timetable cannot give back must not keep the program from letting go of everything else. A pool that is ended
 * forgets whoever waits for a connection, and the library looks every second for ever whether they have been answered:
 * so it is ended when everybody has been.
 */
async function stopInOrder(boss: PgBoss, { pool, log, asked }: Lines): Promise<void> {
  try {
    await boss.stop({ graceful: true, wait: true, timeout: 10_000 })
  } catch (trouble) {
    log.error({ err: trouble }, 'the timetable did not stop in order')
  }
  while (asked.size > 0) await Promise.allSettled(asked)
  await pool.end()
}
