import type { Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { once } from '#db/once'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { mustBeAnother, rolesOf } from '#domain/org/index'
import { liveProgram } from '#domain/program/index'
import { apply, mustBeAlive, openForAdjusting, shown } from './adjust.ts'
import { adjustmentRejected, valueAdjusted } from './adjustment-events.ts'
import type { decideAdjustment } from './contract/adjustment.ts'
import { covers } from './model/adjustment.ts'
import * as store from './store/adjustment.ts'

/**
 * W11: decided once, by a second person and never by a key. One of the two must be up to the amount: by their limit in
 * the program of today, or because they own the chain. Whoever rejects needs no limit.
 */
export async function decide(work: Work, wish: Wish<typeof decideAdjustment>) {
  // Locked before the purses, always: whoever asked holds no purse while it waits.
  const asked = await store.lockAdjustment(work.tx, wish.adjustmentId)
  return once(work, wish, {
    room: 'wallet',
    kind: 'adjustment_approval',
    find: async (id) => {
      const row = await store.adjustmentByDecision(work.tx, id)
      return row && { row, fingerprint: row.decisionFingerprint ?? '' }
    },
    answer: ({ row }) => shown(row),
    decide: async (print) => {
      if (!asked) throw new Refusal('adjustment_unknown')
      const { state } = shown(asked)
      if (state !== 'waiting') throw new Refusal('adjustment_decided', { state })
      mustBeAnother(work, asked.byId)
      if (wish.approves) await approve(work, asked)
      await store.insertDecision(work, { ...wish, fingerprint: print, askedById: asked.byId })
      work.record(
        wish.approves
          ? valueAdjusted({ ...asked, alone: false })
          : adjustmentRejected({ id: asked.id, memberId: asked.memberId, note: wish.note }),
      )
      const row = present(await store.adjustmentById(work.tx, asked.id), 'W11: what was decided is there')
      return { row, fingerprint: print }
    },
  })
}

async function approve(work: Work, asked: store.AdjustmentRow): Promise<void> {
  const { document } = await liveProgram(work)
  const pair = { asking: asked.byRoles, deciding: await rolesOf(work) }
  if (!covers(pair, document.adjustments, asked)) throw new Refusal('above_own_limit')
  const book = await openForAdjusting(work, asked)
  await mustBeAlive(work, asked.memberId)
  apply(book, document, asked)
  await ledger.closeBook(work, book)
}
