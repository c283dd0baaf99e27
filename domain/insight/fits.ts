import { present } from '#base/must'
import type { Work } from '#db/work'
import { sightOf } from './build.ts'
import { eventJobs } from './jobs.ts'
import { wholeRule } from './model/rule.ts'
import { foundAmong, personsOf } from './store/audience.ts'
import { segment } from './store/segments.ts'

/**
 * Of these members, those whom the rule of a saved segment finds today. What was saved then stays as it was (G2); this
 * asks the same question anew, after reading everything that has been told.
 */
export async function fitsSegment(
  work: Work,
  segmentId: string,
  memberIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (memberIds.length === 0) return new Set()
  // Whoever has just joined or bought is judged by it.
  for (const job of eventJobs) while ((await job.step(work)) === 'more');
  const { rule, conditions, windowMonths } = present(
    await segment(work.tx, segmentId),
    'G2: a saved segment stays',
  )
  const whole = wholeRule({ rule, conditions, windowMonths })
  const sight = await sightOf(work, whole, { through: { ...rule, windowMonths } })
  const only = await personsOf(work.tx, memberIds)
  return new Set(await foundAmong(work.tx, { rule: whole, sight: { ...sight, only } }, memberIds))
}
