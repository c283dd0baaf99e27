import { onEvents, whenAsked, type Job } from '#db/jobs'
import { endOverdue, followWithdrawals, HOLDS_JOB } from './holds.ts'

export const bookingJobs: readonly Job[] = [
  // Every minute: what nobody confirmed in time is free again.
  whenAsked({ name: HOLDS_JOB }, endOverdue),
  onEvents({ name: 'booking.withdrawals', kinds: ['member.withdrawn'], most: 200 }, followWithdrawals),
]
