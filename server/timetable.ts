import type { FastifyBaseLogger } from 'fastify'
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
  const boss = new PgBoss({ connectionString: url, max: 2, application_name: 'zhiji timetable' })
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
  return { setZone, stop: () => boss.stop({ graceful: true, wait: true, timeout: 10_000 }) }
}
