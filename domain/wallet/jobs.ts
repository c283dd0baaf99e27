import { every, whenAsked, type Job } from '#db/jobs'
import { clearExpired } from './expire.ts'
import { endHolds } from './hold.ts'
import { FOLLOW_MERGES, followMerges } from './merge.ts'

/** What nobody asks for: holds whose time is over, lots whose last day has passed, and stragglers of a merge. */
export const walletJobs: Job[] = [
  every({ name: 'wallet.holds', cron: '* * * * *' }, endHolds),
  every({ name: 'wallet.expiry', cron: '10 0 * * *' }, (work) => clearExpired(work)),
  whenAsked({ name: FOLLOW_MERGES }, followMerges),
]
