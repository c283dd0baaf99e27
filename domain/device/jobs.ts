import type { Job } from '#db/jobs'
import { logJobs } from './log-routes.ts'

export const deviceJobs: readonly Job[] = logJobs
