import type { Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { once } from '#db/once'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import * as member from '#domain/member/index'
import type { WalletUnit } from './contract.ts'
import type { undoMemberMerge } from './contract/merge.ts'
import { couponsTaken, voidCoupons } from './coupons-moved.ts'
import { frozenMembers } from './freeze.ts'
import { activeHolds, moveDebt, openBoth, postUnder, type Between } from './merge.ts'
import { creditKey } from './on-account.ts'
import { debtKey, purseKey, repay, takeBack } from './purse.ts'
import { movedBy, type NewMovedLot } from './store/transfer.ts'

type UndoWish = Wish<typeof undoMemberMerge>

/**
 * W19: the gone member lives again, and every lot that moved holds again what left it, with its own last day. It is
 * taken from the lots it went into, then from whatever else the kept one has, and the rest the kept one owes. Lots that
 * died meanwhile stay dead: nothing comes back and nothing is owed. A debt goes back as far as it is still owed.
 */
export async function undoMerge(work: Work, wish: UndoWish) {
  const found = await member.mergeById(work, wish.mergeId)
  const pair = found && (await member.lockPair(work, found))
  // Looked at again behind the locks: another may have undone it meanwhile.
  const merge = await member.mergeById(work, wish.mergeId)
  return once(work, wish, {
    room: 'wallet',
    kind: 'merge_undoing',
    find: (id) => member.undoingById(work, id),
    answer: async ({ id, mergeId, reason, at }) => {
      const { keepId, goneId } = present(
        await member.mergeById(work, mergeId),
        'W19: what was undone is there',
      )
      return { id, mergeId, keepId, goneId, reason, at }
    },
    decide: async (print) => {
      if (!merge || !pair) throw new Refusal('merge_unknown')
      const made = await madeBy(work, merge.id)
      const book = await openBoth(work, merge, made.lotIds)
      await mustBeUndoable(work, book, merge, pair)
      const coupons = couponsTaken(book, made.moved)
      giveBack(book, merge, made, wish)
      await ledger.closeBook(work, book)
      await voidCoupons(work, coupons, wish.reason)
      await member.undoMerge(work, { id: wish.id, fingerprint: print, merge, pair, reason: wish.reason })
      return present(await member.undoingById(work, wish.id), 'W19: an undoing that was made is there')
    },
  })
}

/** Refusals in order of precedence. */
async function mustBeUndoable(
  work: Work,
  book: ledger.Book,
  merge: member.Merge,
  pair: member.Pair,
): Promise<void> {
  if (merge.undoneById !== null) throw new Refusal('merge_undone')
  if (!pair.keep || pair.keep.withdrawnAt !== null)
    throw new Refusal('survivor_has_gone', { memberId: merge.keepId })
  const [frozen] = await frozenMembers(work, [merge.keepId])
  if (frozen !== undefined) throw new Refusal('member_frozen', { memberId: frozen })
  if (activeHolds(book, merge.keepId) > 0) throw new Refusal('has_active_holds', { memberId: merge.keepId })
  const number = await member.mobileHolder(work, merge, pair)
  if (number !== null) throw new Refusal('mobile_taken', { number })
}

type Made = Readonly<{
  transactionIds: readonly string[]
  moved: readonly NewMovedLot[]
  postings: readonly ledger.WrittenPosting[]
  lotIds: readonly string[]
}>

/** Everything a merge moved, when it was made and since. */
async function madeBy(work: Work, mergeId: string): Promise<Made> {
  const transactionIds = (await ledger.standing(work.tx, [mergeId])).map((one) => one.id)
  const postings = await ledger.postingsOf(work.tx, transactionIds)
  const moved = await movedBy(work.tx, transactionIds)
  const lotIds = [...new Set(postings.flatMap((p) => (p.lotId === null ? [] : [p.lotId])))]
  return { transactionIds, moved, postings, lotIds }
}

function giveBack(book: ledger.Book, between: Between, made: Made, { id, reason }: UndoWish): void {
  const units = [...new Set(made.postings.map((p) => p.unit))].filter((unit) => unit !== 'on_account')
  const charged = sumOf(made.postings.filter((p) => p.unit === 'on_account' && p.holderId === between.goneId))
  postUnder(book, { kind: 'merge_undo', causeId: id, reason }, (side) => {
    // Units of a holder's postings were written by this room, so they are its own.
    for (const unit of units as WalletUnit[]) giveBackUnit(side, between, made, unit)
    giveBackAccount(side, between, charged)
  })
}

/** W19: what was bought on account goes back as far as it is still owed; money that lay there, as far as it does. */
function giveBackAccount(side: ledger.Side, { keepId, goneId }: Between, charged: number): void {
  const owed = 0 - (ledger.accountOf(side.book, creditKey(keepId)).balance ?? 0)
  const back = charged >= 0 ? Math.min(charged, Math.max(0, owed)) : Math.max(charged, Math.min(0, owed))
  ledger.move(side, creditKey(keepId), back)
  ledger.move(side, creditKey(goneId), 0 - back)
}

function giveBackUnit(side: ledger.Side, { keepId, goneId }: Between, made: Made, unit: WalletUnit): void {
  const of = made.postings.filter((p) => p.unit === unit)
  const keep = purseKey(unit, keepId)
  // What of the gone one's debts the kept one paid at the merge comes back into the very lots that paid it.
  const paid = of.filter((p) => p.holderId === keepId && p.lotId !== null && p.amount < 0)
  const owed = sumOf(of.filter((p) => p.holderId === goneId && p.purpose === 'debt'))
  moveDebt(side, debtKey(unit, keepId), debtKey(unit, goneId), owed + sumOf(paid))
  for (const p of paid) {
    if (!restoreAlive(side, keep, present(p.lotId, 'W19: paid from a lot'), -p.amount)) continue
    ledger.move(side, debtKey(unit, goneId), p.amount)
  }
  const back = made.moved
    .filter(
      (lot) => lot.unit === unit && restoreAlive(side, purseKey(unit, goneId), lot.fromLotId, lot.amount),
    )
    .reduce((all, lot) => all + lot.amount, 0)
  takeBack(side, { unit, memberId: keepId, amount: back, firstFrom: made.transactionIds })
  repay(side, { unit, memberId: goneId })
  repay(side, { unit, memberId: keepId })
}

/** Fills a lot again unless its last day has passed; answers whether it did. */
function restoreAlive(side: ledger.Side, key: ledger.AccountKey, lotId: string, amount: number): boolean {
  const lot = present(
    ledger.accountOf(side.book, key).lots.find((one) => one.id === lotId),
    'W19: a lot that moved was loaded',
  )
  if (!ledger.alive(lot, side.book.today)) return false
  ledger.restore(side, key, lotId, amount)
  return true
}

const sumOf = (postings: readonly ledger.WrittenPosting[]): number =>
  postings.reduce((all, p) => all + p.amount, 0)
