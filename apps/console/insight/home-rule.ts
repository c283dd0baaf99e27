import type { Rule } from '#domain/insight/contract/rule'
import { useMe } from '../me.ts'
import type { Place } from './place.ts'

/**
 * The members who joined at the branches that are looked at, as a condition; null where that is everybody. Whoever is
 * bound to branches looks at their own ones, chosen or not.
 */
export function useHomeRule({ branchId, region }: Place): Rule | null {
  const { branches, branchIds } = useMe()
  if (branchId === undefined && region === undefined && branchIds === null) return null
  const values = branches
    .filter((one) => (branchId ? one.id === branchId : region === undefined || one.region === region))
    .map((one) => one.id)
  return { is: 'profile', field: 'branchId', op: 'is', values }
}
