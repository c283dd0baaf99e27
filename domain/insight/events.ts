import type { Happening } from '#base/happening'

export const segmentSaved = (of: { id: string; asOf: string; members: number }): Happening => ({
  kind: 'insight.segment_saved',
  subjectId: of.id,
  body: { asOf: of.asOf, members: of.members },
})
