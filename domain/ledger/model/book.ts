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
  /** The last day it can be spent, in the book's zone; null never ends. */
  readonly expiresOn: BusinessDay | null
  readonly openedAt: Instant
  /** What happens to the row at the end of the work. */
  state: 'kept' | 'changed' | 'new'
}

export type Hold = {
  readonly id: string
  readonly accountId: string
  readonly amount: Amount
  /** Reserves this lot and no other; null reserves any. */
  readonly lotId: string | null
  readonly placedAt: Instant
  /** The day it was placed on: it may settle from what was alive then. */
  readonly placedOn: BusinessDay
  readonly expiresAt: Instant
  readonly causeId: string | null
  state: 'active' | 'settled' | 'released' | 'expired'
  settledAmount: Amount | null
  row: 'kept' | 'changed' | 'new'
}

export type Account = {
  readonly id: string
  readonly key: AccountKey
  readonly floor: Amount | null
  /** Null on the chain's own accounts: their balance is only ever summed. */
  balance: Amount | null
  /** The part of the balance that holds reserve. */
  held: Amount
  /** Open lots in burning order; empty when the account was opened for crediting only. */
  readonly lots: Lot[]
  /** What is in living lots behind those that were loaded, where only so much is to be taken (`Wanted.most`). */
  beyond: Amount
  /** False until its row is written. */
  written: boolean
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
  holds: Map<string, Hold>
  transactions: Transaction[]
  postings: Posting[]
  newId: () => string
  at: Instant
  /** The day by which lots live or are dead (promises L4). */
  today: BusinessDay
  /** How to take back each change made so far, newest last. */
  undo: (() => void)[]
}>

export const keyText = (key: AccountKey): string => `${key.unit} ${key.purpose} ${key.holderId ?? '-'}`

export function accountOf(book: Book, key: AccountKey): Account {
  return present(
    book.accounts.get(keyText(key)),
    () => `L4: account ${keyText(key)} was opened and locked first`,
  )
}

/** The same, or nothing when the book does not have it open. */
export const accountIn = (book: Book, key: AccountKey): Account | undefined => book.accounts.get(keyText(key))

/** A transaction is opened, moved by `give`, `takeUpTo` and their kin, and must balance when the book closes (L1). */
export function begin(book: Book, words: Omit<Transaction, 'id'>): Transaction {
  const transaction = { id: book.newId(), ...words }
  book.transactions.push(transaction)
  book.undo.push(() => void book.transactions.pop())
  return transaction
}

export type Side = Readonly<{ book: Book; transaction: Transaction }>

/** Writes one posting and the balance it makes. */
export function write(side: Side, account: Account, amount: Amount, lotId: string | null): void {
  must(Number.isSafeInteger(amount) && amount !== 0, 'L1: a posting moves a whole amount, not zero')
  const { postings, undo } = side.book
  const last = postings.at(-1)
  const line = last?.transactionId === side.transaction.id ? last.line + 1 : 1
  const { id: transactionId } = side.transaction
  postings.push({ transactionId, line, accountId: account.id, unit: account.key.unit, amount, lotId })
  undo.push(() => void postings.pop())
  if (account.balance === null) return
  account.balance += amount
  undo.push(() => void (account.balance = (account.balance ?? 0) - amount))
  must(
    account.floor === null || amount > 0 || account.balance - account.held >= account.floor,
    'L4: no account goes below its floor, nor into what is held',
  )
}

/** Moves an account without lots: the chain's own side, or a shortfall. */
export function move(side: Side, key: AccountKey, amount: Amount): void {
  if (amount !== 0) write(side, accountOf(side.book, key), amount, null)
}

/**
 * Tries a decision: when it throws, or answers something that `fits` does not accept, every change it made to the book
 * is taken back, so that one wish of a batch can fail without a trace while the rest goes on.
 */
export function attempt<T>(book: Book, decision: () => T, fits: (answer: T) => boolean): T {
  const mark = book.undo.length
  const back = () => {
    while (book.undo.length > mark) book.undo.pop()?.()
  }
  try {
    const answer = decision()
    if (!fits(answer)) back()
    return answer
  } catch (trouble) {
    back()
    throw trouble
  }
}

/** L1, asserted before the database proves it again. */
export function mustBalance(book: Book): void {
  const rests = new Map<string, Map<Unit, Amount>>()
  for (const { transactionId, unit, amount } of book.postings) {
    const known = rests.get(transactionId)
    const rest = known ?? new Map<Unit, Amount>()
    if (!known) rests.set(transactionId, rest)
    rest.set(unit, (rest.get(unit) ?? 0) + amount)
  }
  for (const [id, rest] of rests)
    for (const [unit, amount] of rest)
      must(amount === 0, () => `L1: transaction ${id} ${unit} sums to zero, rest ${amount}`)
}
