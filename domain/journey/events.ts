import type { Happening } from '#base/happening'

export const journeySaved = (of: { journeyId: string; version: number }): Happening => ({
  kind: 'journey.saved',
  subjectId: of.journeyId,
  body: { version: of.version },
})

/** A journey was started by a version, held, or ended. */
export const journeyChanged = (of: { journeyId: string; state: string; versionId: string }): Happening => ({
  kind: 'journey.changed',
  subjectId: of.journeyId,
  body: { state: of.state, versionId: of.versionId },
})

/** Members entered, in one go. */
export const journeyEntered = (of: { journeyId: string; treated: number; control: number }): Happening => ({
  kind: 'journey.entered',
  subjectId: of.journeyId,
  body: { treated: of.treated, control: of.control },
})

/** The walk of a member ended. */
export const journeyEnded = (of: { id: string; memberId: string; ended: string }): Happening => ({
  kind: 'journey.ended',
  subjectId: of.memberId,
  body: { id: of.id, ended: of.ended },
})
