import * as ledger from '#domain/ledger/index'
import * as wallet from '#domain/wallet/index'
import type { Office, Op } from './head-office.ts'
import { addAccount, sideOf, type Purse } from './house.ts'
import { commit, insist, type World } from './world.ts'
import { newId, type Act } from './acts.ts'

/** A payment that was taken. */
export type Paid = Readonly<{ memberId: string; minor: number }>

/** What members buy on account, on the real ledger. */
export type OnAccount = Readonly<{
  /** How much more a member may buy. */
  room: (memberId: string) => number
  /** Below zero where more came back than was owed. */
  owed: (memberId: string) => number
  /** Money for what was bought; false where it is more than is owed (W17). */
  pay: (of: Readonly<{ id: string; memberId: string; minor: number }>) => boolean
  /** Another credit line; false where it is below what is owed already (W16). */
  setLine: (memberId: string, mostMinor: number) => boolean
}>

const creditOf = (memberId: string): ledger.AccountKey => {
  const { unit, purpose, holderId } = wallet.creditWanted(memberId)
  return { unit, purpose, holderId }
}

export const onAccountIn = (book: ledger.OpenBook): OnAccount => ({
  room: (memberId) => wallet.roomOf(book, memberId),
  owed: (memberId) => wallet.owedIn(book, memberId),
  pay: ({ id, memberId, minor }) => {
    if (minor > wallet.owedIn(book, memberId)) return false
    wallet.settleAccount(sideOf(book, 'account_payment', id), memberId, minor)
    // What is done is done: nobody takes it back.
    book.undo.length = 0
    return true
  },
  setLine: (memberId, mostMinor) => {
    if (mostMinor < wallet.owedIn(book, memberId)) return false
    Object.assign(ledger.accountOf(book, creditOf(memberId)), { floor: 0 - mostMinor })
    return true
  },
})

/** The credit line is the account's floor (M4). */
export function openCredit(book: ledger.OpenBook, memberId: string, lineMinor: number): Purse {
  addAccount(book, creditOf(memberId), 0 - lineMinor)
  return ledger.accountOf(book, creditOf(memberId))
}

/** Head office takes money for what was bought on account; the same again is the same payment (X2). */
export function takePayment({ house, paid, witness }: Office, op: Extract<Op, { k: 'pay' }>): boolean {
  const { id, memberId, minor } = op
  if (paid.has(id)) {
    witness.some('asked again after a lost answer')
    return true
  }
  if (!house.onAccount.pay(op)) return false
  paid.set(id, { memberId, minor })
  witness.some('paid off the account')
  return true
}

/** W16: a line below what is owed is none. */
export function changeLineOf({ house, witness }: Office, op: Extract<Op, { k: 'line' }>): boolean {
  const told = house.onAccount.setLine(op.memberId, op.lineMinor)
  if (told) witness.some('credit line changed')
  return told
}

/** Somebody pays at head office what is owed there, or says a sum by heart that may be more. */
export const payOff: Act = async (world) => {
  const { dice, memo } = world
  const memberId = regularOf(world)
  if (memberId === null) return
  const owedMinor = memo.office.house.onAccount.owed(memberId)
  const minor = dice.hits(0.6) ? owedMinor : 1 + dice.below(20_00)
  if (minor > 0) insist(world, { k: 'pay', at: memo.now, id: newId(world), memberId, minor })
}

/** Another line for somebody: what tills were last told of the room is too much then, or too little. */
export const changeLine: Act = async (world) => {
  const { dice, memo } = world
  const memberId = regularOf(world)
  if (memberId === null) return
  commit(world, { k: 'line', at: memo.now, memberId, lineMinor: dice.below(60_00) })
}

function regularOf({ dice, holdings, memo }: World): string | null {
  const regulars = [...holdings].flatMap(([id, { lineMinor }]) => (lineMinor > 0 ? [id] : []))
  const known = regulars.filter((id) => memo.office.members.has(id))
  return known.length === 0 ? null : dice.pick(known)
}
