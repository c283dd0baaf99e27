import { onItsOwn, type Job } from '#db/jobs'
import type { World } from '#db/work'
import { workOn, type Desk } from './run.ts'
import { IMPORT_JOB } from './start.ts'

/**
 * Works on files: after a command, at every start and every minute. Parts are read and chunks committed in
 * works of its own.
 */
export function importJobs(world: World): Job[] {
  const desk: Desk = { reader: null }
  return [onItsOwn({ name: IMPORT_JOB }, () => workOn(world, desk))]
}
