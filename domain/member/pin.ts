import type { Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import { hashPassword, passwordRight } from '#domain/org/index'
import type { resetPin } from './contract/card.ts'
import { pinLocked as lockedEvent, pinReset } from './card-events.ts'
import { afterWrongTry, pinLocked, weakPin } from './model/pin.ts'
import * as members from './store/members.ts'
import * as store from './store/pin.ts'

/**
 * N8: sets or resets a member's PIN. Judged and hashed before anything is locked: a hash takes tens of milliseconds
 * on purpose, and nobody should wait for it.
 */
export async function reset(work: Work, wish: Wish<typeof resetPin>) {
  const done = await store.resetById(work.tx, wish.id)
  if (done) return again(work, done, wish)
  const [member] = await members.byIds(work.tx, [wish.memberId])
  if (!member || member.withdrawnAt) throw new Refusal('member_unknown')
  if (weakPin(wish.pin, member)) throw new Refusal('pin_weak', { path: 'pin' })
  const hash = await hashPassword(wish.pin, work.randomBytes(16))

  await members.lockMember(work.tx, wish.memberId)
  // Looked up again behind the lock: a twin of this reset may have finished while we hashed.
  const twin = await store.resetById(work.tx, wish.id)
  if (twin) return again(work, twin, wish)
  const { id, memberId, reason } = wish
  await store.insertReset(work, { id, memberId, reason, fingerprint: printOf(wish) })
  await store.keepPin(work.tx, { memberId, resetId: id, hash })
  work.record(pinReset(wish))
  return { id, memberId, at: work.at, replayed: false }
}

/** N8: of everything but the PIN: ten to the sixth guesses would read it out of any fingerprint. */
function printOf({ pin: _pin, ...rest }: Wish<typeof resetPin>): string {
  return fingerprint(rest)
}

/**
 * A retry is answered alike. Whether it brings the same PIN is asked of the hash while this reset is the latest; a
 * later one has taken the hash away, and with it the only thing to compare with.
 */
async function again(work: Work, done: store.ResetRow, wish: Wish<typeof resetPin>) {
  const kept = await store.pinOf(work.tx, done.memberId)
  const samePin = kept?.resetId !== done.id || (await passwordRight(wish.pin, kept.hash))
  if (done.fingerprint !== printOf(wish) || !samePin) throw new Refusal('pin_reset_id_reused')
  return { ...done, replayed: true }
}

export type PinAnswer = 'right' | 'wrong' | 'locked' | 'none'

/**
 * N9: whether this is the member's PIN. Wrong tries are counted in the same work: a caller that refuses because of
 * the answer must keep its refusal (`new Refusal(code, { kept: true })`), or the count is rolled back with it.
 *
 * Ask before locking wallets: hashing takes tens of milliseconds, and whoever waits for the same wallet would wait for
 * it too. Ask for several members in the order of their ids, as everybody does, for each stays locked to the end.
 */
export async function verifyPin(work: Work, memberId: string, pin: string): Promise<PinAnswer> {
  const kept = await store.lockPin(work.tx, memberId)
  if (kept && pinLocked(kept, work.at)) return 'locked'
  // Without a PIN the same work is done, so that the time does not tell who has one (S4).
  const right = await passwordRight(pin, kept?.hash)
  if (!kept) return 'none'
  if (right) {
    if (kept.failures > 0) await store.countTries(work.tx, memberId, { failures: 0, lockedUntil: null })
    return 'right'
  }
  const tries = afterWrongTry(kept, work.at)
  await store.countTries(work.tx, memberId, tries)
  if (pinLocked(tries, work.at)) work.record(lockedEvent({ memberId, failures: tries.failures }))
  return 'wrong'
}
