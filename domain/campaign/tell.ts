import { instantOfMs, msOf } from '#base/instant'
import { present } from '#base/must'
import { house, inWork, type Work } from '#db/work'
import { membersById, survivorsOf } from '#domain/member/index'
import { chain } from '#domain/org/index'
import { programs, type ProgramDocument } from '#domain/program/index'
import { risesOf } from '#domain/standing/index'
import { noticeHandedOver } from './events.ts'
import { afterHandOff, judgeNotice, type HandOff, type Mail, type Mailer } from './model.ts'
import { greeting, tierUpWords, type House } from './notice-words.ts'
import type { Post } from './port.ts'
import { AT_ONCE, LEASE_MS } from './send.ts'
import * as store from './store/notices.ts'
import type { Words } from './wording.ts'

type Ready = Readonly<{ claimed: store.ClaimedNotice; words: Words; mail: Mail }>

/**
 * Hands over the next few notices, in the three parts of `sendNext`, and answers how many were taken up: a sender that
 * died leaves a lease, and the letter goes again under the same Message-ID (K7).
 */
export async function tellNext({ world, mailer }: Pick<Post, 'world'> & { mailer: Mailer }): Promise<number> {
  const { ready, taken } = await inWork(world, house, prepare)
  const told = await Promise.all(ready.map(async (one) => ({ one, handOff: await mailer.send(one.mail) })))
  if (told.length > 0) await inWork(world, house, (work) => mark(work, told))
  return taken
}

/** K12: whether there is still something to tell, and somebody to tell it, is looked at right before it leaves. */
async function prepare(work: Work): Promise<{ ready: Ready[]; taken: number }> {
  const leasedUntil = instantOfMs(msOf(work.at) + LEASE_MS)
  const claimed = await store.claimNotices(work, { most: AT_ONCE, leasedUntil })
  if (claimed.length === 0) return { ready: [], taken: 0 }
  const surroundings = await look(
    work,
    claimed.map((one) => one.memberId),
  )
  const ready: Ready[] = []
  const stopped: store.NoticeOutcome[] = []
  for (const one of claimed) {
    const found = letterFor(work, one, surroundings)
    if ('mail' in found) ready.push(found)
    else stopped.push({ id: one.id, attempts: one.attempts, ...found, nextTryAt: work.at })
  }
  if (stopped.length > 0) await store.settleNotices(work, stopped)
  if (ready.length > 0)
    await store.keepWords(
      work,
      ready.map(({ claimed: { id }, words }) => ({ id, ...words })),
    )
  return { ready, taken: claimed.length }
}

type Person = Readonly<{ name: string; email: string | null; withdrawnAt: string | null }>
type Surroundings = Readonly<{
  people: ReadonlyMap<string, Person>
  heirs: ReadonlyMap<string, string>
  rises: ReadonlyMap<string, string>
  document: ProgramDocument
  from: House
}>

async function look(work: Work, memberIds: readonly string[]): Promise<Surroundings> {
  const people = new Map((await membersById(work, memberIds)).map((one) => [one.id, one]))
  const heirs = await survivorsOf(work, memberIds)
  const rises = await risesOf(work, memberIds)
  const { document } = (await programs(work)).live
  return { people, heirs, rises, document, from: await chain(work) }
}

type Stopped = Pick<store.NoticeOutcome, 'state' | 'trouble'>

function letterFor(work: Work, claimed: store.ClaimedNotice, by: Surroundings): Ready | Stopped {
  const { memberId } = claimed
  const person = by.people.get(memberId)
  const words = tierUpWords(by.document, claimed, by.from)
  const found = judgeNotice({
    standsThere: by.rises.get(memberId) === claimed.moveId,
    tierKnown: words !== undefined,
    isMerged: by.heirs.has(memberId),
    isWithUs: person !== undefined && person.withdrawnAt === null,
    email: person?.email ?? null,
    attempts: claimed.attempts,
    waitedMs: msOf(work.at) - msOf(claimed.movedAt),
  })
  if (!('address' in found)) return found
  const { subject, body } = present(words, 'K12: a tier that is told has its words')
  const text = `${greeting(person?.name ?? '', by.from.language)}\n\n${body}\n`
  return { claimed, words: { subject, body }, mail: { id: claimed.id, to: found.address, subject, text } }
}

async function mark(work: Work, told: readonly { one: Ready; handOff: HandOff }[]): Promise<void> {
  const outcomes = told.map(({ one: { claimed }, handOff }): store.NoticeOutcome => {
    const after = afterHandOff(handOff, claimed.attempts)
    const pauseMs = after.state === 'queued' ? after.pauseMs : 0
    const trouble = after.state === 'sent' ? null : after.trouble
    const nextTryAt = instantOfMs(msOf(work.at) + pauseMs)
    return { id: claimed.id, attempts: claimed.attempts, state: after.state, trouble, nextTryAt }
  })
  const ours = new Set(await store.settleNotices(work, outcomes))
  const sent = told.filter(({ one, handOff }) => handOff.outcome === 'taken' && ours.has(one.claimed.id))
  work.record(...sent.map(({ one: { claimed } }) => noticeHandedOver(claimed)))
}
