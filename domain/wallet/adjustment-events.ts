import type { Happening } from '#base/happening'

type Correction = Readonly<{ id: string; memberId: string; unit: string; amount: number; reason: string }>
const words = ({ memberId, unit, amount, reason }: Correction) => ({ memberId, unit, amount, reason })

export const adjustmentAsked = (of: Correction): Happening => ({
  kind: 'wallet.adjustment_asked',
  subjectId: of.id,
  body: words(of),
})

export const valueAdjusted = (of: Correction & Readonly<{ alone: boolean }>): Happening => ({
  kind: 'wallet.adjusted',
  subjectId: of.id,
  body: { ...words(of), alone: of.alone },
})

export const adjustmentRejected = (
  of: Readonly<{ id: string; memberId: string; note: string }>,
): Happening => ({
  kind: 'wallet.adjustment_rejected',
  subjectId: of.id,
  body: { memberId: of.memberId, note: of.note },
})
