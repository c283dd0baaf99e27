import type { Happening } from '#db/events'

export const segmentSaved = (of: { id: string; asOf: string; members: number }): Happening => ({
  kind: 'insight.segment_saved',
  subjectId: of.id,
  body: { asOf: of.asOf, members: of.members },
})
