import type { Work } from '#db/work'
import { latestPolicy } from './store/policies.ts'

/** The version of the last policy that was signed for a till; 0 before the first. */
export const policyVersionOf = async (work: Work, deviceId: string): Promise<number> =>
  (await latestPolicy(work.tx, deviceId))?.version ?? 0
