import { must } from '#base/must'
import * as ledger from '#domain/ledger/index'
import { chainKey } from './purse.ts'

/** What a member owes the chain for sales on account: zero or below, never below the credit line (M4). */
export const creditKey = (memberId: string): ledger.AccountKey => ({
  unit: 'on_account',
  purpose: 'credit',
  holderId: memberId,
})

/** The chain's side of money that came in for goods on account; what was charged and taken back is on another. */
export const paidKey: ledger.AccountKey = { unit: 'on_account', purpose: 'paid', holderId: null }

/** The account as a sale opens it: whoever was never given a credit line has none. */
export const creditWanted = (memberId: string): ledger.Wanted => ({
  ...creditKey(memberId),
  floor: 0,
  credits: 'only',
})

/** Puts a sale on the member's account; false when that would pass the credit line. */
export function chargeOnAccount(side: ledger.Side, memberId: string, amount: ledger.Amount): boolean {
  const account = ledger.accountOf(side.book, creditKey(memberId))
  if (account.floor !== null && (account.balance ?? 0) - amount < account.floor) return false
  ledger.move(side, account.key, -amount)
  ledger.move(side, chainKey('on_account', 'redeemed'), amount)
  return true
}

/** Below zero where more came back than was owed: then the chain owes the member. */
export const owedIn = (book: ledger.Book, memberId: string): ledger.Amount =>
  0 - (ledger.accountOf(book, creditKey(memberId)).balance ?? 0)

/** W17: money for what was bought on account, in an open book; whoever takes it has asked whether so much is owed. */
export function settleAccount(side: ledger.Side, memberId: string, amount: ledger.Amount): void {
  must(amount > 0 && amount <= owedIn(side.book, memberId), 'W17: no more is paid than is owed')
  ledger.move(side, creditKey(memberId), amount)
  ledger.move(side, paidKey, -amount)
}

/** Takes a return off what the member owes. */
export function payOnAccount(side: ledger.Side, memberId: string, amount: ledger.Amount): void {
  ledger.move(side, creditKey(memberId), amount)
  ledger.move(side, chainKey('on_account', 'redeemed'), -amount)
}
