import { present } from '#base/must'
import type { Work } from '#db/work'
import {
  inBurningOrder,
  keyText,
  mustBalance,
  type Account,
  type AccountKey,
  type Amount,
  type Book,
} from './model.ts'
import * as store from './store.ts'

export { accountOf, begin, give, move, restore, takeUpTo } from './model.ts'
export type { AccountKey, Amount, Book, Transaction, Unit } from './model.ts'
export { balancesOf, credited, openLots, outstanding, postingsOf, standing, statement } from './store.ts'
export type { OpenLot, StatementLine, WrittenPosting } from './store.ts'

type OpenBook = Book & Readonly<{ openedBalances: ReadonlyMap<string, Amount> }>

/**
 * An account to open. `floor` 0 forbids going below zero (L4), null allows it. `credits: 'only'` promises that
 * nothing is
 * taken, so its open lots are not loaded and the cost of a sale does not grow with a member's history.
 */
export type Wanted = AccountKey & Readonly<{ floor: Amount | null; credits?: 'only' }>

/**
 * Opens a book over accounts: makes those that are missing, locks the holders' ones to the end of the work,
 * loads their open
 * lots. `alsoLots` are closed lots that may be filled again.
 */
export async function openBook(
  work: Work,
  keys: readonly Wanted[],
  alsoLots: readonly string[] = [],
): Promise<OpenBook> {
  const wanted = [...new Map(keys.map((key) => [keyText(key), key])).values()]
  const taken = new Set(keys.filter((key) => key.credits !== 'only').map(keyText))
  await store.insertAccounts(work, wanted)
  const rows = await store.lockAccounts(work.tx, wanted)
  const accounts = new Map<string, Account>()
  const byId = new Map<string, Account>()
  for (const { id, floor, balance, ...key } of rows) {
    const account: Account = { id, key, floor, balance, lots: [] }
    accounts.set(keyText(key), account)
    byId.set(id, account)
  }
  const holders = rows.filter((r) => r.holderId !== null && taken.has(keyText(r))).map((r) => r.id)
  for (const lot of await store.lotsOf(work.tx, holders, alsoLots)) {
    present(byId.get(lot.accountId), 'L5: a lot is loaded with its account').lots.push({
      ...lot,
      state: 'kept',
    })
  }
  for (const account of byId.values()) account.lots.sort(inBurningOrder)
  const openedBalances = new Map(
    rows.flatMap((r) => (r.balance === null ? [] : [[r.id, r.balance] as const])),
  )
  return { accounts, transactions: [], postings: [], newId: work.newId, at: work.at, openedBalances }
}

/** Writes what the book decided, with one statement per table; nothing when nothing moved. */
export async function closeBook(work: Work, book: OpenBook): Promise<void> {
  mustBalance(book)
  if (book.postings.length > 0) await store.writeBook(work, book, book.openedBalances)
}
