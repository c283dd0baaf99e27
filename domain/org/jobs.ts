import { everyOnItsOwn, type Job } from '#db/jobs'
import { AUDIT_JOB, auditNow, type Alarm } from './alarm.ts'

/** Every hour, and when somebody asks: the whole house is audited on a snapshot of its own. */
export const orgJobs = (alarm: Alarm): Job[] => [
  everyOnItsOwn({ name: AUDIT_JOB, cron: '7 * * * *' }, () => auditNow(alarm)),
]
