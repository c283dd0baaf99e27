import type { Happening } from '#base/happening'

export const planSaved = (of: { planId: string; version: number }): Happening => ({
  kind: 'planner.saved',
  subjectId: of.planId,
  body: { version: of.version },
})

/** A plan was started, waits for a second person, was sent back by one, or was ended. */
export const planTurned = (of: { planId: string; state: string }): Happening => ({
  kind: 'planner.turned',
  subjectId: of.planId,
  body: { state: of.state },
})

export const activityMade = (of: {
  planId: string
  activity: string
  wave: string
  kind: string
  targetId: string
}): Happening => ({
  kind: 'planner.activity_made',
  subjectId: of.planId,
  body: { activity: of.activity, wave: of.wave, kind: of.kind, targetId: of.targetId },
})

export const gateDecided = (of: {
  planId: string
  wave: string
  goes: boolean
  met: boolean
}): Happening => ({
  kind: 'planner.gate_decided',
  subjectId: of.planId,
  body: { wave: of.wave, goes: of.goes, met: of.met },
})

export const planSpent = (of: { planId: string; id: string; pot: string; minor: number }): Happening => ({
  kind: 'planner.spent',
  subjectId: of.planId,
  body: { id: of.id, pot: of.pot, minor: of.minor },
})
