import type { Happening } from '#base/happening'

export const formKept = (of: { code: string; version: number }): Happening => ({
  kind: 'member.form_kept',
  subjectId: null,
  body: of,
})

export const formsIssued = (of: { id: string; code: string; quantity: number }): Happening => ({
  kind: 'member.forms_issued',
  subjectId: of.id,
  body: { code: of.code, quantity: of.quantity },
})

/** Which form and where it hung; never what was written on it. */
export const formSubmitted = (of: { id: string; code: string; tag: string; state: string }): Happening => ({
  kind: 'member.form_submitted',
  subjectId: of.id,
  body: { code: of.code, tag: of.tag, state: of.state },
})

export const submissionDecided = (of: {
  id: string
  submissionId: string
  verdict: string
  memberId: string | null
}): Happening => ({
  kind: 'member.submission_decided',
  subjectId: of.submissionId,
  body: { id: of.id, verdict: of.verdict, memberId: of.memberId },
})

export const formPlacesKept = (of: { code: string; tags: readonly string[] }): Happening => ({
  kind: 'member.form_places_kept',
  subjectId: null,
  body: { code: of.code, tags: of.tags },
})
