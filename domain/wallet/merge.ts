import type { Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import type { Step } from '#db/jobs'
import { once } from '#db/once'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import * as member from '#domain/member/index'
import { liveProgram } from '#domain/program/index'
import { mustFitCap } from './cap.ts'
import { UNITS, type WalletUnit } from './contract.ts'
import type { mergeMembers } from './contract/merge.ts'
import { keepCouponsMoved } from './coupons-moved.ts'
import { roomOf } from './credit-line.ts'
import { mergeFollowed } from './events.ts'
import { frozenMembers } from './freeze.ts'
import { freePending } from './pending.ts'
import { creditKey, creditWanted } from './on-account.ts'
import { passLot } from './pass-on.ts'
import { debtKey, openPurses, purseKey, repay } from './purse.ts'
import { insertMovedLots, type NewMovedLot } from './store/transfer.ts'

/** The job that moves on what still arrives at members that have gone; whoever may have sent some there asks for it. */
export const FOLLOW_MERGES = 'wallet.follow_merges'

export type Between = Readonly<{ keepId: string; goneId: string }>

/**
 * W18: two members that are one person. Both are locked first, then all they hold: everything of the gone one moves,
 * lot by lot with its last day, and so do its debts. What an undoing takes back is found by the merge's own postings.
 */
export async function merge(work: Work, wish: Wish<typeof mergeMembers>) {
  const pair = await member.lockPair(work, wish)
  const book = await openBoth(work, wish)
  return once(work, wish, {
    room: 'wallet',
    kind: 'merge',
    find: (id) => member.mergeById(work, id),
    answer: shown,
    decide: async (print) => {
      const { keep, gone } = await mustBeMergeable(work, book, wish, pair)
      const moved = moveAll(book, wish, { causeId: wish.id, reason: wish.reason })
      await ledger.closeBook(work, book)
      await insertMovedLots(work.tx, moved)
      await keepCouponsMoved(work, { moved, memberId: wish.keepId, causeId: wish.id })
      await member.mergeInto(work, { id: wish.id, fingerprint: print, keep, gone, reason: wish.reason })
      return present(await member.mergeById(work, wish.id), 'W18: a merge that was made is there')
    },
  })
}

const shown = ({ id, keepId, goneId, reason, at }: member.Merge) => ({ id, keepId, goneId, reason, at })

/** Every purse of both, and the account either buys on. */
export async function openBoth(
  work: Work,
  { keepId, goneId }: Between,
  alsoLots: readonly string[] = [],
): Promise<ledger.OpenBook> {
  const rows = await ledger.accountsOf(work.tx, [keepId, goneId])
  // Units of a holder's accounts were written by this room, so they are its own.
  const held = rows.filter((row) => row.purpose !== 'credit').map((row) => row.unit as WalletUnit)
  const purses = [...new Set([...UNITS, ...held])].flatMap((unit) =>
    [keepId, goneId].map((memberId) => ({ memberId, unit, takes: true })),
  )
  const also = [creditWanted(keepId), creditWanted(goneId)]
  return openPurses(work, purses, { also, alsoLots })
}

/** Refusals in order of precedence. */
async function mustBeMergeable(
  work: Work,
  book: ledger.Book,
  { keepId, goneId }: Between,
  { keep, gone }: member.Pair,
) {
  if (!keep || keep.withdrawnAt !== null) throw new Refusal('member_unknown', { memberId: keepId })
  if (!gone || gone.withdrawnAt !== null) throw new Refusal('member_unknown', { memberId: goneId })
  if (keepId === goneId) throw new Refusal('merge_with_self')
  const [frozen] = await frozenMembers(work, [keepId, goneId])
  if (frozen !== undefined) throw new Refusal('member_frozen', { memberId: frozen })
  freePending(book, { unit: 'points', memberId: goneId })
  if (activeHolds(book, goneId) > 0) throw new Refusal('has_active_holds', { memberId: goneId })
  const owed = 0 - (ledger.accountOf(book, creditKey(goneId)).balance ?? 0)
  const room = roomOf(book, keepId)
  if (owed > room) throw new Refusal('credit_line_too_small', { owedMinor: owed, roomMinor: room })
  const { document } = await liveProgram(work)
  const comingMinor = (['principal', 'bonus'] as const).reduce(
    (all, unit) => all + (ledger.accountOf(book, purseKey(unit, goneId)).balance ?? 0),
    0,
  )
  // Nothing that comes in breaks no cap, however full the kept card is by now.
  if (comingMinor > 0) mustFitCap(book, document, { memberId: keepId, comingMinor })
  return { keep, gone }
}

export const activeHolds = (book: ledger.Book, memberId: string): number =>
  [...book.accounts.values()].reduce((all, { key, held }) => all + (key.holderId === memberId ? held : 0), 0)

const unitsIn = (book: ledger.Book, memberId: string): WalletUnit[] =>
  [...book.accounts.values()]
    .filter(({ key }) => key.holderId === memberId && key.purpose === 'member')
    .map(({ key }) => key.unit as WalletUnit)

/** Moves what is there: lots, then debts, then what was bought on account as far as the other line allows. */
function moveAll(
  book: ledger.Book,
  { keepId, goneId }: Between,
  { causeId, reason }: Readonly<{ causeId: string; reason: string }>,
): NewMovedLot[] {
  const moved: NewMovedLot[] = []
  postUnder(book, { kind: 'merge', causeId, reason }, (side) => {
    for (const unit of unitsIn(book, goneId)) {
      const { lots } = ledger.accountOf(book, purseKey(unit, goneId))
      for (const lot of lots.filter((one) => one.remaining > 0))
        moved.push(passLot(side, { unit, fromId: goneId, toId: keepId }, lot))
      moveDebt(side, debtKey(unit, goneId), debtKey(unit, keepId))
      repay(side, { unit, memberId: keepId })
    }
    moveDebt(side, creditKey(goneId), creditKey(keepId), roomOf(book, keepId))
  })
  return moved
}

/** Posts under a transaction of its own, which is only begun when there is something to post (L1). */
export function postUnder(
  book: ledger.Book,
  { kind, causeId, reason }: Readonly<{ kind: string; causeId: string; reason: string }>,
  post: (side: ledger.Side) => void,
): void {
  const before = book.postings.length
  const words = { happenedAt: book.at, branchId: null, programVersion: null, reason, reversesId: null }
  const posting = () => {
    post({ book, transaction: ledger.begin(book, { kind, causeId, ...words }) })
    return book.postings.length
  }
  ledger.attempt(book, posting, (after) => after > before)
}

/** What one owes the other owes from now on, up to `most`. */
export function moveDebt(
  side: ledger.Side,
  from: ledger.AccountKey,
  to: ledger.AccountKey,
  most = Number.MAX_SAFE_INTEGER,
): void {
  const owed = Math.min(most, 0 - (ledger.accountOf(side.book, from).balance ?? 0))
  ledger.move(side, from, owed)
  ledger.move(side, to, 0 - owed)
}

/** Merges looked after in one step of the job. */
const MOST = 100

/**
 * W18: what still arrives at a member that has gone (a sale of before is voided, a till was slow) follows to whoever
 * stayed, as a part of the same merge. Asked for by whoever knows, and every minute.
 */
export async function followMerges(work: Work): Promise<Step> {
  const standing = await member.standingMerges(work)
  const left = await ledger.holdingAnything(
    work.tx,
    standing.map((one) => one.goneId),
  )
  const behind = standing.filter((one) => left.includes(one.goneId)).slice(0, MOST)
  let followed = 0
  for (const { id, keepId, goneId } of behind) if (await follow(work, { id, keepId, goneId })) followed++
  return followed === 0 ? 'done' : 'more'
}

/** One pair, behind the same locks as the merge itself: it may have been undone meanwhile. */
async function follow(work: Work, { id, ...between }: Between & Readonly<{ id: string }>): Promise<boolean> {
  await member.lockPair(work, between)
  const known = await member.mergeById(work, id)
  const book = await openBoth(work, between)
  if (known?.undoneById !== null || activeHolds(book, between.goneId) > 0) return false
  const moved = moveAll(book, between, { causeId: id, reason: known.reason })
  await ledger.closeBook(work, book)
  await insertMovedLots(work.tx, moved)
  await keepCouponsMoved(work, { moved, memberId: between.keepId, causeId: id })
  if (book.postings.length > 0) work.record(mergeFollowed({ id, ...between }))
  return book.postings.length > 0
}
