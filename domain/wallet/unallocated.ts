import { Refusal } from '#base/refusal'
import type { Instant } from '#base/instant'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { chainKey, credit, openPurses, purseKey } from './purse.ts'

const unit = 'unallocated'

export type Unallocated = Readonly<{
  memberId: string
  branchId: string
  /** The top-up that could not be credited whole, or the deed that pays it out. */
  causeId: string
  minor: number
  happenedAt: Instant
}>

const sideOf = (book: ledger.OpenBook, kind: string, of: Unallocated): ledger.Side => {
  const { causeId, happenedAt, branchId } = of
  const words = { programVersion: null, reason: null, reversesId: null }
  return { book, transaction: ledger.begin(book, { kind, causeId, happenedAt, branchId, ...words }) }
}

/**
 * W62: money that a till took without asking and that the legal cap of a card has no room for: owed to the member in
 * minor units, not spendable, until it is paid out (promises §4.6, M6). Called once per cause by whoever keeps the
 * cause.
 */
export async function keepUnallocated(work: Work, of: Unallocated): Promise<void> {
  const book = await openPurses(work, [{ memberId: of.memberId, unit, takes: false }])
  const side = sideOf(book, 'unallocated', of)
  credit(side, { unit, memberId: of.memberId, amount: of.minor, expiresOn: null })
  ledger.move(side, chainKey(unit, 'issued'), -of.minor)
  await ledger.closeBook(work, book)
}

/** Pays it out in money; refuses `nothing_unallocated` when less is owed. */
export async function payOutUnallocated(work: Work, of: Unallocated): Promise<void> {
  const book = await openPurses(work, [{ memberId: of.memberId, unit, takes: true }])
  const side = sideOf(book, 'unallocated_paid', of)
  const paid = ledger.takeUpTo(side, purseKey(unit, of.memberId), of.minor)
  if (paid < of.minor) throw new Refusal('nothing_unallocated', { owedMinor: paid })
  ledger.move(side, chainKey(unit, 'refunded'), of.minor)
  await ledger.closeBook(work, book)
}
