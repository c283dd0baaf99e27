import type { BusinessDay } from '#base/instant'
import { must } from '#base/must'
import * as ledger from '#domain/ledger/index'
import type { WalletUnit } from './contract.ts'

/** What the member holds; never below zero, always in lots. */
export const purseKey = (unit: WalletUnit, memberId: string): ledger.AccountKey => ({
  unit,
  purpose: 'member',
  holderId: memberId,
})
/** W3: what the member owes back of a unit: zero or below. */
export const debtKey = (unit: WalletUnit, memberId: string): ledger.AccountKey => ({
  unit,
  purpose: 'debt',
  holderId: memberId,
})
/** The chain's side: what it has issued, or taken over from before. */
export const chainKey = (unit: WalletUnit, purpose: 'issued' | 'opening'): ledger.AccountKey => ({
  unit,
  purpose,
  holderId: null,
})

type Side = Readonly<{ book: ledger.Book; transaction: ledger.Transaction }>
type Credit = Readonly<{
  unit: WalletUnit
  memberId: string
  amount: ledger.Amount
  expiresOn: BusinessDay | null
}>
type Debit = Readonly<{
  unit: WalletUnit
  memberId: string
  amount: ledger.Amount
  firstFrom?: readonly string[]
}>

/** Credits a member: what is owed back is repaid first, the rest becomes a lot. */
export function credit(side: Side, of: Credit): void {
  const debt = ledger.accountOf(side.book, debtKey(of.unit, of.memberId))
  const repaid = Math.min(of.amount, -(debt.balance ?? 0))
  must(repaid >= 0, 'W3: a debt is never positive')
  ledger.move(side, debt.key, repaid)
  if (of.amount > repaid) ledger.give(side, purseKey(of.unit, of.memberId), of.amount - repaid, of.expiresOn)
}

/**
 * Takes value back: from the lots it came from first; what the member no longer has becomes a debt, never
 * silently less (promises L2).
 */
export function takeBack(side: Side, of: Debit): void {
  const taken = ledger.takeUpTo(side, purseKey(of.unit, of.memberId), of.amount, of.firstFrom)
  ledger.move(side, debtKey(of.unit, of.memberId), taken - of.amount)
}

/** W3: whoever holds value again and still owes some gives that back at once. */
export function repay(side: Side, of: Readonly<{ unit: WalletUnit; memberId: string }>): void {
  const debt = ledger.accountOf(side.book, debtKey(of.unit, of.memberId))
  const owed = -(debt.balance ?? 0)
  if (owed > 0) ledger.move(side, debt.key, ledger.takeUpTo(side, purseKey(of.unit, of.memberId), owed))
}

/** The accounts a member's movement in a unit may touch. Crediting alone loads no old lots. */
export function purse(unit: WalletUnit, memberId: string, credits?: 'only'): ledger.Wanted[] {
  return [
    { ...purseKey(unit, memberId), floor: 0, ...(credits ? { credits } : {}) },
    { ...debtKey(unit, memberId), floor: null, credits: 'only' },
  ]
}

export const chainSide = (unit: WalletUnit, purpose: 'issued' | 'opening'): ledger.Wanted => ({
  ...chainKey(unit, purpose),
  floor: null,
})
