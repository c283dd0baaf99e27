import { every, onEvents, whenAsked, type Job, type Step } from '#db/jobs'
import type { Work } from '#db/work'
import { BOOKINGS_JOB, followGivenUp, lookAtGivenUp } from './abandoned.ts'
import { followEnrolments, followMoves, followSales, lookAtDays } from './enter.ts'
import { walk, WALK_JOB } from './walk.ts'

/** Days are looked at first, so that whoever enters today sets out today. */
async function lookAndWalk(work: Work): Promise<Step> {
  return (await lookAtDays(work)) === 'more' ? 'more' : walk(work)
}

export const journeyJobs: readonly Job[] = [
  // In the morning, when the day's tasks stand there and the night's reviews of tiers are done.
  every({ name: 'journey.daily', cron: '20 5 * * *' }, lookAndWalk),
  onEvents({ name: 'journey.sales', kinds: ['sale.recorded'], most: 1_000 }, followSales),
  onEvents({ name: 'journey.moves', kinds: ['standing.moved'], most: 1_000 }, followMoves),
  onEvents({ name: 'journey.enrolments', kinds: ['member.enrolled'], most: 1_000 }, followEnrolments),
  onEvents({ name: 'journey.given_up', kinds: ['booking.given_up'], most: 1_000 }, followGivenUp),
  // Every minute: those whose minutes are over.
  whenAsked({ name: BOOKINGS_JOB }, lookAtGivenUp),
  // Behind those that let members in.
  whenAsked({ name: WALK_JOB }, lookAndWalk),
]
