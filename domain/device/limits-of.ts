import type { Work } from '#db/work'
import type { OfflineLimits } from './model/policy.ts'
import { activeAt } from './store/devices.ts'
import { latestLimits } from './store/limits.ts'
import type { Till } from './till.ts'

/** What a till may burn by itself now, with how many share it; null where the owner did not opt in. */
export async function limitsOf(
  work: Work,
  { storeId }: Pick<Till, 'storeId'>,
): Promise<OfflineLimits | null> {
  const limits = (await latestLimits(work.tx, [storeId])).get(storeId)?.limits ?? null
  if (limits === null) return null
  const tills = (await activeAt(work.tx, [storeId])).get(storeId) ?? 0
  return { ...limits, tills: Math.max(1, tills) }
}
