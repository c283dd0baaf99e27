import { onItsOwn, type Job } from '#db/jobs'
import type { World } from '#db/work'
import { REHEARSAL_JOB } from './rehearsals.ts'
import { rehearseNext } from './run.ts'

/** A rehearsal reads long: it opens works of its own. */
export const planningJobs = (world: World): readonly Job[] => [
  onItsOwn({ name: REHEARSAL_JOB }, () => rehearseNext(world)),
]
