import type { Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { actOf, again, refuse, stayRefused } from '#db/once'
import type { Work } from '#db/work'
import type { memberCards, replaceCard, reportCardFinding, reportCardLoss } from './contract/card.ts'
import { cardFound, cardLost, cardReplaced } from './card-events.ts'
import { seriesOf } from './model/cards.ts'
import { pinLocked } from './model/pin.ts'
import { nextNumbers } from './numbers.ts'
import { issueBlanks } from './store/blank-cards.ts'
import * as store from './store/cards.ts'
import * as members from './store/members.ts'
import { pinOf } from './store/pin.ts'

type Member = members.MemberRow

/** N7: one open loss per card; who, when and why is a row. */
export async function reportLoss(work: Work, wish: Wish<typeof reportCardLoss>) {
  const act = actOf(wish, { room: 'member', kind: 'card_loss' })
  // Lock first: retries and rivals at the same member queue here, and each sees what the one before did.
  const member = await members.lockMember(work.tx, wish.memberId)
  const done = await store.lossById(work.tx, wish.id)
  if (done) return again(done, act)
  await stayRefused(work, act)
  const no = notInForce(member, wish.number)
  if (no) return refuse(work, act, no)
  if (await store.openLoss(work.tx, wish)) return refuse(work, act, { code: 'card_already_lost' })

  await store.insertLoss(work, { ...wish, fingerprint: act.fingerprint })
  work.record(cardLost(wish))
  return { ...wish, at: work.at, replayed: false }
}

/** N7: the loss is ended by its finding; the card is good again from this commit on. */
export async function reportFinding(work: Work, wish: Wish<typeof reportCardFinding>) {
  const act = actOf(wish, { room: 'member', kind: 'card_finding' })
  const member = await members.lockMember(work.tx, wish.memberId)
  const done = await store.findingById(work.tx, wish.id)
  if (done) return again(done, act)
  await stayRefused(work, act)
  const no = notInForce(member, wish.number)
  if (no) return refuse(work, act, no)
  const lossId = await store.openLoss(work.tx, wish)
  if (lossId === undefined) return refuse(work, act, { code: 'card_not_lost' })

  const finding = { ...wish, lossId }
  await store.insertFinding(work, { ...finding, fingerprint: act.fingerprint })
  await store.endLoss(work.tx, { ...wish, byId: wish.id })
  work.record(cardFound(finding))
  return { ...finding, at: work.at, replayed: false }
}

/**
 * N6: the old number leaves force in the same commit in which the new one enters, and nobody else ever gets it. A
 * named card is replaced whenever its member asks (法释〔2025〕4号, arts. 9 and 24), whether it was reported or not.
 */
export async function replace(work: Work, wish: Wish<typeof replaceCard>) {
  const act = actOf(wish, { room: 'member', kind: 'card_replacement' })
  const member = await members.lockMember(work.tx, wish.memberId)
  const done = await store.replacementById(work.tx, wish.id)
  if (done) return again(done, act)
  await stayRefused(work, act)
  const no = notInForce(member, wish.number)
  if (no) return refuse(work, act, no)
  const { id, memberId, number: oldNumber, reason, newNumber: printed } = wish
  if (printed !== null && (await taken(work, printed)))
    return refuse(work, act, { code: 'number_taken', details: { number: printed } })

  const newNumber = printed ?? (await nextNumber(work, oldNumber))
  const replacement = { id, memberId, oldNumber, newNumber, reason }
  await store.insertReplacement(work, { ...replacement, fingerprint: act.fingerprint })
  await store.endLoss(work.tx, { memberId, number: oldNumber, byId: id })
  await store.putInForce(work.tx, { memberId, number: newNumber })
  if (printed !== null) await issueBlanks(work, [{ number: printed, memberId }])
  work.record(cardReplaced(replacement))
  return { ...replacement, at: work.at, replayed: false }
}

function notInForce(member: Member | undefined, number: string) {
  if (!member || member.withdrawnAt) return { code: 'member_unknown' }
  return member.number === number
    ? undefined
    : { code: 'card_not_in_force', details: { number: member.number } }
}

const taken = async (work: Work, number: string): Promise<boolean> =>
  (await store.takenNumbers(work.tx, [number])).length > 0

/** N1, N6: the next serial of the series the old number is of; taken ones are stepped over. */
async function nextNumber(work: Work, oldNumber: string): Promise<string> {
  const prefix = seriesOf(oldNumber, await members.series(work.tx))
  const [number] = await nextNumbers(work, prefix, { count: 1 })
  return present(number, 'N1: a series answers')
}

/** The card in force, those before it, and all that happened to them. */
export async function show(work: Work, { memberId }: Wish<typeof memberCards>) {
  const [member] = await members.byIds(work.tx, [memberId])
  if (!member) throw new Refusal('member_unknown')
  const lost = await store.openLoss(work.tx, { memberId, number: member.number })
  const state = lost === undefined ? ('good' as const) : ('lost' as const)
  return {
    number: member.number,
    state,
    pin: await pinFor(work, memberId),
    cards: await cardsOf(work, member, state),
    history: await store.happeningsOf(work.tx, memberId),
  }
}

async function pinFor(work: Work, memberId: string) {
  const kept = await pinOf(work.tx, memberId)
  if (!kept) return { state: 'none' as const, resetAt: null, lockedUntil: null }
  const locked = pinLocked(kept, work.at)
  return {
    state: locked ? ('locked' as const) : ('set' as const),
    resetAt: kept.resetAt,
    // A pause that is over, and one that only a reset ends, have no end worth telling.
    lockedUntil: kept.lockedUntil !== null && work.at < kept.lockedUntil ? kept.lockedUntil : null,
  }
}

/** A card is in force from the replacement that brought it until the one that took it. */
async function cardsOf(work: Work, member: Member, state: 'good' | 'lost') {
  const replacements = await store.replacementsOf(work.tx, member.id)
  const from = (at: number) => replacements[at]?.at ?? member.recordedAt
  const before = replacements.map(({ oldNumber, at: until }, at) => ({
    number: oldNumber,
    state: 'replaced' as const,
    from: from(at + 1),
    until,
  }))
  return [{ number: member.number, state, from: from(0), until: null }, ...before]
}
