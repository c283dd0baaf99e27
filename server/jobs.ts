import type { FastifyBaseLogger } from 'fastify'
import { must } from '#base/must'
import type { Job, Step } from '#db/jobs'
import { house, inWork, type World } from '#db/work'

/** Everything that was not woken is looked at once a minute, so that a lost wake-up costs a minute at most. */
const LOOK_MS = 60_000
/** An event behind a longer transaction becomes readable when that one ends. */
const BEHIND_MS = 250

export type Runner = Readonly<{
  /** Tells that events of these kinds were committed. */
  wake(kinds: readonly string[]): void
  /** Starts every job once and looks again each minute. */
  start(): void
  /** Runs one job until it has no more to do; throws what it throws. */
  run(name: string): Promise<void>
  /** Runs every job that is not timed until all are quiet: for tests and for the command line. */
  settle(): Promise<void>
  /** Lets running steps end and starts no new one. */
  stop(): Promise<void>
}>

type Lane = { job: Job; running: Promise<void> | null; again: boolean }
type Runs = { world: World; log: Pick<FastifyBaseLogger, 'error' | 'info'> | null; stopping: boolean }

/** Runs the rooms' jobs in this process: each one at a time, every step in a work of its own. */
export function makeRunner(world: World, jobs: readonly Job[], log: Runs['log'] = null): Runner {
  const runs: Runs = { world, log, stopping: false }
  const lanes = new Map(jobs.map((job): [string, Lane] => [job.name, { job, running: null, again: false }]))
  must(lanes.size === jobs.length, 'J1: every job has a name of its own')
  let timer: NodeJS.Timeout | null = null
  const poke = (of: Iterable<Lane>) => [...of].forEach((lane) => start(runs, lane))
  const untimed = () => [...lanes.values()].filter(({ job }) => job.cron === null)

  return {
    wake: (kinds) =>
      poke([...lanes.values()].filter(({ job }) => job.wokenBy.some((kind) => kinds.includes(kind)))),
    start: () => {
      poke(lanes.values())
      timer = setInterval(() => poke(untimed()), LOOK_MS)
      timer.unref()
    },
    run: async (name) => {
      const lane = lanes.get(name)
      must(lane !== undefined, `J2: the job ${name} exists`)
      await lane.running
      await exhaust(runs, lane.job)
    },
    settle: () =>
      settle(
        runs,
        untimed().map(({ job }) => job),
      ),
    stop: async () => {
      runs.stopping = true
      if (timer) clearInterval(timer)
      await Promise.all([...lanes.values()].map(({ running }) => running))
    },
  }
}

function start(runs: Runs, lane: Lane): void {
  if (runs.stopping) return
  lane.again = true
  lane.running ??= keepGoing(runs, lane).finally(() => {
    lane.running = null
    // A wake-up between the last look and here must not be lost.
    if (lane.again) start(runs, lane)
  })
}

async function keepGoing(runs: Runs, lane: Lane): Promise<void> {
  while (lane.again && !runs.stopping) {
    lane.again = false
    try {
      await exhaust(runs, lane.job)
      if (await inWork(runs.world, house, lane.job.behind)) later(runs, lane)
    } catch (trouble) {
      // Tried again at the next minute; what is committed stays, what is not was rolled back.
      runs.log?.error({ job: lane.job.name, err: trouble }, 'job failed')
      lane.again = false
    }
  }
  if (runs.stopping) lane.again = false
}

function later(runs: Runs, lane: Lane): void {
  setTimeout(() => start(runs, lane), BEHIND_MS).unref()
}

/** Steps until there is no more; a batch that fails is taken one by one, so that only its poisoned event is stuck. */
async function exhaust(runs: Runs, job: Job): Promise<void> {
  for (let next: Step = 'more'; next === 'more' && !runs.stopping;) {
    if (job.alone) {
      next = await job.alone()
      continue
    }
    next = await inWork(runs.world, house, (work) => job.step(work)).catch((trouble: unknown) => {
      runs.log?.error({ job: job.name, err: trouble }, 'step failed, trying one by one')
      return inWork(runs.world, house, (work) => job.step(work, 1))
    })
  }
}

/** Rounds over all jobs until nothing waits in any; a job may wake another. */
async function settle(runs: Runs, jobs: readonly Job[]): Promise<void> {
  for (let busy = true; busy;) {
    busy = false
    for (const job of jobs) {
      await exhaust(runs, job)
      busy ||= await inWork(runs.world, house, job.behind)
    }
    // Another database's transaction in the same cluster can hold the horizon back for a moment.
    if (busy) await new Promise((go) => setTimeout(go, 5))
  }
}
