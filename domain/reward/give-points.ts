import type { BusinessDay, Instant } from '#base/instant'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { cardsByNumber, type Card } from '#domain/member/index'
import type { LiveProgram } from '#domain/program/index'
import { buyerOf, standingsOf } from '#domain/standing/index'
import { issue, openPurses } from '#domain/wallet/index'

export type Receiver = Readonly<{ card: Card | undefined; book: ledger.OpenBook | null }>

/** Whose card it is, with the purse locked to the end of the work: two wishes for one member queue there. */
export async function openReceiver(work: Work, memberNumber: string): Promise<Receiver> {
  const card = (await cardsByNumber(work, [memberNumber])).get(memberNumber)
  if (!card) return { card, book: null }
  // For taking, so that the lock is on a row even where nothing will be given: a cap is counted behind it.
  return { card, book: await openPurses(work, [{ memberId: card.memberId, unit: 'points', takes: true }]) }
}

/** The member of a card that may be used. */
export function mustBeGood({ card }: Receiver): string {
  if (!card) throw new Refusal('member_number_unknown')
  if (card.state !== 'good') throw new Refusal(card.state === 'lost' ? 'card_lost' : 'card_replaced')
  return card.memberId
}

export async function mustBeMember(
  work: Work,
  memberId: string,
  { program, on }: Readonly<{ program: LiveProgram; on: BusinessDay }>,
): Promise<void> {
  const standing = (await standingsOf(work, [memberId], program.document, on)).get(memberId)
  if (buyerOf(present(standing, 'R3: whoever is asked about stands somewhere'), on) === null)
    throw new Refusal('membership_not_active')
}

export type Giving = Readonly<{
  kind: 'points_event' | 'pack_code'
  causeId: string
  memberId: string
  points: number
  expiresOn: BusinessDay | null
  happenedAt: Instant
  branchId: string | null
  programVersion: number
  reason: string
}>

/** Posts points once, with what caused them; nothing where a cap left nothing. */
export async function givePoints(work: Work, { book }: Receiver, of: Giving): Promise<void> {
  if (of.points === 0) return
  const open = present(book, 'R3: the purse of whoever is given points was opened')
  const { kind, causeId, happenedAt, branchId, programVersion, reason } = of
  const words = { kind, causeId, happenedAt, branchId, programVersion, reason, reversesId: null }
  const side = { book: open, transaction: ledger.begin(open, words) }
  issue(side, { unit: 'points', memberId: of.memberId, amount: of.points, expiresOn: of.expiresOn })
  await ledger.closeBook(work, open)
}
