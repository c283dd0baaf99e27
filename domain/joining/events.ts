import type { Happening } from '#base/happening'

/** Somebody became a member or renewed; the note of a proof stays in its row. */
export const memberJoined = (of: {
  id: string
  memberId: string
  way: string
  branchId: string
  renews: boolean
  from: string
  to: string | null
}): Happening => ({
  kind: 'joining.joined',
  subjectId: of.memberId,
  body: { id: of.id, way: of.way, branchId: of.branchId, renews: of.renews, from: of.from, to: of.to },
})

/** What had made a member came back, and the membership with it. */
export const joiningUndone = (of: { id: string; memberId: string; reason: string }): Happening => ({
  kind: 'joining.undone',
  subjectId: of.memberId,
  body: { id: of.id, reason: of.reason },
})
