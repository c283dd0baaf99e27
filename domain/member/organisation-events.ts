import type { Happening } from '#base/happening'

export const organisationKept = (of: { id: string; type: string }): Happening => ({
  kind: 'member.organisation_kept',
  subjectId: of.id,
  body: { type: of.type },
})

export const contactAdded = (of: { id: string; organisationId: string }): Happening => ({
  kind: 'member.contact_added',
  subjectId: of.organisationId,
  body: { id: of.id },
})

export const contactChanged = (of: { id: string; organisationId: string; left: boolean }): Happening => ({
  kind: 'member.contact_changed',
  subjectId: of.organisationId,
  body: { id: of.id, left: of.left },
})

export const contactConsented = (of: {
  contactId: string
  channel: string
  granted: boolean
}): Happening => ({
  kind: 'member.contact_consented',
  subjectId: of.contactId,
  body: { channel: of.channel, granted: of.granted },
})
