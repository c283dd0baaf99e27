import { whenAsked, type Job } from '#db/jobs'
import { SEND_JOB, type Post } from './port.ts'
import { sendNext } from './send.ts'

/**
 * Sends what is due: after a launch, at every start and every minute. The step's own work stays empty on purpose:
 * claiming and marking are works of their own, so that no lock is held while a mail server is spoken to.
 */
export const campaignJobs = (post: Post): Job[] => [whenAsked({ name: SEND_JOB }, () => sendNext(post))]
