import { onItsOwn, type Job } from '#db/jobs'
import { goOn, TOUR_JOB, type Guide } from './tour.ts'

/** Goes on when asked, whenever an import has ended, at every start and every minute. */
export function demoJobs(guide: Guide): Job[] {
  const job = onItsOwn({ name: TOUR_JOB }, () => goOn(guide))
  return [{ ...job, wokenBy: [...job.wokenBy, 'import.ended'] }]
}
