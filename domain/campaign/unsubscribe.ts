import type { Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { contacts, recordConsent } from '#domain/member/index'
import { chain } from '#domain/org/index'
import type { unsubscribe } from './contract.ts'
import { unsubscribed } from './events.ts'
import * as outbox from './store/outbox.ts'
import { messageOfToken } from './token.ts'

/** To which words consent was withdrawn: the link under every message. */
const TEXT_VERSION = 'unsubscribe-link'

/** G5: withdraws at once and in one step; a link used again changes nothing more. */
export async function unsubscribeBy(work: Work, { token }: Wish<typeof unsubscribe>) {
  const { salt } = await chain(work)
  const id = messageOfToken(salt, token)
  const message = id === null ? undefined : await outbox.message(work.tx, id)
  if (!message) throw new Refusal('token_unknown')

  const channel = message.channel === 'email' ? ('email' as const) : ('sms' as const)
  const [person] = await contacts(work, [message.memberId])
  const standing = channel === 'email' ? person?.emailConsent : person?.smsConsent
  if (standing === true) {
    const { memberId } = message
    const wish = { id: memberId, consentId: work.newId(), channel, granted: false, textVersion: TEXT_VERSION }
    await recordConsent(work, wish)
    work.record(unsubscribed({ memberId, messageId: message.id }))
  }
  return { withdrawn: true as const, channel }
}
