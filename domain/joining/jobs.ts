import type { Job } from '#db/jobs'

export const joiningJobs: readonly Job[] = []
