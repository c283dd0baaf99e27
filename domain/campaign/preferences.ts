import type { Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import {
  membersById,
  reachables,
  sayConsents,
  survivorsOf,
  wishSalesCalls,
  type Reachable,
} from '#domain/member/index'
import { MEDIA, PURPOSES, standingFor, type Medium } from '#domain/member/model/consent'
import { chain } from '#domain/org/index'
import type * as contract from './contract/preferences.ts'
import * as outbox from './store/outbox.ts'
import { memberOfToken, messageOfToken, preferenceToken } from './token.ts'

/** To which words consent was given or withdrawn: those of the preference page. */
const TEXT_VERSION = 'preferences-1'

/** What stands; a way without an address is shown only if something was said of it. */
export async function showPreferences(work: Work, { token }: Wish<typeof contract.showPreferences>) {
  return shown(work, await personOf(work, token))
}

/** G5: in one step and at once; only what changes is written, so that pressing again changes nothing. */
export async function keepPreferences(work: Work, wish: Wish<typeof contract.keepPreferences>) {
  const person = await personOf(work, wish.token)
  const changed = wish.choices.filter((one) => one.granted !== standsAfter(person, one, wish.choices))
  const said = changed.map((one) => ({ id: work.newId(), ...one }))
  await sayConsents(work, { memberId: person.id, textVersion: TEXT_VERSION, source: 'member' }, said)
  const { noSalesCalls } = wish
  if (noSalesCalls !== undefined && noSalesCalls !== person.noSalesCalls)
    await wishSalesCalls(work, { id: person.id, wishId: work.newId(), refused: noSalesCalls })
  return shown(work, await personOf(work, wish.token))
}

type Choice = Wish<typeof contract.keepPreferences>['choices'][number]

/**
 * What would stand for a choice if nothing were written for it: its own last word, or that of the offers it follows,
 * which may change in this very step. What was never agreed to and is not wished stays unsaid.
 */
function standsAfter({ consents }: Reachable, of: Choice, choices: readonly Choice[]): boolean {
  const isSaid = consents.some((one) => one.channel === of.channel && one.purpose === of.purpose)
  const offers = choices.find((one) => one.channel === of.channel && one.purpose === 'marketing')
  if (!isSaid && of.purpose !== 'marketing' && offers !== undefined) return offers.granted
  return standingFor(consents, of)?.granted ?? false
}

export async function linkOf(work: Work, { memberId }: Wish<typeof contract.preferenceLink>) {
  if ((await membersById(work, [memberId])).length === 0) throw new Refusal('member_unknown')
  const { salt } = await chain(work)
  return { path: `preferences/${preferenceToken(salt, memberId)}` }
}

/** A member's own link, or the link under a message; of somebody who has gone into another, who stayed. */
async function personOf(work: Work, token: string): Promise<Reachable> {
  const { salt } = await chain(work)
  const messageId = messageOfToken(salt, token)
  const message = messageId === null ? undefined : await outbox.message(work.tx, messageId)
  const memberId = message?.memberId ?? memberOfToken(salt, token)
  if (memberId === null) throw new Refusal('token_unknown')
  const id = (await survivorsOf(work, [memberId])).get(memberId) ?? memberId
  const [person] = await reachables(work, [id])
  if (!person || person.withdrawnAt !== null) throw new Refusal('token_unknown')
  return person
}

async function shown(work: Work, person: Reachable) {
  const { name } = await chain(work)
  const choices = MEDIA.filter((channel) => concerns(person, channel)).flatMap((channel) =>
    PURPOSES.map((purpose) => {
      const granted = standingFor(person.consents, { channel, purpose })?.granted ?? false
      return { channel, purpose, granted }
    }),
  )
  return { chainName: name, choices, noSalesCalls: person.noSalesCalls }
}

function concerns(person: Reachable, channel: Medium): boolean {
  const has: Readonly<Record<Medium, string | null>> = {
    email: person.email,
    sms: person.mobile,
    wechat: null,
    post: person.address,
    call: person.mobile ?? person.phone,
  }
  return has[channel] !== null || person.consents.some((one) => one.channel === channel)
}
