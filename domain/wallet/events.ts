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

export const couponIssued = (of: {
  id: string
  code: string
  memberId: string
  causeId: string
}): Happening => ({
  kind: 'wallet.coupon_issued',
  subjectId: of.id,
  body: { code: of.code, memberId: of.memberId, causeId: of.causeId },
})

export const couponVoided = (of: { id: string; reason: string }): Happening => ({
  kind: 'wallet.coupon_voided',
  subjectId: of.id,
  body: { reason: of.reason },
})

export const toppedUp = (of: {
  id: string
  memberId: string
  branchId: string
  day: string
  packageCode: string | null
  tender: string
  paidMinor: number
  bonusMinor: number
  points: number
}): Happening => ({
  kind: 'wallet.topped_up',
  subjectId: of.id,
  body: {
    memberId: of.memberId,
    branchId: of.branchId,
    day: of.day,
    packageCode: of.packageCode,
    tender: of.tender,
    paidMinor: of.paidMinor,
    bonusMinor: of.bonusMinor,
    points: of.points,
  },
})

export const topUpRefunded = (of: {
  id: string
  topUpId: string
  memberId: string
  branchId: string
  day: string
  cause: string
  rule: string
  refundMinor: number
  interestMinor: number
  pointsTaken: number
}): Happening => ({
  kind: 'wallet.top_up_refunded',
  subjectId: of.id,
  body: {
    topUpId: of.topUpId,
    memberId: of.memberId,
    branchId: of.branchId,
    day: of.day,
    cause: of.cause,
    rule: of.rule,
    refundMinor: of.refundMinor,
    interestMinor: of.interestMinor,
    pointsTaken: of.pointsTaken,
  },
})

/** The nightly end of what a member's lots still held on their last day; how much is in the ledger. */
export const valueExpired = (of: { memberId: string }): Happening => ({
  kind: 'wallet.expired',
  subjectId: of.memberId,
  body: {},
})

/** Value that arrived at a member that has gone went on to whoever stayed, as a part of the merge of this id. */
export const mergeFollowed = (of: { id: string; keepId: string; goneId: string }): Happening => ({
  kind: 'wallet.merge_followed',
  subjectId: of.keepId,
  body: { id: of.id, goneId: of.goneId },
})
