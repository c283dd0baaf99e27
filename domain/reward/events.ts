import type { Happening } from '#base/happening'

type Asked = Readonly<{
  id: string
  memberId: string
  gift: string
  count: number
  points: number
  channel: string
  sentBy: string
}>

/** Whoever sends gifts and whoever writes to members reads this. */
export const giftRedeemed = (of: Asked): Happening => ({
  kind: 'reward.gift_redeemed',
  subjectId: of.memberId,
  body: {
    id: of.id,
    gift: of.gift,
    count: of.count,
    points: of.points,
    channel: of.channel,
    sentBy: of.sentBy,
  },
})

export const giftChanged = (of: {
  id: string
  redemptionId: string
  memberId: string
  state: string
}): Happening => ({
  kind: 'reward.gift_changed',
  subjectId: of.memberId,
  body: { id: of.id, redemptionId: of.redemptionId, state: of.state },
})

export const eventPointsGiven = (of: {
  id: string
  memberId: string
  event: string
  points: number
}): Happening => ({
  kind: 'reward.event_points_given',
  subjectId: of.memberId,
  body: { id: of.id, event: of.event, points: of.points },
})

export const packCodesMade = (of: { id: string; count: number }): Happening => ({
  kind: 'reward.pack_codes_made',
  subjectId: of.id,
  body: { count: of.count },
})

export const packCodesVoided = (of: { id: string; reason: string }): Happening => ({
  kind: 'reward.pack_codes_voided',
  subjectId: of.id,
  body: { reason: of.reason },
})

export const packCodeUsed = (of: { id: string; memberId: string; points: number }): Happening => ({
  kind: 'reward.pack_code_used',
  subjectId: of.memberId,
  body: { id: of.id, points: of.points },
})

export const paperBranchSaid = (of: { branchId: string; paper: boolean }): Happening => ({
  kind: 'reward.paper_branch_said',
  subjectId: of.branchId,
  body: { paper: of.paper },
})

/** R6: the member may want to know that points have ended, and how many. */
export const pointsCleared = (of: {
  id: string
  memberId: string
  points: number
  forfeited: number
  on: string
}): Happening => ({
  kind: 'reward.points_cleared',
  subjectId: of.memberId,
  body: { id: of.id, points: of.points, forfeited: of.forfeited, on: of.on },
})

/** The note stays in its row: it is people's words about a person. */
export const claimCollected = (of: {
  id: string
  memberId: string
  claimCode: string
  instance: string
  branchId: string
}): Happening => ({
  kind: 'reward.claim_collected',
  subjectId: of.memberId,
  body: {
    id: of.id,
    claimCode: of.claimCode,
    occasion: of.instance.split(' ')[0] ?? '',
    branchId: of.branchId,
  },
})

/** C28: the share of a period's spend was given; whoever writes to members reads this. */
export const periodRewarded = (of: {
  id: string
  memberId: string
  periodId: string
  couponCode: string
  givenMinor: number
}): Happening => ({
  kind: 'reward.period_rewarded',
  subjectId: of.memberId,
  body: { id: of.id, periodId: of.periodId, couponCode: of.couponCode, givenMinor: of.givenMinor },
})

export const periodClosed = (of: { id: string; from: string; to: string }): Happening => ({
  kind: 'reward.period_closed',
  subjectId: of.id,
  body: { from: of.from, to: of.to },
})
