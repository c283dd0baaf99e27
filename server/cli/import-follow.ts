import { setTimeout as pause } from 'node:timers/promises'
import { must } from '#base/must'
import type { Job, Step } from '#db/jobs'
import { house, inWork, type World } from '#db/work'
import type { ImportFile } from '#domain/import/contract'
import { IMPORT_JOB, progress, show } from '#domain/import/index'
import { importJobs } from '#domain/import/jobs'
import { insightJobs } from '#domain/insight/jobs'

export type Seen = Awaited<ReturnType<typeof show>>

/** How often the file is looked at while it is worked on. */
const LOOK_MS = 250

type Following = Readonly<{ show: (file: ImportFile) => void; stopping: AbortSignal }>

/**
 * Works on the file until nothing is left to do. A running program may work on it too, chunk by chunk, because both
 * take the file's lock; whoever is late with a chunk finds it committed and goes on behind it.
 */
export async function follow(
  world: World,
  id: string,
  { show: showFile, stopping }: Following,
): Promise<Seen | 'interrupted'> {
  const job = importJobs(world).find(({ name }) => name === IMPORT_JOB)
  must(job?.alone !== undefined, 'J2: imports have their job')
  const step = job.alone
  const look = async (): Promise<ImportFile> => {
    const file = await inWork(world, house, (work) => progress(work, { id }))
    showFile(file)
    return file
  }
  let file = await look()
  let lookedAt = Date.now()
  while (isBusy(file)) {
    if (stopping.aborted) return 'interrupted'
    const next: Step = await step()
    if (next === 'more' && Date.now() - lookedAt < LOOK_MS) continue
    file = await look()
    // Nothing to take and not done: somebody else holds the file at this moment.
    if (next === 'done' && isBusy(file)) await pause(LOOK_MS)
    lookedAt = Date.now()
  }
  return inWork(world, house, (work) => show(work, { id }))
}

const isBusy = ({ state }: ImportFile): boolean => ['checking', 'running', 'undoing'].includes(state)

/** How long to wait for other transactions of the same server to end, before their reader is left to the program. */
const PROJECT_MS = 30_000

/** Reads what happened into insight's columns, so that the next question about it needs no program to have run. */
export async function project(world: World): Promise<void> {
  const end = Date.now() + PROJECT_MS
  for (const job of insightJobs) {
    while (await waits(world, job)) {
      if (Date.now() > end) return
      await pause(LOOK_MS / 10)
    }
  }
}

async function waits(world: World, job: Job): Promise<boolean> {
  while ((await inWork(world, house, (work) => job.step(work))) === 'more');
  return inWork(world, house, (work) => job.behind(work))
}
