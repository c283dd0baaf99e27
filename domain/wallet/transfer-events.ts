import type { Happening } from '#base/happening'

export const valueTransferred = (
  of: Readonly<{
    id: string
    memberId: string
    toMemberId: string
    unit: string
    amount: number
    bonus: number
  }>,
): Happening => {
  const { memberId, toMemberId, unit, amount, bonus } = of
  return { kind: 'wallet.transferred', subjectId: of.id, body: { memberId, toMemberId, unit, amount, bonus } }
}

export const holdEnded = (
  of: Readonly<{ id: string; memberId: string; as: 'released' | 'expired' }>,
): Happening => ({
  kind: `wallet.hold_${of.as}`,
  subjectId: of.id,
  body: { memberId: of.memberId },
})

export const holdPlaced = (
  of: Readonly<{ id: string; memberId: string; unit: string; amount: number; expiresAt: string }>,
): Happening => {
  const { memberId, unit, amount, expiresAt } = of
  return { kind: 'wallet.hold_placed', subjectId: of.id, body: { memberId, unit, amount, expiresAt } }
}

export const couponTransferred = (
  of: Readonly<{ id: string; couponId: string; toCouponId: string; memberId: string; toMemberId: string }>,
): Happening => {
  const { memberId, toMemberId, couponId, toCouponId } = of
  return {
    kind: 'wallet.coupon_transferred',
    subjectId: of.id,
    body: { memberId, toMemberId, couponId, toCouponId },
  }
}
