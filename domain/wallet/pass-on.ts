import { must, present } from '#base/must'
import * as ledger from '#domain/ledger/index'
import type { WalletUnit } from './contract.ts'
import { credit, debtKey, purseKey } from './purse.ts'
import type { NewMovedLot } from './store/transfer.ts'

export type Passing = Readonly<{ unit: WalletUnit; fromId: string; toId: string }>

/**
 * W12: moves value between members lot by lot, in burning order: each arrives as a lot of its own with the last day it
 * had, the receiver's debt repaid first. Answers what went where; the caller has seen that so much is free.
 */
export function passOn(side: ledger.Side, of: Passing & Readonly<{ amount: number }>): NewMovedLot[] {
  const { postings } = side.book
  const mark = postings.length
  const from = purseKey(of.unit, of.fromId)
  const taken = ledger.takeUpTo(side, from, of.amount)
  must(taken === of.amount, 'W12: what is passed on was free')
  return postings
    .slice(mark)
    .map((p) => arrive(side, of, { lotId: present(p.lotId, 'L5: a purse is lots'), amount: -p.amount }))
}

/** Moves all of one lot, held or not, as a merge does. */
export function passLot(side: ledger.Side, of: Passing, lot: ledger.Lot): NewMovedLot {
  const amount = lot.remaining
  ledger.drain(side, purseKey(of.unit, of.fromId), lot.id, amount)
  return arrive(side, of, { lotId: lot.id, amount })
}

function arrive(
  side: ledger.Side,
  { unit, fromId, toId }: Passing,
  { lotId, amount }: Readonly<{ lotId: string; amount: number }>,
): NewMovedLot {
  const lots = ledger.accountOf(side.book, purseKey(unit, fromId)).lots
  const { expiresOn } = present(
    lots.find((lot) => lot.id === lotId),
    'W12: a lot that was taken from is there',
  )
  const owed = -(ledger.accountOf(side.book, debtKey(unit, toId)).balance ?? 0)
  const arrived = Math.max(0, amount - owed)
  const toLotId = arrived > 0 ? side.book.newId() : null
  credit(side, { unit, memberId: toId, amount, expiresOn, ...(toLotId === null ? {} : { lotId: toLotId }) })
  return { transactionId: side.transaction.id, fromLotId: lotId, toLotId, unit, amount, arrived }
}
