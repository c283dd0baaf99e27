import type { Job } from '#db/jobs'

export const rewardJobs: readonly Job[] = []
