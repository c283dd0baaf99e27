import { every, onEvents, whenAsked, type Job } from '#db/jobs'
import { clear } from './clearing.ts'
import { CLOSING, closePeriods, followPrograms } from './period.ts'

/** The audit of points runs behind the expiry of lots, so that what died by itself is not told as cleared. */
export const rewardJobs: readonly Job[] = [
  every({ name: 'reward.clearing', cron: '30 0 * * *' }, (work) => clear(work)),
  onEvents({ name: 'reward.programs', kinds: ['program.published'], most: 100 }, followPrograms),
  // Late enough for the tills of the last evening to have sent what they sold.
  every({ name: 'reward.periods', cron: '40 4 * * *' }, closePeriods),
  whenAsked({ name: CLOSING }, closePeriods),
]
