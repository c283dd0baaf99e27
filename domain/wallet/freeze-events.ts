import type { Happening } from '#base/happening'

/** The reason stays in its row: it is people's words about a person. */
export const valueFrozen = (of: Readonly<{ id: string; memberId: string }>): Happening => ({
  kind: 'wallet.frozen',
  subjectId: of.memberId,
  body: { id: of.id },
})

export const freezeLifted = (
  of: Readonly<{ id: string; memberId: string; freezeId: string }>,
): Happening => ({
  kind: 'wallet.freeze_lifted',
  subjectId: of.memberId,
  body: { id: of.id, freezeId: of.freezeId },
})
