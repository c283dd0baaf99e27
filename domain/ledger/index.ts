import type { BusinessDay } from '#base/instant'
import { all } from '#db/all'
import { inOne, type Statement } from '#db/in-one'
import type { Work } from '#db/work'
import {
  keyText,
  mustBalance,
  type Account,
  type AccountKey,
  type Amount,
  type Book,
  type Lot,
} from './model/book.ts'
import { inBurningOrder } from './model/lots.ts'
import * as store from './store/book.ts'
import * as opening from './store/open.ts'

export { accountIn, accountOf, attempt, begin, move } from './model/book.ts'
export type { AccountKey, Amount, Book, Hold, Lot, Side, Transaction, Unit } from './model/book.ts'
export { available, dead, drain, give, restore, takeUpTo, alive, type Taking } from './model/lots.ts'
export { endHold, freeIn, placeHold, settleHold, standing as stands } from './model/holds.ts'
export {
  balancesOf,
  issuedEver,
  openLots,
  outstanding,
  postingsOf,
  standing,
  statement,
} from './store/read.ts'
export type { Balance, OpenLot, StatementLine, WrittenPosting } from './store/read.ts'
export { accountsOf, holdingAnything, setFloor } from './store/accounts.ts'
export { dueHolds, dueLots, holdsById, lotStates, type KnownHold } from './store/due.ts'
export { causeFlows, flows, heldAt, lotsByBranch, lotsHeld, passedOn, vintages } from './store/report.ts'
export type { CauseFlow, Flow, LotsHeld, Vintage } from './store/report.ts'
export {
  balancesOfMany,
  dyingBetween,
  freeLots,
  holderBefore,
  holderFlows,
  holdings,
  owingOfMany,
} from './store/holders.ts'
export type { Dying, FreeLot, HolderFlow, Holding, Spendable } from './store/holders.ts'
export { holdersMoving } from './store/moving.ts'
export { lotMoves, type LotMove } from './store/lots.ts'

export type OpenBook = Book &
  Readonly<{
    openedBalances: Map<string, Readonly<Opened>>
    /** The same accounts by their ids; absent where some are added later. */
    byId?: ReadonlyMap<string, Account>
  }>
type Opened = { balance: Amount; held: Amount }

/**
 * An account to open. `floor` 0 forbids going below zero (L4), null allows it, a negative one is an overdraft; it is
 * fixed when the account is first made. `credits: 'only'` promises that nothing is taken, so its open lots are not
 * loaded; `most` that no more than so much is taken, in burning order, so that only the lots are that it can come from.
 * So the cost of a sale does not grow with what a member has gathered.
 */
export type Wanted = AccountKey & Readonly<{ floor: Amount | null; credits?: 'only'; most?: Amount }>

export type Opening = Readonly<{
  /** The last day lots must live through to be spendable: today in the chain's zone (promises L4). */
  today: BusinessDay
  /** Closed lots that may be filled again. */
  alsoLots?: readonly string[]
  /** Only looks: nothing is locked, and the book cannot be closed. For quotes and previews. */
  looking?: boolean
}>

/**
 * Opens a book over accounts: locks the holders' ones to the end of the work, in one order for everybody, and loads
 * their open lots and active holds. Those that do not exist yet are made in the book, and written if anything moves on
 * them; of two works that both make one, the second waits and is tried again.
 */
export async function openBook(work: Work, keys: readonly Wanted[], how: Opening): Promise<OpenBook> {
  const wanted = new Map<string, Wanted>()
  const taken = new Map<string, opening.Taken>()
  for (const key of keys) {
    const text = keyText(key)
    wanted.set(text, key)
    if (key.credits !== 'only' && key.holderId !== null) taken.set(text, key)
  }
  // On the wire one behind the other, and each sees what was committed before it began: lots and holds are read behind
  // the locks, and meanwhile the accounts are put in their places.
  const locking = opening.accounts(work.tx, [...wanted.values()], how.looking === true)
  const [found, { lots, holds: held }] = await all([
    locking.then((rows) => inPlace(work, wanted, rows)),
    behindLocks(work, [...taken.values()], how),
  ])
  const { accounts, byId } = found
  putLots(byId, lots)
  for (const [text, { most }] of taken) if (most !== undefined) leftBeyond(accounts.get(text))
  const holds = new Map(held.flatMap((hold) => (byId.has(hold.accountId) ? [[hold.id, hold]] : [])))
  const { newId, at } = work
  return { ...found, holds, newId, at, today: how.today, transactions: [], postings: [], undo: [] }
}

