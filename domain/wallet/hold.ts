import type { Wish } from '#base/endpoint'
import type { Happening } from '#base/happening'
import { instantOfMs, msOf, type Instant } from '#base/instant'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import type { Step } from '#db/jobs'
import { once } from '#db/once'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { mustBeAlive } from './adjust.ts'
import type { WalletUnit } from './contract.ts'
import type { placeHold, releaseHold, showHold } from './contract/hold.ts'
import { frozenMembers } from './freeze.ts'
import { freeOf } from './moves.ts'
import { openPurses, purseKey } from './purse.ts'
import * as store from './store/hold.ts'
import { holdEnded, holdPlaced } from './transfer-events.ts'

/** Holds ended in one step of the job. */
const MOST = 200

/** W14: reserves value without moving it (promises M8); holds whose time is over do not stand in the way. */
export async function place(work: Work, wish: Wish<typeof placeHold>) {
  const { id, memberId, unit, amount, lotId } = wish
  const book = await openPurses(work, [{ memberId, unit, takes: true }])
  return once(work, wish, {
    room: 'wallet',
    kind: 'hold',
    find: (one) => store.holdWish(work.tx, one),
    answer: () => shown(work, id),
    decide: async (print) => {
      await mustBeAlive(work, memberId)
      if ((await frozenMembers(work, [memberId])).size > 0) throw new Refusal('member_frozen', { memberId })
      const ended = endDue(book)
      const expiresAt = instantOfMs(msOf(work.at) + wish.seconds * 1000)
      const key = purseKey(unit, memberId)
      if (!ledger.placeHold(book, { id, key, amount, lotId, expiresAt, causeId: null }))
        throw new Refusal('not_enough_value', { free: freeOf(book, unit, memberId) })
      await ledger.closeBook(work, book)
      const row = { id, memberId, unit, fingerprint: print }
      await store.insertHoldWish(work, row)
      work.record(...ended, holdPlaced({ ...row, amount, expiresAt }))
      return row
    },
  })
}

/** W14: a hold is resolved once: of a release and a sale at the same moment one is refused. */
export async function release(work: Work, wish: Wish<typeof releaseHold>) {
  const [known] = await ledger.holdsById(work.tx, [wish.holdId])
  const asked = known && (await store.holdWish(work.tx, wish.holdId))
  const book = asked && (await openPurses(work, [{ ...asked, takes: true }]))
  return once(work, wish, {
    room: 'wallet',
    kind: 'hold_release',
    find: (one) => store.holdRelease(work.tx, one),
    answer: ({ holdId }) => shown(work, holdId),
    decide: async (print) => {
      if (!asked || !book) throw new Refusal('hold_unknown')
      const hold = book.holds.get(wish.holdId)
      if (!hold || !ledger.stands(hold, work.at)) {
        const { state } = await shown(work, wish.holdId)
        throw new Refusal('hold_resolved', { state })
      }
      ledger.endHold(book, hold, 'released')
      await ledger.closeBook(work, book)
      const row = { ...wish, fingerprint: print }
      await store.insertHoldRelease(work, row)
      work.record(holdEnded({ id: hold.id, memberId: asked.memberId, as: 'released' }))
      return row
    },
  })
}

export async function show(work: Work, { id }: Wish<typeof showHold>) {
  const [known] = await ledger.holdsById(work.tx, [id])
  if (!known) throw new Refusal('hold_unknown')
  return shown(work, id)
}

/** A hold whose time is over has expired for everybody, whether the job has been there or not. */
async function shown(work: Work, id: string) {
  const found = await ledger.holdsById(work.tx, [id])
  const { state, holderId, ...hold } = present(found[0], 'W14: a hold that was placed is there')
  const over = state === 'active' && hold.expiresAt <= work.at
  return {
    ...hold,
    memberId: present(holderId, 'W14: a member has it'),
    state: over ? ('expired' as const) : state,
  }
}

export type HoldRefusal = 'hold_unknown' | 'hold_of_another' | 'hold_expired'

/**
 * The hold a sale wants to settle, in an open book of its member's purses; or why it cannot. One that was settled,
 * released or ended before is as unknown as one that never was.
 */
export function holdForSale(
  book: ledger.Book,
  of: Readonly<{ holdId: string; memberId: string; unit: WalletUnit }>,
  at: Instant,
): ledger.Hold | HoldRefusal {
  const hold = book.holds.get(of.holdId)
  if (!hold || hold.state !== 'active') return 'hold_unknown'
  const account = book.accounts.get(`${of.unit} member ${of.memberId}`)
  if (account?.id !== hold.accountId) return 'hold_of_another'
  return ledger.stands(hold, at) ? hold : 'hold_expired'
}

/**
 * Ends the holds of an open book whose time is over, so that an answer never depends on when the job ran. Answers what
 * is to be recorded once the book is closed.
 */
export function endDue(book: ledger.Book): Happening[] {
  const due = [...book.holds.values()].filter((h) => h.state === 'active' && !ledger.stands(h, book.at))
  const holders = new Map([...book.accounts.values()].map((account) => [account.id, account.key.holderId]))
  return due.map((hold) => {
    ledger.endHold(book, hold, 'expired')
    const memberId = present(holders.get(hold.accountId), 'L9: a hold is on a locked account')
    return holdEnded({ id: hold.id, memberId, as: 'expired' })
  })
}

/** Every minute: gives back what holds reserved whose time is over (M8); twice at once each ends once, by the lock. */
export async function endHolds(work: Work): Promise<Step> {
  const due = await ledger.dueHolds(work.tx, work.at, MOST)
  const purses = due.map(({ unit, holderId }) => ({
    // The unit of a holder's account was written by this room, so it is one of ours.
    unit: unit as WalletUnit,
    memberId: present(holderId, 'L9: a hold is on a holder'),
    takes: true,
  }))
  if (purses.length === 0) return 'done'
  const book = await openPurses(work, purses)
  const ended = endDue(book)
  await ledger.closeBook(work, book)
  work.record(...ended)
  return due.length < MOST ? 'done' : 'more'
}
