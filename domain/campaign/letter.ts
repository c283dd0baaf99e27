import { present } from '#base/must'
import { ownPath } from '#domain/booking/index'
import { clubPath } from '#domain/club/index'
import { blanksFor } from '#domain/survey/index'
import type { Gate } from './gate.ts'
import type { FilledTemplate, Mail } from './model.ts'
import type { CarrierTemplate } from './contract/carrier.ts'
import { unsubscribeToken } from './token.ts'
import { fill, isFlaw, withFarewell, type Blanks } from './wording.ts'

type To = Readonly<{ id: string; memberId: string; address: string; publicUrl: string }>

/** The message as it is handed over, its blanks filled; null when they cannot be. */
export function letterFor({ lane, chain, people, carrier, survey }: Gate, to: To): Mail | null {
  const { name, number } = present(people.get(to.memberId), 'K6: who can be reached is a member')
  const token = unsubscribeToken(chain.salt, to.id)
  const links = {
    unsubscribe: new URL(`unsubscribe/${token}`, to.publicUrl).href,
    preferences: new URL(`preferences/${token}`, to.publicUrl).href,
    club: new URL(clubPath(chain.salt, to.memberId), to.publicUrl).href,
    own: new URL(ownPath(chain.salt, to.memberId), to.publicUrl).href,
  }
  const asks = survey === null ? {} : { survey: blanksFor(survey, to) }
  const blanks = { member: { name, number }, chain: { name: chain.name }, link: links, ...asks }
  const words = fill(lane, blanks)
  if (isFlaw(words)) return null
  const template = lane.template === null ? undefined : filledTemplate(lane.template, blanks)
  if (template === null) return null
  const isMail = lane.channel === 'email'
  const signed = signedBy(carrier?.settings, words.body)
  // An approved template ends as it was approved; a call is no text, and a follower leaves by the account itself.
  const ends = isMail || (lane.channel === 'sms' && template === undefined)
  return {
    id: to.id,
    to: to.address,
    subject: words.subject,
    text: ends ? withFarewell(signed, chain.language, isMail ? links : null) : signed,
    ...(isMail ? { unsubscribeUrl: links.unsubscribe } : {}),
    ...(template === undefined ? {} : { template }),
  }
}

/** A template's blanks in the provider's order; null when one of them cannot be filled. */
export function filledTemplate(template: CarrierTemplate, blanks: Blanks): FilledTemplate | null {
  const values: { name: string; value: string }[] = []
  for (const { name, value } of template.values) {
    const found = fill({ subject: '', body: value }, blanks)
    if (isFlaw(found)) return null
    values.push({ name, value: found.body })
  }
  return { code: template.code, values }
}

/** 【签名】 stands in front where the carrier does not put it there itself. */
function signedBy(
  settings: Readonly<{ provider: string; signName?: string }> | undefined,
  body: string,
): string {
  const sign = settings?.provider === 'smpp' ? (settings.signName ?? '') : ''
  return sign === '' || body.startsWith('【') ? body : `【${sign}】${body}`
}
