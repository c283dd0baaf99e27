import type { Happening } from '#base/happening'
import type { Channel } from './model.ts'

export const campaignPlanned = (of: { id: string; segmentId: string; channel: Channel }): Happening => ({
  kind: 'campaign.planned',
  subjectId: of.id,
  body: { segmentId: of.segmentId, channel: of.channel },
})

export const campaignLaunched = (of: {
  id: string
  startsOn: string
  endsOn: string
  treated: number
  control: number
  heldOut: number
}): Happening => ({
  kind: 'campaign.launched',
  subjectId: of.id,
  body: {
    startsOn: of.startsOn,
    endsOn: of.endsOn,
    treated: of.treated,
    control: of.control,
    heldOut: of.heldOut,
  },
})

/** K19: a launch above the limit of whoever asked waits for a second person. */
export const launchWaits = (of: { id: string; campaignId: string; costMinor: number }): Happening => ({
  kind: 'campaign.launch_waits',
  subjectId: of.campaignId,
  body: { id: of.id, costMinor: of.costMinor },
})

/** K19: a second person said yes or no to a launch. */
export const launchDecided = (of: { id: string; campaignId: string; approves: boolean }): Happening => ({
  kind: 'campaign.launch_decided',
  subjectId: of.campaignId,
  body: { id: of.id, approves: of.approves },
})

export const launchLimitsKept = (of: {
  marketerMinor: number | null
  ownerMinor: number | null
}): Happening => ({
  kind: 'campaign.launch_limits_kept',
  subjectId: null,
  body: of,
})

/** A message left the house: handed to the mail server, or written into a file for the SMS provider. */
export const messageHandedOver = (of: {
  id: string
  campaignId: string
  memberId: string
  channel: Channel
}): Happening => ({
  kind: 'campaign.message_handed_over',
  subjectId: of.memberId,
  body: { id: of.id, campaignId: of.campaignId, channel: of.channel },
})

/** A service notice was taken by the mail server. */
export const noticeHandedOver = (of: { id: string; memberId: string; moveId: string }): Happening => ({
  kind: 'campaign.notice_handed_over',
  subjectId: of.memberId,
  body: { id: of.id, moveId: of.moveId },
})

/** The member used the link in a message. */
export const unsubscribed = (of: { memberId: string; messageId: string }): Happening => ({
  kind: 'campaign.unsubscribed',
  subjectId: of.memberId,
  body: { messageId: of.messageId },
})

/** A call was asked for: a task for whoever cares for members, who read the words in the campaign. */
export const callAsked = (of: {
  id: string
  campaignId: string
  memberId: string
  purpose: string
}): Happening => ({
  kind: 'campaign.call_asked',
  subjectId: of.memberId,
  body: { id: of.id, campaignId: of.campaignId, purpose: of.purpose },
})

/** The provider said what became of a message. */
export const receiptHeard = (of: {
  messageId: string
  memberId: string | null
  delivered: boolean
}): Happening => ({
  kind: 'campaign.receipt_heard',
  subjectId: of.memberId,
  body: { messageId: of.messageId, delivered: of.delivered },
})

/** A member wrote back; what stands in `stopped` was obeyed in the same work. */
export const replyHeard = (of: { id: string; memberId: string; stopped: readonly string[] }): Happening => ({
  kind: 'campaign.reply_heard',
  subjectId: of.memberId,
  body: { id: of.id, stopped: of.stopped },
})

/** A provider account was set up or changed; never its secret. */
export const carrierKept = (of: {
  id: string
  provider: string
  medium: string
  active: boolean
  renewed: boolean
}): Happening => ({
  kind: 'campaign.carrier_kept',
  subjectId: of.id,
  body: { provider: of.provider, medium: of.medium, active: of.active, secretRenewed: of.renewed },
})

/** Quiet hours or cap changed. */
export const respectKept = (of: {
  quietFrom: number
  quietTo: number
  capMessages: number
  capDays: number
}): Happening => ({
  kind: 'campaign.respect_kept',
  subjectId: null,
  body: of,
})

/** A period of the chain's hold-out began; nought holds nobody. */
export const holdoutBegun = (of: {
  id: string
  shareBps: number
  startsOn: string
  why: 'asked' | 'by_itself' | 'time_over'
}): Happening => ({
  kind: 'campaign.holdout_begun',
  subjectId: of.id,
  body: { shareBps: of.shareBps, startsOn: of.startsOn, why: of.why },
})

/** Everything was halted, or goes on. */
export const sendingHalted = (of: { halted: boolean }): Happening => ({
  kind: 'campaign.sending_halted',
  subjectId: null,
  body: of,
})

/** One campaign was paused, goes on, or was stopped for ever. */
export const sendingChanged = (of: { id: string; state: string }): Happening => ({
  kind: 'campaign.sending_changed',
  subjectId: of.id,
  body: { state: of.state },
})

export const budgetKept = (of: { branchId: string | null; monthlyMinor: number | null }): Happening => ({
  kind: 'campaign.message_budget_kept',
  subjectId: of.branchId,
  body: { monthlyMinor: of.monthlyMinor },
})
