import type { Happening } from '#base/happening'

export const creditLineSet = (
  of: Readonly<{ id: string; memberId: string; mostMinor: number; reason: string }>,
): Happening => ({
  kind: 'wallet.credit_line_set',
  subjectId: of.id,
  body: { memberId: of.memberId, mostMinor: of.mostMinor, reason: of.reason },
})

export const accountPaid = (
  of: Readonly<{ id: string; memberId: string; amountMinor: number; tender: string }>,
): Happening => ({
  kind: 'wallet.account_paid',
  subjectId: of.id,
  body: { memberId: of.memberId, amountMinor: of.amountMinor, tender: of.tender },
})
