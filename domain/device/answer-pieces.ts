import type { Work } from '#db/work'
import { livingMembers } from '#domain/member/index'
import { everyPage } from './feed.ts'
import type { AnswerPiece } from './model/bundle-answer.ts'
import { policyFor } from './policy.ts'
import type { Till } from './till.ts'

/** Up to here a stick brings every member; a larger chain's brings those of the till's own store. */
const EVERYBODY = 20_000

/**
 * What is fresh for a till that reads it from a stick, beside its answer and its store's leases: the policy, the
 * catalogue, and the members. None for a till that was revoked.
 */
export async function answerPieces(work: Work, till: Till): Promise<AnswerPiece[]> {
  const policy = await policyFor(work, till.id)
  if (policy === null) return []
  const isSmall = (await livingMembers(work, null)) < EVERYBODY
  const branchId = isSmall ? null : till.storeId
  const products = await everyPage(work, till, { what: 'products', branchId: null })
  const members = await everyPage(work, till, { what: 'members', branchId })
  return [
    { what: 'policy', sealed: policy },
    ...products.map(({ rows, cursor }) => ({ what: 'products' as const, rows, cursor })),
    ...members.map(({ rows, cursor }) => ({ what: 'members' as const, rows, cursor })),
  ]
}
