import { every, onItsOwn, type Job } from '#db/jobs'
import { queueDue, SEND_JOB } from './due.ts'
import { sendNext, type ReportPost } from './send.ts'

/** Looks every full hour, and at every start, which letters are due; also where no mail server is. */
export const reportJobs: readonly Job[] = [every({ name: 'report.due', cron: '0 * * * *' }, queueDue)]

/** Sends what is due. The step opens its own works: making a file reads long, and a mail server is spoken to. */
export const reportPostJobs = (post: ReportPost): Job[] => [
  onItsOwn({ name: SEND_JOB }, () => sendNext(post)),
]
