import { whenAsked, type Job } from '#db/jobs'
import { CONTENT_JOB, type Press } from './port.ts'
import { sendNext } from './send.ts'

/**
 * Sends what is due: after an act, at every start and every minute. The step's own work stays empty on purpose: no lock
 * is held while the platform is spoken to.
 */
export const contentJobs = (press: Press): Job[] => [whenAsked({ name: CONTENT_JOB }, () => sendNext(press))]
