import { every, whenAsked, type Job } from '#db/jobs'
import { follow, FOLLOW_BUNDLES } from './bundle.ts'
import { FOLLOW_RETURNS } from './carry-out.ts'
import { followReturns } from './quarantine.ts'
import { returnOverdue } from './spend-reservation.ts'

export const deviceJobs: readonly Job[] = [
  whenAsked({ name: FOLLOW_RETURNS }, followReturns),
  whenAsked({ name: FOLLOW_BUNDLES }, follow),
  // A reservation goes back a day after its end; ten minutes more harm nobody.
  every({ name: 'device.reservations', cron: '*/10 * * * *' }, returnOverdue),
]
