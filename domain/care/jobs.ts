import { every, onEvents, whenAsked, type Job } from '#db/jobs'
import { AGENT_JOB, tellAgents } from './agent-letters.ts'
import { followCalls } from './calls.ts'
import { followPurchases, followRises, lookAtRules, RULES_JOB } from './due.ts'
import { spareOpen } from './spare.ts'

/** Early enough for the day’s tasks to stand there when the shop opens, and behind the night’s reviews of tiers. */
export const careJobs: readonly Job[] = [
  every({ name: 'care.nightly', cron: '10 5 * * *' }, lookAtRules),
  whenAsked({ name: RULES_JOB }, lookAtRules),
  onEvents({ name: 'care.purchases', kinds: ['sale.recorded'], most: 1_000 }, followPurchases),
  onEvents({ name: 'care.calls', kinds: ['campaign.call_asked'], most: 1_000 }, followCalls),
  onEvents({ name: 'care.holdout', kinds: ['campaign.holdout_begun'], most: 1_000 }, spareOpen),
  onEvents({ name: 'care.rises', kinds: ['standing.moved'], most: 1_000 }, followRises),
]

/** Agents are told by letter what waits for them; without a mail server the letters wait. */
export const agentJobs = (post: Parameters<typeof tellAgents>[0]): readonly Job[] => [
  whenAsked({ name: AGENT_JOB }, () => tellAgents(post)),
]
