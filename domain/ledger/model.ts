import type { BusinessDay, Instant } from '#base/instant'
import { must, present } from '#base/must'

/** What never mixes with anything else: fen of principal, fen of bonus, points. The ledger does not care which. */
export type Unit = string
/** An integer count of a unit. */
export type Amount = number

/** Names an account without knowing its id. `holderId` null is the chain's own side of a movement. */
export type AccountKey = Readonly<{ unit: Unit; purpose: string; holderId: string | null }>

export type Lot = {
  readonly id: string
  readonly accountId: string
  readonly originId: string
  readonly amount: Amount
  remaining: Amount
  readonly expiresOn: BusinessDay | null
  readonly openedAt: Instant
  /** What happens to the row at the end of the work. */
  state: 'kept' | 'changed' | 'new'
}

export type Account = {
  readonly id: string
  readonly key: AccountKey
  readonly floor: Amount | null
  /** Null on the chain's own accounts: their balance is only ever summed. */
  balance: Amount | null
  /** Open lots in burning order. */
  readonly lots: Lot[]
}

export type Transaction = Readonly<{
  id: string
  kind: string
  causeId: string
  happenedAt: Instant
  branchId: string | null
  programVersion: number | null
  reason: string | null
  reversesId: string | null
}>

export type Posting = Readonly<{
  transactionId: string
  line: number
  accountId: string
  unit: Unit
  amount: Amount
  lotId: string | null
}>

/** The accounts a work has locked, and everything it decided to write. Pure: decisions change only the book. */
export type Book = Readonly<{
  accounts: Map<string, Account>
  transactions: Transaction[]
  postings: Posting[]
  newId: () => string
  at: Instant
}>

export const keyText = (key: AccountKey): string => `${key.unit} ${key.purpose} ${key.holderId ?? '-'}`

export function accountOf(book: Book, key: AccountKey): Account {
  return present(book.accounts.get(keyText(key)), `L4: account ${keyText(key)} was opened and locked first`)
}

/** A transaction is opened, moved by `give`, `take` and their kin, and must balance when the book closes (L1). */
export function begin(book: Book, words: Omit<Transaction, 'id'>): Transaction {
  const transaction = { id: book.newId(), ...words }
  book.transactions.push(transaction)
  return transaction
}

type Side = Readonly<{ book: Book; transaction: Transaction }>

function write(side: Side, account: Account, amount: Amount, lotId: string | null): void {
  must(Number.isSafeInteger(amount) && amount !== 0, 'L1: a posting moves a whole amount, not zero')
  const { postings } = side.book
  const last = postings.at(-1)
  const line = last?.transactionId === side.transaction.id ? last.line + 1 : 1
  postings.push({
    transactionId: side.transaction.id,
    line,
    accountId: account.id,
    unit: account.key.unit,
    amount,
    lotId,
  })
  if (account.balance === null) return
  account.balance += amount
  must(account.floor === null || account.balance >= account.floor, 'L4: no account goes below its floor')
}

/** Credits a holder with a new lot. */
export function give(side: Side, key: AccountKey, amount: Amount, expiresOn: BusinessDay | null): Lot {
  must(amount > 0, 'L5: a lot holds something')
  const account = accountOf(side.book, key)
  const lot: Lot = {
    id: side.book.newId(),
    accountId: account.id,
    originId: side.transaction.id,
    amount,
    remaining: amount,
    expiresOn,
    openedAt: side.book.at,
    state: 'new',
  }
  account.lots.push(lot)
  account.lots.sort(inBurningOrder)
  write(side, account, amount, lot.id)
  return lot
}

/** Earliest expiry first, then the oldest, then by id: total and deterministic (promises L1). */
export function inBurningOrder(a: Lot, b: Lot): number {
  const ends = compare(a.expiresOn ?? '9999-12-31', b.expiresOn ?? '9999-12-31')
  return ends || compare(a.openedAt, b.openedAt) || compare(a.id, b.id)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/**
 * Takes up to `amount` from a holder's lots, the given lots first, then burning order; answers what was taken.
 * Callers decide what a shortfall means: a refusal, or a debt.
 */
export function takeUpTo(
  side: Side,
  key: AccountKey,
  amount: Amount,
  firstFrom: readonly string[] = [],
): Amount {
  must(amount >= 0, 'L5: what is taken is not negative')
  const account = accountOf(side.book, key)
  const preferred = account.lots.filter((lot) => firstFrom.includes(lot.originId))
  const order = [...preferred, ...account.lots.filter((lot) => !preferred.includes(lot))]
  let left = amount
  for (const lot of order) {
    const part = Math.min(left, lot.remaining)
    if (part === 0) continue
    lot.remaining -= part
    if (lot.state === 'kept') lot.state = 'changed'
    left -= part
    write(side, account, -part, lot.id)
  }
  return amount - left
}

/** Puts back into the very lot it was taken from, with its original expiry (promises L3). */
export function restore(side: Side, key: AccountKey, lotId: string, amount: Amount): void {
  const account = accountOf(side.book, key)
  const lot = present(
    account.lots.find((l) => l.id === lotId),
    'L5: a restored lot was loaded with its account',
  )
  lot.remaining += amount
  must(lot.remaining <= lot.amount, 'L5: a lot never holds more than it began with')
  if (lot.state === 'kept') lot.state = 'changed'
  write(side, account, amount, lot.id)
}

/** Moves an account without lots: the chain's own side, or a shortfall. */
export function move(side: Side, key: AccountKey, amount: Amount): void {
  if (amount !== 0) write(side, accountOf(side.book, key), amount, null)
}

/** L1, asserted before the database proves it again. */
export function mustBalance(book: Book): void {
  const rest = new Map<string, Amount>()
  for (const p of book.postings) {
    const key = `${p.transactionId} ${p.unit}`
    rest.set(key, (rest.get(key) ?? 0) + p.amount)
  }
  for (const [key, amount] of rest) must(amount === 0, `L1: transaction ${key} sums to zero, rest ${amount}`)
}