type Found = Readonly<{
  accounts: Map<string, Account>
  byId: ReadonlyMap<string, Account>
  openedBalances: Map<string, Readonly<Opened>>
}>

/** Accounts under their keys: those that are there, and new ones for those that are not. */
function inPlace(
  work: Work,
  wanted: ReadonlyMap<string, Wanted>,
  rows: readonly opening.AccountRow[],
): Found {
  const accounts = new Map<string, Account>()
  const openedBalances = new Map<string, Opened>()
  for (const { id, unit, purpose, holderId, floor, balance, held } of rows) {
    const key = { unit, purpose, holderId }
    accounts.set(keyText(key), { id, key, floor, balance, held, lots: [], beyond: 0, written: true })
    if (balance !== null) openedBalances.set(id, { balance, held })
  }
  for (const [text, { unit, purpose, holderId, floor }] of wanted) {
    if (accounts.has(text)) continue
    const key = { unit, purpose, holderId }
    const balance = holderId === null ? null : 0
    const made = { id: work.newId(), key, floor, balance, held: 0, lots: [], beyond: 0, written: false }
    accounts.set(text, made)
  }
  return { accounts, byId: byIdOf({ accounts }), openedBalances }
}

/** With more accounts than so many, their locks are on the way while the question behind them is still written. */
const FEW = 256

async function behindLocks(
  work: Work,
  taken: readonly opening.Taken[],
  { alsoLots = [], today }: Opening,
): Promise<opening.Contents> {
  if (taken.length > FEW) await new Promise(setImmediate)
  return opening.contentsOf(work.tx, taken, { alsoLotIds: alsoLots, today })
}

function putLots(byId: ReadonlyMap<string, Account>, lots: readonly Omit<Lot, 'state'>[]): void {
  const filled = new Set<Account>()
  for (const lot of lots) {
    const account = byId.get(lot.accountId)
    // A twin made this account after our look at it: ours is refused by its key, and the work is tried again.
    if (!account) continue
    account.lots.push({ ...lot, state: 'kept' })
    filled.add(account)
  }
  for (const account of filled) account.lots.sort(inBurningOrder)
}

/** L3: what an account holds beside the lots that were loaded; a look may see a sale in one and not in the other. */
function leftBeyond(account: Account | undefined): void {
  if (!account) return
  const loaded = account.lots.reduce((all, lot) => all + lot.remaining, 0)
  account.beyond = Math.max(0, (account.balance ?? 0) - loaded)
}

/** What the book decided, as parts of one statement; nothing when nothing moved. */
export const closing = (work: Work, book: OpenBook): Statement[] =>
  closingOf(work, book, store.touchedBy(book, byIdOf(book)))

const byIdOf = ({ byId, accounts }: Pick<OpenBook, 'byId' | 'accounts'>): ReadonlyMap<string, Account> =>
  byId ?? new Map([...accounts.values()].map((account) => [account.id, account]))

function closingOf(work: Work, book: OpenBook, accounts: readonly Account[]): Statement[] {
  mustBalance(book)
  if (book.postings.length === 0 && book.holds.size === 0) return []
  return store.bookStatements(work, book, { accounts, opened: book.openedBalances })
}

/**
 * The same, and the book goes on: what is decided from here on is a part of its own, and what was decided so far can no
 * longer be taken back. For a long book, so that the database writes while more is decided.
 */
export function closingSoFar(work: Work, book: OpenBook): Statement[] {
  const touched = store.touchedBy(book, byIdOf(book))
  const statements = closingOf(work, book, touched)
  for (const account of touched) {
    account.written = true
    if (account.balance !== null)
      book.openedBalances.set(account.id, { balance: account.balance, held: account.held })
    for (const lot of account.lots) lot.state = 'kept'
  }
  for (const hold of book.holds.values()) hold.row = 'kept'
  for (const list of [book.transactions, book.postings, book.undo]) list.length = 0
  return statements
}

/** Writes what the book decided. */
export const closeBook = (work: Work, book: OpenBook): Promise<void> => inOne(work.tx, closing(work, book))
