import type { Answer, Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import { inScope, mustBeAnother } from '#domain/org/index'
import { shownOne, stateOf } from './ask-discount.ts'
import type { decideDiscount } from './contract/discount-asking.ts'
import { discountAllowed, discountDecided } from './events.ts'
import * as store from './store/askings.ts'
import { insertAllowance } from './store/discounts.ts'

/**
 * S16: decided once and in its time, by a second person of that branch and never by a key. A yes is the word that the
 * sale goes by when it is sent, with the content that was asked about and with no other.
 */
export async function decide(
  work: Work,
  wish: Wish<typeof decideDiscount>,
): Promise<Answer<typeof decideDiscount>> {
  const print = fingerprint(wish)
  // Locked first: of two who decide at once the second sees the first one's word.
  const asking = await store.lockAsking(work.tx, wish.askingId)
  const done = await store.askingByDecision(work.tx, wish.id)
  if (done && done.decisionFingerprint !== print) throw new Refusal('discount_decision_id_reused')
  if (done) return { ...(await shownOne(work, done)), replayed: true }
  if (!asking || !inScope(work, asking.branchId)) throw new Refusal('discount_asking_unknown')
  const state = stateOf(asking, work.at)
  if (state === 'expired') throw new Refusal('discount_asking_expired', { expiresAt: asking.expiresAt })
  if (state !== 'waiting') throw new Refusal('discount_asking_decided', { state })
  mustBeAnother(work, asking.byId)
  const { id, approves, note } = wish
  await store.insertWord(work, { id, fingerprint: print, approves, note }, asking)
  work.record(discountDecided({ id, askingId: asking.id, saleId: asking.saleId, approves, note }))
  if (approves) await allow(work, print, asking)
  const kept = present(await store.askingById(work.tx, asking.id), 'S16: what was decided is there')
  return { ...(await shownOne(work, kept)), replayed: false }
}

async function allow(work: Work, print: string, asking: store.AskingRow): Promise<void> {
  const { saleId, salePrint, branchId, offMinor, shareBps } = asking
  const word = { id: work.newId(), saleId, branchId, offMinor, shareBps }
  await insertAllowance(work, { ...word, fingerprint: print, askingId: asking.id, salePrint })
  work.record(discountAllowed(word))
}
