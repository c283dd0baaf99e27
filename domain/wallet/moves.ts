import { addDays, type BusinessDay } from '#base/instant'
import { must, present } from '#base/must'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import type { WalletUnit } from './contract.ts'
import { chainKey, credit, debtKey, purseKey, repay, takeBack } from './purse.ts'

type Of = Readonly<{ unit: WalletUnit; memberId: string; amount: ledger.Amount }>

/**
 * Gives value out: a debt is repaid first, the rest becomes a lot. `lotId` names the lot where somebody must know it.
 */
export function issue(
  side: ledger.Side,
  of: Of & Readonly<{ expiresOn: BusinessDay | null; lotId?: string }>,
): void {
  if (of.amount === 0) return
  credit(side, of)
  ledger.move(side, chainKey(of.unit, 'issued'), -of.amount)
}

/**
 * Spends exactly that much of what is alive and free, in burning order (promises L1); answers false when it is not
 * there.
 */
export function spend(side: ledger.Side, of: Of & Readonly<{ lotId?: string }>): boolean {
  const how = of.lotId === undefined ? {} : { lotId: of.lotId }
  if (ledger.takeUpTo(side, purseKey(of.unit, of.memberId), of.amount, how) < of.amount) return false
  ledger.move(side, chainKey(of.unit, 'redeemed'), of.amount)
  return true
}

/** Spends up to what a hold reserved; what the hold reserved beyond is free again. */
export function settle(side: ledger.Side, unit: WalletUnit, hold: ledger.Hold, amount: ledger.Amount): void {
  ledger.settleHold(side, hold, amount)
  ledger.move(side, chainKey(unit, 'redeemed'), amount)
}

/** Takes back what was given: from the very lots of its cause first, the rest as a debt (promises L2). */
export function clawBack(side: ledger.Side, of: Of & Readonly<{ firstFrom: readonly string[] }>): void {
  if (of.amount === 0) return
  takeBack(side, of)
  ledger.move(side, chainKey(of.unit, 'issued'), of.amount)
}

export type Burned = Readonly<{ lotId: string; amount: ledger.Amount }>

/**
 * Gives a burn back into the very lots it came from, with their own last day (promises L3). A lot that died meanwhile
 * is filled and dies in the same transaction, unless the program grants days of grace: then the value lives on in a
 * lot of its own for so long.
 */
export function unspend(
  side: ledger.Side,
  of: Omit<Of, 'amount'> & Readonly<{ lots: readonly Burned[]; graceDays: number }>,
): void {
  const key = purseKey(of.unit, of.memberId)
  const { book } = side
  for (const { lotId, amount } of of.lots) {
    const lot = ledger.restore(side, key, lotId, amount)
    ledger.move(side, chainKey(of.unit, 'redeemed'), -amount)
    if (ledger.alive(lot, book.today)) continue
    ledger.drain(side, key, lotId, amount)
    if (of.graceDays > 0) ledger.give(side, key, amount, addDays(book.today, of.graceDays))
    else ledger.move(side, chainKey(of.unit, 'expired'), amount)
  }
  repay(side, of)
}

/** The last burned lots come back first; `given` says what came back of each already. */
export function lastBurned(
  burned: readonly Burned[],
  given: ReadonlyMap<string, number>,
  amount: number,
): Burned[] {
  let left = amount
  const back = new Map(given)
  const lots: Burned[] = []
  for (const { lotId, amount: of } of burned.toReversed()) {
    // One lot may have burned several times, line by line: what came back of it counts once in all.
    const before = Math.min(of, back.get(lotId) ?? 0)
    back.set(lotId, (back.get(lotId) ?? 0) - before)
    const part = Math.min(left, of - before)
    if (part > 0) lots.push({ lotId, amount: part })
    left -= part
  }
  must(left === 0, 'W4: no more comes back to lots than was burned from them')
  return lots
}

/** What a member has of a unit in an open book, living or not. */
export const heldIn = (book: ledger.Book, unit: WalletUnit, memberId: string): ledger.Amount =>
  present(ledger.accountOf(book, purseKey(unit, memberId)).balance, 'W3: a purse has a balance')

/** What a member can spend of a unit now; the purse was opened for taking. */
export const freeOf = (book: ledger.Book, unit: WalletUnit, memberId: string): ledger.Amount =>
  ledger.available(book, purseKey(unit, memberId))

export type Moved = ledger.WrittenPosting & Readonly<{ causeId: string }>

/** What causes moved on the ledger and still stands, oldest first. */
export async function movedBy(work: Work, causeIds: readonly string[]): Promise<Moved[]> {
  const standing = await ledger.standing(work.tx, causeIds)
  const causes = new Map(standing.map((t) => [t.id, t.causeId]))
  const postings = await ledger.postingsOf(work.tx, [...causes.keys()])
  return postings.map((p) => ({
    ...p,
    causeId: present(causes.get(p.transactionId), 'W4: a posting has its transaction'),
  }))
}

/** Of what was moved, what was burned from lots, in the order it burned, unit by unit. */
export function burnedOf(moved: readonly Moved[]): Map<WalletUnit, Burned[]> {
  const found = new Map<WalletUnit, Burned[]>()
  for (const { purpose, lotId, amount, unit } of moved) {
    if (purpose !== 'member' || lotId === null || amount >= 0) continue
    // The unit of a holder's posting was written by this room, so it is one of ours.
    const own = unit as WalletUnit
    found.set(own, [...(found.get(own) ?? []), { lotId, amount: -amount }])
  }
  return found
}

/** What returns filled back into lots; what died in the same transaction was filled all the same. */
export function givenOf(moved: readonly Moved[]): Map<string, number> {
  const found = new Map<string, number>()
  for (const { purpose, lotId, amount } of moved)
    if (purpose === 'member' && lotId !== null && amount > 0)
      found.set(lotId, (found.get(lotId) ?? 0) + amount)
  return found
}

/** What a member has of a unit in an open book; null when the book does not have it open. */
export const balanceIn = (book: ledger.Book, unit: WalletUnit, memberId: string): ledger.Amount | null =>
  ledger.accountIn(book, purseKey(unit, memberId))?.balance ?? null

/** What a member owes back of a unit in an open book, not negative; null when the book does not have it open. */
export function debtIn(book: ledger.Book, unit: WalletUnit, memberId: string): ledger.Amount | null {
  const debt = ledger.accountIn(book, debtKey(unit, memberId))
  return debt ? 0 - (debt.balance ?? 0) : null
}
