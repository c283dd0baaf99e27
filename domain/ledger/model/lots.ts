import type { BusinessDay } from '#base/instant'
import { must, present } from '#base/must'
import {
  accountOf,
  write,
  type Account,
  type AccountKey,
  type Amount,
  type Book,
  type Lot,
  type Side,
} from './book.ts'

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Earliest expiry first, then the oldest, then by id: total and deterministic (promises L1). */
export function inBurningOrder(a: Lot, b: Lot): number {
  const ends = compare(a.expiresOn ?? '9999-12-31', b.expiresOn ?? '9999-12-31')
  return ends || compare(a.openedAt, b.openedAt) || compare(a.id, b.id)
}

/** L8: a lot is spendable through the end of its last day. */
export const alive = (lot: Readonly<{ expiresOn: BusinessDay | null }>, on: BusinessDay): boolean =>
  lot.expiresOn === null || lot.expiresOn >= on

/** What a holder can spend today: living lots less what is held. The account must have been opened with its lots. */
export function available(book: Book, key: AccountKey): Amount {
  const account = accountOf(book, key)
  const living = account.lots.reduce(
    (all, lot) => all + (alive(lot, book.today) ? lot.remaining : 0),
    account.beyond,
  )
  return Math.max(0, living - (account.held - heldInDead(book, account)))
}

/**
 * What of the holds can be settled from lots that died since they were placed; the rest of them rests on what lives.
 */
function heldInDead(book: Book, account: Account): Amount {
  if (account.held === 0) return 0
  const holds = [...book.holds.values()].filter(
    (one) => one.state === 'active' && one.accountId === account.id,
  )
  const died = account.lots.filter((lot) => lot.remaining > 0 && !alive(lot, book.today))
  const onLots = died.reduce((all, lot) => all + reservedIn(book, lot.id), 0)
  const older = holds.filter((one) => one.lotId === null && one.placedOn < book.today)
  const latest =
    older
      .map((one) => one.placedOn)
      .sort()
      .at(-1) ?? book.today
  const usable = died
    .filter((lot) => alive(lot, latest))
    .reduce((all, lot) => all + lot.remaining - reservedIn(book, lot.id), 0)
  return (
    onLots +
    Math.min(
      usable,
      older.reduce((all, one) => all + one.amount, 0),
    )
  )
}

/** What holds reserve of one lot in particular. */
export function reservedIn(book: Book, lotId: string): Amount {
  let reserved = 0
  for (const hold of book.holds.values())
    if (hold.state === 'active' && hold.lotId === lotId) reserved += hold.amount
  return reserved
}

function change(book: Book, lot: Lot, by: Amount): void {
  const { state } = lot
  lot.remaining += by
  if (state === 'kept') lot.state = 'changed'
  book.undo.push(() => {
    lot.remaining -= by
    lot.state = state
  })
}

/** Credits a holder with a new lot. `id` names it where somebody outside must know it, as a coupon is known. */
export function give(
  side: Side,
  key: AccountKey,
  amount: Amount,
  expiresOn: BusinessDay | null,
  id: string = side.book.newId(),
): Lot {
  must(amount > 0, 'L5: a lot holds something')
  const account = accountOf(side.book, key)
  const { book, transaction } = side
  const lot: Lot = {
    id,
    accountId: account.id,
    originId: transaction.id,
    amount,
    remaining: amount,
    expiresOn,
    openedAt: book.at,
    state: 'new',
  }
  const place = account.lots.findIndex((other) => inBurningOrder(lot, other) < 0)
  account.lots.splice(place === -1 ? account.lots.length : place, 0, lot)
  book.undo.push(() => void account.lots.splice(account.lots.indexOf(lot), 1))
  write(side, account, amount, lot.id)
  return lot
}

export type Taking = Readonly<{
  /** Origins whose lots are taken from first, whether alive or not: what a cause gave is what goes back. */
  firstFrom?: readonly string[]
  /** Takes from this lot and no other. */
  lotId?: string | null
  /** The day lots must be alive on; today when absent. */
  on?: BusinessDay
}>

/**
 * Takes up to `amount` from a holder's lots, the preferred ones first, then burning order; never what is held. Answers
 * what was taken. Callers decide what a shortfall means: a refusal, or a debt.
 */
export function takeUpTo(side: Side, key: AccountKey, amount: Amount, how: Taking = {}): Amount {
  must(amount >= 0, 'L5: what is taken is not negative')
  const account = accountOf(side.book, key)
  let left = Math.min(amount, (account.balance ?? 0) - account.held - (account.floor ?? 0))
  const most = Math.max(0, left)
  left = most
  // A hold that is settled takes what it reserved; everybody else leaves the other holds what they rest on.
  let free = how.on === undefined ? available(side.book, key) : most
  for (const lot of orderOf(side.book, account, how)) {
    const lives = alive(lot, side.book.today)
    const part = Math.min(left, lives ? free : left, lot.remaining - reservedIn(side.book, lot.id))
    if (part <= 0) continue
    change(side.book, lot, -part)
    left -= part
    if (lives) free -= part
    write(side, account, -part, lot.id)
  }
  must(
    left === 0 || account.beyond === 0 || typeof how.lotId === 'string',
    'L5: no more is taken than the account was opened for',
  )
  return most - left
}

function orderOf(book: Book, account: Account, { firstFrom = [], lotId, on = book.today }: Taking): Lot[] {
  if (lotId) return account.lots.filter((lot) => lot.id === lotId && alive(lot, on))
  const living = account.lots.filter((lot) => alive(lot, on) && !firstFrom.includes(lot.originId))
  return firstFrom.length === 0
    ? living
    : [...account.lots.filter((lot) => firstFrom.includes(lot.originId)), ...living]
}

/**
 * Puts back into the very lot it was taken from, with its original expiry (promises L3). Answers the lot, so that the
 * caller can see whether it has died since.
 */
export function restore(side: Side, key: AccountKey, lotId: string, amount: Amount): Lot {
  const account = accountOf(side.book, key)
  const lot = present(
    account.lots.find((l) => l.id === lotId),
    'L5: a restored lot was loaded with its account',
  )
  change(side.book, lot, amount)
  must(lot.remaining <= lot.amount, 'L5: a lot never holds more than it began with')
  write(side, account, amount, lot.id)
  return lot
}

/** Takes from one lot, dead or alive, whatever is held: for expiry and for moving a restored dead lot. */
export function drain(side: Side, key: AccountKey, lotId: string, amount: Amount): void {
  const account = accountOf(side.book, key)
  const lot = present(
    account.lots.find((l) => l.id === lotId),
    'L5: a drained lot was loaded with its account',
  )
  must(amount > 0 && amount <= lot.remaining, 'L5: a lot gives no more than it holds')
  change(side.book, lot, -amount)
  write(side, account, -amount, lot.id)
}

/**
 * Lots that died and still hold something; none while part of the account is held, for the hold may settle from them.
 */
export function dead(book: Book, key: AccountKey): Lot[] {
  const account = accountOf(book, key)
  if (account.held > 0) return []
  return account.lots.filter((lot) => lot.remaining > 0 && !alive(lot, book.today))
}
