import type { Happening } from '#base/happening'

export const broadcastSaved = (of: {
  broadcastId: string
  dueAt: string
  segmentId: string | null
}): Happening => ({
  kind: 'content.broadcast_saved',
  subjectId: of.broadcastId,
  body: { dueAt: of.dueAt, segmentId: of.segmentId },
})

export const broadcastTurned = (of: { broadcastId: string; act: string }): Happening => ({
  kind: 'content.broadcast_turned',
  subjectId: of.broadcastId,
  body: { act: of.act },
})

/** It has gone to whom it could go, or to nobody. */
export const broadcastFinished = (of: { broadcastId: string; state: string; sent: number }): Happening => ({
  kind: 'content.broadcast_finished',
  subjectId: of.broadcastId,
  body: { state: of.state, sent: of.sent },
})

/** Its moment has come, and it is written down whom it is for. */
export const broadcastHasBegun = (of: { broadcastId: string }): Happening => ({
  kind: 'content.broadcast_begun',
  subjectId: of.broadcastId,
  body: {},
})
