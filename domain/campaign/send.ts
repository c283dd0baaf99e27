import { instantOfMs, msOf } from '#base/instant'
import { present } from '#base/must'
import type { Step } from '#db/jobs'
import { house, inWork, type Work } from '#db/work'
import { contacts, type Contact } from '#domain/member/index'
import { chain } from '#domain/org/index'
import { messageHandedOver } from './events.ts'
import { addressFor, afterHandOff, MOST_ATTEMPTS, type HandOff, type Mail } from './model.ts'
import type { Post } from './port.ts'
import * as outbox from './store/outbox.ts'
import { unsubscribeToken } from './token.ts'
import { fill, isFlaw, withFarewell } from './wording.ts'

/** As many as the mail server has connections for, so that nothing waits between its check and its hand-off. */
export const AT_ONCE = 5
/** Longer than any hand-off may take: the mailer's own limits sum to about a minute. */
export const LEASE_MS = 180_000

type Ready = Readonly<{ mail: Mail; claimed: outbox.Claimed }>

/**
 * Hands over the next few e-mails: claimed and checked in one transaction, sent outside of any, marked in another.
 * Whoever dies in between leaves a lease that runs out, and the letter goes again under the same Message-ID (K7).
 */
export async function sendNext({ world, mailer, publicUrl }: Post): Promise<Step> {
  const { ready, taken } = await inWork(world, house, (work) => prepare(work, publicUrl))
  const told = await Promise.all(ready.map(async (one) => ({ one, handOff: await mailer.send(one.mail) })))
  if (told.length > 0) await inWork(world, house, (work) => mark(work, told))
  return taken < AT_ONCE ? 'done' : 'more'
}

/** G1, G3: consent and arm are looked at in the transaction that takes the message, right before it leaves. */
async function prepare(work: Work, publicUrl: string): Promise<{ ready: Ready[]; taken: number }> {
  const leasedUntil = instantOfMs(msOf(work.at) + LEASE_MS)
  const claimed = await outbox.claim(work, { most: AT_ONCE, leasedUntil })
  if (claimed.length === 0) return { ready: [], taken: 0 }
  const people = await contacts(
    work,
    claimed.map((one) => one.memberId),
  )
  const book = new Map(people.map((person) => [person.id, person]))
  const { name, language, salt } = await chain(work)
  const ready: Ready[] = []
  const stopped: outbox.Outcome[] = []
  for (const one of claimed) {
    const found = letterFor(one, book.get(one.memberId), { name, language, salt, publicUrl })
    if ('mail' in found) ready.push(found)
    else stopped.push({ id: one.id, attempts: one.attempts, ...found, nextTryAt: work.at })
  }
  if (stopped.length > 0) await outbox.settle(work, stopped)
  return { ready, taken: claimed.length }
}

type Stopped = Pick<outbox.Outcome, 'state' | 'trouble'>

type Sender = Readonly<{ name: string; language: 'zh-CN' | 'en'; salt: string; publicUrl: string }>

function letterFor(claimed: outbox.Claimed, person: Contact | undefined, from: Sender): Ready | Stopped {
  if (!claimed.treated) return { state: 'withheld', trouble: 'control' }
  const found = addressFor('email', person)
  if (found === 'no_consent') return { state: 'withheld', trouble: found }
  if (found === 'no_address') return { state: 'unreachable', trouble: found }
  // Every attempt so far died before it could say what became of it.
  if (claimed.attempts > MOST_ATTEMPTS) return { state: 'failed', trouble: 'never_answered' }
  const { name, number } = present(person, 'K6: who can be reached is a member')
  const words = fill(claimed, { member: { name, number }, chain: { name: from.name } })
  if (isFlaw(words)) return { state: 'failed', trouble: 'template_broken' }
  const link = new URL(`unsubscribe/${unsubscribeToken(from.salt, claimed.id)}`, from.publicUrl).href
  const text = withFarewell(words.body, from.language, link)
  const mail = { id: claimed.id, to: found.address, subject: words.subject, text, unsubscribeUrl: link }
  return { claimed, mail }
}

async function mark(work: Work, told: readonly { one: Ready; handOff: HandOff }[]): Promise<void> {
  const outcomes = told.map(({ one: { claimed }, handOff }): outbox.Outcome => {
    const after = afterHandOff(handOff, claimed.attempts)
    const pauseMs = after.state === 'queued' ? after.pauseMs : 0
    const trouble = after.state === 'sent' ? null : after.trouble
    const nextTryAt = instantOfMs(msOf(work.at) + pauseMs)
    return { id: claimed.id, attempts: claimed.attempts, state: after.state, trouble, nextTryAt }
  })
  const ours = new Set(await outbox.settle(work, outcomes))
  const sent = told.filter(({ one, handOff }) => handOff.outcome === 'taken' && ours.has(one.claimed.id))
  work.record(...sent.map(({ one: { claimed } }) => messageHandedOver({ ...claimed, channel: 'email' })))
}
