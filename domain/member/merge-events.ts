import type { Happening } from '#base/happening'

/** Whoever keeps figures per member reads these two: from here on the gone one's history is the kept one's. */
export const memberMerged = (of: {
  id: string
  keepId: string
  goneId: string
  reason: string
}): Happening => ({
  kind: 'member.merged',
  subjectId: of.goneId,
  body: { id: of.id, keepId: of.keepId, goneId: of.goneId, reason: of.reason },
})

export const mergeUndone = (of: {
  id: string
  mergeId: string
  keepId: string
  goneId: string
  reason: string
}): Happening => ({
  kind: 'member.merge_undone',
  subjectId: of.goneId,
  body: { id: of.id, mergeId: of.mergeId, keepId: of.keepId, goneId: of.goneId, reason: of.reason },
})
