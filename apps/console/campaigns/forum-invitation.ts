import type { TFunction } from 'i18next'
import { VARIABLES, type CampaignForm, type Channel } from './words.ts'

const written = (name: keyof typeof VARIABLES): string => `{{ ${VARIABLES[name]} }}`

/** The quarterly invitation to the members' forum (C46), with each member's own link; short where letters cost. */
export function forumInvitation(
  channel: Channel,
  t: TFunction,
): Partial<Pick<CampaignForm, 'subject' | 'body'>> {
  const blanks = { name: written('name'), chain: written('chain'), link: written('club') }
  const plain = { ...blanks, interpolation: { escapeValue: false } }
  if (channel !== 'email') return { body: t('campaigns.message.invitation.short', plain) }
  return {
    subject: t('campaigns.message.invitation.subject', plain),
    body: t('campaigns.message.invitation.body', plain),
  }
}
