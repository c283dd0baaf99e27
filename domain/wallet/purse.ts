import type { BusinessDay } from '#base/instant'
import { must } from '#base/must'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { today } from '#domain/org/index'
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
/** The chain's side of a movement: given out, taken over from before, spent, died, corrected by hand, paid back. */
export const CHAIN_SIDES = ['issued', 'opening', 'redeemed', 'expired', 'adjusted', 'refunded'] as const
export type ChainPurpose = (typeof CHAIN_SIDES)[number]
/** What a sale or a return moves of them: given out, spent, died. A lone sale asks for half as many accounts so. */
export const SALE_SIDES: readonly ChainPurpose[] = ['issued', 'redeemed', 'expired']
export const chainKey = (unit: WalletUnit, purpose: ChainPurpose): ledger.AccountKey => ({
  unit,
  purpose,
  holderId: null,
})

type Side = ledger.Side
type Credit = Readonly<{
  unit: WalletUnit
  memberId: string
  amount: ledger.Amount
  expiresOn: BusinessDay | null
  lotId?: string
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
  if (of.amount > repaid)
    ledger.give(side, purseKey(of.unit, of.memberId), of.amount - repaid, of.expiresOn, of.lotId)
}

/**
 * Takes value back: from the lots it came from first; what the member no longer has becomes a debt, never
 * silently less (promises L2).
 */
export function takeBack(side: Side, of: Debit): void {
  const how = of.firstFrom === undefined ? {} : { firstFrom: of.firstFrom }
  const taken = ledger.takeUpTo(side, purseKey(of.unit, of.memberId), of.amount, how)
  ledger.move(side, debtKey(of.unit, of.memberId), taken - of.amount)
}

/** W3: whoever holds value again and still owes some gives that back at once. */
export function repay(side: Side, of: Readonly<{ unit: WalletUnit; memberId: string }>): void {
  const debt = ledger.accountOf(side.book, debtKey(of.unit, of.memberId))
  const owed = -(debt.balance ?? 0)
  if (owed > 0) ledger.move(side, debt.key, ledger.takeUpTo(side, purseKey(of.unit, of.memberId), owed))
}

/**
 * The accounts a member's movement in a unit may touch. Crediting alone loads no old lots, and taking so much only
 * those that it can come from.
 */
export function purse(
  unit: WalletUnit,
  memberId: string,
  how: Pick<ledger.Wanted, 'credits' | 'most'> = {},
): ledger.Wanted[] {
  const owes = { unit, purpose: 'debt', holderId: memberId, floor: null, credits: 'only' } as const
  return [{ unit, purpose: 'member', holderId: memberId, floor: 0, ...how }, owes]
}

export const chainSide = (unit: WalletUnit, purpose: ChainPurpose): ledger.Wanted => ({
  ...chainKey(unit, purpose),
  floor: null,
})

export type PurseWish = Readonly<{
  memberId: string
  unit: WalletUnit
  /** Whether something may be taken from it; what is only credited loads no old lots. */
  takes: boolean
  /** How much at the most is taken by this wish, in burning order; absent is anything, from any lot. */
  most?: ledger.Amount
}>

export type PurseOpening = Readonly<{
  alsoLots?: readonly string[]
  looking?: boolean
  /** Today in the chain's zone, where the caller knows it already. */
  today?: BusinessDay
  /** Further accounts of members that the work moves, with the units whose chain sides they need. */
  also?: readonly ledger.Wanted[]
  alsoUnits?: readonly WalletUnit[]
  /** The chain's sides that the work moves value from or to; every one when absent. */
  sides?: readonly ChainPurpose[]
}>

/**
 * Opens and locks what many members hold, in one order for everybody, with the chain's side of every unit. Lots that
 * died are cleared before anything is taken, so that the answer never depends on whether the nightly job has run (L4).
 */
export async function openPurses(
  work: Work,
  wishes: readonly PurseWish[],
  how: PurseOpening = {},
): Promise<ledger.OpenBook> {
  const { also = [], alsoUnits = [], sides: purposes = CHAIN_SIDES, ...opening } = how
  const units = [...new Set([...wishes.map((wish) => wish.unit), ...alsoUnits])]
  const taking = takingOf(wishes)
  const keys = wishes.flatMap((wish) => purse(wish.unit, wish.memberId, taking.get(wishText(wish))))
  const sides = units.flatMap((unit) => purposes.map((purpose) => chainSide(unit, purpose)))
  const book = await ledger.openBook(work, [...keys, ...also, ...sides], {
    ...opening,
    today: how.today ?? (await today(work)),
  })
  for (const wish of new Map(wishes.filter((one) => one.takes).map((one) => [wishText(one), one])).values())
    clearDead(book, wish)
  return book
}

/** What is taken by all wishes of a purse together: nothing, so much at the most, or anything. */
function takingOf(wishes: readonly PurseWish[]): Map<string, Pick<ledger.Wanted, 'credits' | 'most'>> {
  const all = new Map<string, Pick<ledger.Wanted, 'credits' | 'most'>>()
  for (const wish of wishes) {
    const text = wishText(wish)
    const before = all.get(text) ?? NOTHING_TAKEN
    if (!wish.takes) all.set(text, before)
    else if (wish.most === undefined) all.set(text, {})
    else if (before.credits === 'only') all.set(text, { most: wish.most })
    else if (before.most !== undefined) all.set(text, { most: before.most + wish.most })
  }
  return all
}
const NOTHING_TAKEN = { credits: 'only' } as const

const wishText = ({ unit, memberId }: PurseWish): string => `${unit} ${memberId}`

/** Posts the end of lots that died, as a transaction of its own; answers how much. */
export function clearDead(book: ledger.Book, { unit, memberId }: Omit<PurseWish, 'takes'>): number {
  const key = purseKey(unit, memberId)
  const lots = ledger.dead(book, key)
  if (lots.length === 0) return 0
  const total = lots.reduce((all, lot) => all + lot.remaining, 0)
  const transaction = ledger.begin(book, {
    kind: 'expire',
    causeId: book.newId(),
    happenedAt: book.at,
    branchId: null,
    programVersion: null,
    reason: null,
    reversesId: null,
  })
  const side = { book, transaction }
  for (const lot of lots) ledger.drain(side, key, lot.id, lot.remaining)
  ledger.move(side, chainKey(unit, 'expired'), total)
  return total
}
