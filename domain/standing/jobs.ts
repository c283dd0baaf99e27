import { every, onEvents, type Job } from '#db/jobs'
import { follow, MEMBER_KINDS } from './follow.ts'
import { archive, reviewTiers } from './review.ts'

/** Who joins and goes into whom is read as it happens; tiers are reviewed and members archived at night. */
export const standingJobs: readonly Job[] = [
  onEvents({ name: 'standing.members', kinds: MEMBER_KINDS, most: 2_000 }, follow),
  every({ name: 'standing.review', cron: '20 0 * * *' }, reviewTiers),
  every({ name: 'standing.archive', cron: '25 0 * * *' }, archive),
]
