import type { Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import { actOf, again, refuse, stayRefused } from '#db/once'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { membersById } from '#domain/member/index'
import { UNITS, type WalletUnit } from './contract.ts'
import type { freezeValue, liftFreeze, memberFreezes } from './contract/freeze.ts'
import { freezeLifted, valueFrozen } from './freeze-events.ts'
import { openPurses } from './purse.ts'
import * as store from './store/freeze.ts'

/**
 * W20, W21: from the moment this is answered nothing is spent. The purses are locked first, so a spend that was let
 * through before has ended, and one that waits for them sees the freeze.
 */
export async function freeze(work: Work, wish: Wish<typeof freezeValue>) {
  const act = actOf(wish, { room: 'wallet', kind: 'freeze' })
  await lockPurses(work, wish.memberId)
  const done = await store.freezeById(work.tx, wish.id)
  if (done) return again(done, act)
  await stayRefused(work, act)
  if (!(await known(work, wish.memberId))) return refuse(work, act, { code: 'member_unknown' })
  const frozen = await store.frozen(work.tx, [wish.memberId])
  if (frozen.length > 0) return refuse(work, act, { code: 'value_already_frozen' })

  await store.insertFreeze(work, { ...wish, fingerprint: act.fingerprint })
  work.record(valueFrozen(wish))
  return { ...wish, at: work.at, replayed: false }
}

/** W20: ends the very freeze that was seen. A spend may go through from this commit on, so no purse is locked. */
export async function lift(work: Work, wish: Wish<typeof liftFreeze>) {
  const act = actOf(wish, { room: 'wallet', kind: 'freeze_lifting' })
  const { freezeId, memberId, id: byId } = wish
  // Lock first: liftings of one freeze queue here, and a twin of this wish has ended when it is looked for.
  await store.lockFreeze(work.tx, freezeId)
  const done = await store.liftingById(work.tx, wish.id)
  if (done) return again(done, act)
  await stayRefused(work, act)
  if (!(await known(work, memberId))) return refuse(work, act, { code: 'member_unknown' })
  const lifted = await store.endFreeze(work.tx, { freezeId, memberId, byId })
  if (!lifted) return refuse(work, act, { code: 'value_not_frozen' })

  await store.insertLifting(work, { ...wish, fingerprint: act.fingerprint })
  work.record(freezeLifted(wish))
  return { ...wish, at: work.at, replayed: false }
}

/**
 * W21: of these members, those whose value may not be spent, handed on or paid out; one statement. Ask it once their
 * purses are locked: asked before, a freeze may be answered between the question and the lock.
 */
/** Everybody whose value is frozen: told to tills, which cannot ask. */
export const allFrozen = (work: Work): Promise<string[]> => store.allFrozen(work.tx)

export async function frozenMembers(work: Work, memberIds: readonly string[]): Promise<Set<string>> {
  return new Set(await store.frozen(work.tx, memberIds))
}

export async function list(work: Work, { memberId }: Wish<typeof memberFreezes>) {
  if (!(await known(work, memberId))) throw new Refusal('member_unknown')
  const found = await store.freezesOf(work.tx, memberId)
  const rows = found.map(({ liftedBy: id, liftedWhy: reason, liftedAt: at, liftedById: byId, ...row }) => ({
    ...row,
    lifting: id === null ? null : { id, reason, at, byId },
  }))
  return { frozen: rows.some((row) => row.lifting === null), rows }
}

const known = async (work: Work, memberId: string): Promise<boolean> =>
  (await membersById(work, [memberId])).length > 0

/**
 * Everything the member holds, coupons and passes too. Nothing moves on the book, so it is never closed; its locks last
 * to the end of the work.
 */
async function lockPurses(work: Work, memberId: string): Promise<void> {
  // Units of a holder's accounts were written by this room, so they are its own.
  const held = (await ledger.balancesOf(work.tx, memberId)).map((row) => row.unit as WalletUnit)
  const units = [...new Set([...UNITS, ...held])]
  await openPurses(
    work,
    units.map((unit) => ({ memberId, unit, takes: false })),
  )
}
