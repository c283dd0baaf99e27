import type { Happening } from '#base/happening'

/** From here on what is bought with this member's card is the owner's. */
export const householdJoined = (of: { id: string; memberId: string; ownerId: string }): Happening => ({
  kind: 'member.household_joined',
  subjectId: of.memberId,
  body: { id: of.id, ownerId: of.ownerId },
})

export const householdLeft = (of: { id: string; memberId: string; ownerId: string }): Happening => ({
  kind: 'member.household_left',
  subjectId: of.memberId,
  body: { id: of.id, ownerId: of.ownerId },
})

export const quotaKept = (of: {
  memberId: string
  ownerId: string
  monthMostMinor: number | null
}): Happening => ({
  kind: 'member.household_quota_kept',
  subjectId: of.memberId,
  body: { ownerId: of.ownerId, monthMostMinor: of.monthMostMinor },
})
