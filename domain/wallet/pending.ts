import { instantOfMs, msOf } from '#base/instant'
import * as ledger from '#domain/ledger/index'
import type { WalletUnit } from './contract.ts'
import { purseKey } from './purse.ts'

const DAY_MS = 86_400_000

type Of = Readonly<{ unit: WalletUnit; memberId: string }>

/**
 * W60: what a cause gave waits so many days before it can be spent, so that goods can come back first. It is a hold on
 * the very lot: it ends by itself, by head office's clock, and the job need not have been there (promises M8).
 */
export function pend(side: ledger.Side, of: Of & Readonly<{ causeId: string; lotId: string; days: number }>) {
  const { book } = side
  const key = purseKey(of.unit, of.memberId)
  // Debts were repaid first: what became a lot waits, and may be nothing.
  const amount = ledger.accountOf(book, key).lots.find((lot) => lot.id === of.lotId)?.remaining ?? 0
  if (amount === 0) return
  const expiresAt = instantOfMs(msOf(book.at) + of.days * DAY_MS)
  const { lotId, causeId } = of
  ledger.placeHold(book, { id: book.newId(), key, amount, lotId, expiresAt, causeId })
}

const waiting = (book: ledger.Book, of: Of, causeId?: string): ledger.Hold[] => {
  const { id } = ledger.accountOf(book, purseKey(of.unit, of.memberId))
  return [...book.holds.values()].filter(
    (hold) =>
      hold.state === 'active' &&
      hold.accountId === id &&
      hold.lotId !== null &&
      hold.causeId !== null &&
      (causeId === undefined || hold.causeId === causeId),
  )
}

/**
 * Lets what a cause gave be taken back although it waits, and has the rest wait on to the same moment. Without it a
 * return would find its own points out of reach and leave a debt beside them.
 */
export function throughPending(
  book: ledger.Book,
  of: Of & Readonly<{ causeId: string }>,
  take: () => void,
): void {
  const held = waiting(book, of, of.causeId)
  for (const hold of held) ledger.endHold(book, hold, 'released')
  take()
  const key = purseKey(of.unit, of.memberId)
  for (const { lotId, expiresAt, causeId } of held) {
    const amount = ledger.accountOf(book, key).lots.find((lot) => lot.id === lotId)?.remaining ?? 0
    if (amount > 0) ledger.placeHold(book, { id: book.newId(), key, amount, lotId, expiresAt, causeId })
  }
}

/** A merge does not wait for points to ripen: they go along, free. */
export function freePending(book: ledger.Book, of: Of): void {
  for (const hold of waiting(book, of)) ledger.endHold(book, hold, 'released')
}
