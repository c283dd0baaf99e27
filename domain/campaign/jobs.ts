import { every, onEvents, whenAsked, type Job, type Step } from '#db/jobs'
import { turnHoldout } from './holdout.ts'
import { noteRises } from './notices.ts'
import { SEND_JOB, type Post } from './port.ts'
import { keepLines, sendNext } from './send.ts'
import { tellNext } from './tell.ts'

/** Writes down whom a move up is to be told; also where no mail server is, so that it is known that nobody was told. */
export const noticeJobs: readonly Job[] = [
  onEvents({ name: 'campaign.tier_rises', kinds: ['standing.moved'], most: 2_000 }, noteRises),
  every({ name: 'campaign.holdout', cron: '5 0 * * *' }, turnHoldout),
]

/**
 * Sends what is due: after a launch or a move, at every start and every minute. The step's own work stays empty on
 * purpose: claiming and marking are works of their own, so that no lock is held while a provider is spoken to.
 */
export const campaignJobs = (post: Post): Job[] => [whenAsked({ name: SEND_JOB }, () => handOver(post))]

/** Notices first, and never beside letters: both together would wait for the same few connections. */
async function handOver(post: Post): Promise<Step> {
  await keepLines(post)
  const { mailer, world } = post
  if (mailer !== null && (await tellNext({ world, mailer })) > 0) return 'more'
  return sendNext(post)
}
