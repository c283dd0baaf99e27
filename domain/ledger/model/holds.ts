import { msOf, type Instant } from '#base/instant'
import { must, present } from '#base/must'
import {
  accountOf,
  type Account,
  type AccountKey,
  type Amount,
  type Book,
  type Hold,
  type Side,
} from './book.ts'
import { alive, available, reservedIn, takeUpTo } from './lots.ts'

export type HoldWish = Readonly<{
  id: string
  key: AccountKey
  amount: Amount
  lotId: string | null
  expiresAt: Instant
  causeId: string | null
}>

/**
 * Reserves value without moving it: two-phase spending (promises M8). Answers false, changing nothing, when less is
 * free.
 */
export function placeHold(book: Book, wish: HoldWish): boolean {
  must(wish.amount > 0, 'L9: a hold reserves something')
  const account = accountOf(book, wish.key)
  if (available(book, wish.key) < wish.amount) return false
  if (wish.lotId !== null && freeIn(book, account, wish.lotId) < wish.amount) return false
  const { id, amount, lotId, expiresAt, causeId } = wish
  const hold: Hold = {
    id,
    accountId: account.id,
    amount,
    lotId,
    placedAt: book.at,
    placedOn: book.today,
    expiresAt,
    causeId,
    state: 'active',
    settledAmount: null,
    row: 'new',
  }
  book.holds.set(id, hold)
  account.held += amount
  book.undo.push(() => {
    book.holds.delete(id)
    account.held -= amount
  })
  return true
}

/** What is left in a lot beside the holds on it. */
export function freeIn(book: Book, account: Account, lotId: string): Amount {
  const lot = account.lots.find((one) => one.id === lotId)
  return !lot || !alive(lot, book.today) ? 0 : lot.remaining - reservedIn(book, lotId)
}

/** Whether a hold can still be settled; only head office's clock decides (promises M8). */
export const standing = (hold: Hold, at: Instant): boolean =>
  hold.state === 'active' && msOf(at) < msOf(hold.expiresAt)

function resolve(book: Book, hold: Hold, state: Hold['state'], settled: Amount | null): Account {
  must(hold.state === 'active', 'L9: a hold is resolved once')
  const account = present(
    [...book.accounts.values()].find((one) => one.id === hold.accountId),
    'L9: a hold is resolved on its locked account',
  )
  const { row } = hold
  hold.state = state
  hold.settledAmount = settled
  if (row === 'kept') hold.row = 'changed'
  account.held -= hold.amount
  must(account.held >= 0, 'L9: what is held is never negative')
  book.undo.push(() => {
    hold.state = 'active'
    hold.settledAmount = null
    hold.row = row
    account.held += hold.amount
  })
  return account
}

/** Gives back what a hold reserved, because it was called off or its time is over. */
export const endHold = (book: Book, hold: Hold, as: 'released' | 'expired'): void =>
  void resolve(book, hold, as, null)

/** Takes `amount`, at most what is held, by the lots alive when it was placed; the rest of the hold is free again. */
export function settleHold(side: Side, hold: Hold, amount: Amount): Amount {
  must(amount > 0 && amount <= hold.amount, 'L9: a hold settles no more than it holds')
  const { key } = resolve(side.book, hold, 'settled', amount)
  const taken = takeUpTo(side, key, amount, { lotId: hold.lotId, on: hold.placedOn })
  must(taken === amount, 'L9: what was held is there')
  return taken
}
