import type { Happening } from '#base/happening'

/** Events carry no personal data: who, which fields, never their content. */
export const memberEnrolled = (of: { id: string; source: string; branchId: string | null }): Happening => ({
  kind: 'member.enrolled',
  subjectId: of.id,
  body: { source: of.source, branchId: of.branchId },
})

export const profileChanged = (of: { id: string; fields: readonly string[] }): Happening => ({
  kind: 'member.profile_changed',
  subjectId: of.id,
  body: { fields: of.fields },
})

/** Nothing had changed: the profile is right as it stands. */
export const profileConfirmed = (of: { id: string }): Happening => ({
  kind: 'member.profile_confirmed',
  subjectId: of.id,
  body: {},
})

export const consentRecorded = (of: {
  memberId: string
  channel: string
  purpose?: string
  granted: boolean
}): Happening => ({
  kind: 'member.consent_recorded',
  subjectId: of.memberId,
  body: { channel: of.channel, purpose: of.purpose ?? 'marketing', granted: of.granted },
})

/** The member wants no sales calls, or takes that back. */
export const salesCallsWished = (of: { memberId: string; refused: boolean }): Happening => ({
  kind: 'member.sales_calls_wished',
  subjectId: of.memberId,
  body: { refused: of.refused },
})

export const memberWithdrawn = (of: { id: string; reason: string }): Happening => ({
  kind: 'member.withdrawn',
  subjectId: of.id,
  body: { reason: of.reason },
})

export const fieldKept = (of: { key: string; kind: string }): Happening => ({
  kind: 'member.field_kept',
  subjectId: null,
  body: of,
})

export const seriesKept = (of: { prefix: string; width: number }): Happening => ({
  kind: 'member.series_kept',
  subjectId: null,
  body: of,
})
