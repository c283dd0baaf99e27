import type { Happening } from '#base/happening'

type Cause = Readonly<{ kind: string; id: string }>

/** T2: later rooms tell the member; `rebuilt` and `merge` are nobody's doing, so nobody needs to be told. */
export const tierMoved = (of: {
  id: string
  memberId: string
  from: string
  to: string
  up: boolean
  why: string
  cause: Cause
}): Happening => ({
  kind: 'standing.moved',
  subjectId: of.memberId,
  body: {
    id: of.id,
    from: of.from,
    to: of.to,
    up: of.up,
    why: of.why,
    causeKind: of.cause.kind,
    causeId: of.cause.id,
  },
})

type Missing = Readonly<{ by: string; least: number; have: number; missing: number }>
type Threatened = { memberId: string; tier: string; keep: readonly Missing[] }

/** T6: a member may lose a tier soon, and what would keep it. */
export const keepWarned = (of: Threatened & { reviewOn: string }): Happening => ({
  kind: 'standing.keep_warned',
  subjectId: of.memberId,
  body: { tier: of.tier, reviewOn: of.reviewOn, keep: of.keep },
})

export const keepMissed = (of: Threatened & { graceTo: string }): Happening => ({
  kind: 'standing.keep_missed',
  subjectId: of.memberId,
  body: { tier: of.tier, graceTo: of.graceTo, keep: of.keep },
})

export const tierGiven = (of: { id: string; memberId: string; kind: string; tier: string }): Happening => ({
  kind: 'standing.tier_given',
  subjectId: of.memberId,
  body: { id: of.id, kind: of.kind, tier: of.tier },
})

export const memberArchived = (of: { memberId: string; lastBoughtOn: string | null }): Happening => ({
  kind: 'standing.archived',
  subjectId: of.memberId,
  body: { lastBoughtOn: of.lastBoughtOn },
})

export const memberRevived = (of: { memberId: string }): Happening => ({
  kind: 'standing.revived',
  subjectId: of.memberId,
  body: {},
})

export const membershipStarted = (of: {
  memberId: string
  from: string
  to: string | null
  way: string
  causeId: string
}): Happening => ({
  kind: 'standing.membership_started',
  subjectId: of.memberId,
  body: { from: of.from, to: of.to, way: of.way, causeId: of.causeId },
})

export const membershipVoided = (of: { memberId: string; causeId: string }): Happening => ({
  kind: 'standing.membership_voided',
  subjectId: of.memberId,
  body: { causeId: of.causeId },
})

/** The note stays in its row: it is people's words about a person. */
export const benefitUsed = (of: {
  id: string
  memberId: string
  benefit: string
  branchId: string
  state: string
}): Happening => ({
  kind: 'standing.benefit_used',
  subjectId: of.memberId,
  body: { id: of.id, benefit: of.benefit, branchId: of.branchId, state: of.state },
})

export const benefitUseChanged = (of: {
  id: string
  useId: string
  memberId: string
  benefit: string
  state: string
}): Happening => ({
  kind: 'standing.benefit_use_changed',
  subjectId: of.memberId,
  body: { id: of.id, useId: of.useId, benefit: of.benefit, state: of.state },
})
