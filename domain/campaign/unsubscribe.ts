import type { Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import { reachables, sayConsents } from '#domain/member/index'
import { silencing } from '#domain/member/model/consent'
import { chain } from '#domain/org/index'
import type { unsubscribe } from './contract.ts'
import { unsubscribed } from './events.ts'
import { mediumOf } from './model.ts'
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

  const { memberId } = message
  const channel = mediumOf(message.channel)
  const [person] = await reachables(work, [memberId])
  const consents = person?.consents ?? []
  if (consents.some((one) => one.channel === channel && one.granted)) {
    const said = silencing(consents, [channel]).map((key) => ({ id: work.newId(), ...key, granted: false }))
    await sayConsents(work, { memberId, textVersion: TEXT_VERSION, source: 'member' }, said)
    work.record(unsubscribed({ memberId, messageId: message.id }))
  }
  return { withdrawn: true as const, channel }
}
