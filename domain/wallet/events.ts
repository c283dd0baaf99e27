import type { Happening } from '#base/happening'

export const openingRecorded = (of: {
  id: string
  memberId: string
  unit: string
  amount: number
}): Happening => ({
  kind: 'wallet.opening_recorded',
  subjectId: of.id,
  body: { memberId: of.memberId, unit: of.unit, amount: of.amount },
})

export const openingVoided = (of: { id: string; reason: string }): Happening => ({
  kind: 'wallet.opening_voided',
  subjectId: of.id,
  body: { reason: of.reason },
})
