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
}): Happening => ({
  kind: 'campaign.launched',
  subjectId: of.id,
  body: { startsOn: of.startsOn, endsOn: of.endsOn, treated: of.treated, control: of.control },
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
