import { onEvents, type Job } from '#db/jobs'
import { project } from './refresh.ts'

/** Events per step: a bundle of a thousand sales is one or two steps. */
const MOST = 2_000

const KINDS = ['sale.recorded', 'sale.voided', 'member.merged', 'member.merge_undone']

export const insightJobs: Job[] = [
  onEvents({ name: 'insight.member_day', kinds: KINDS, most: MOST }, project),
]
