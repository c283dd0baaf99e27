import { must } from '#base/must'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { today } from '#domain/org/index'
import type { WalletUnit } from './contract.ts'
import { credit, purse, repay, takeBack } from './purse.ts'

/**
 * Reverses everything that causes (sales, opening balances) moved and that still stands: value goes back to the
 * very lots it
 * left, credits are taken back from their own lots first, and what is gone becomes a debt (W2, W3). Newest first.
 */
export async function reverse(work: Work, causeIds: readonly string[], reason: string): Promise<void> {
  const standing = (await ledger.standing(work.tx, causeIds)).toReversed()
  const postings = await ledger.postingsOf(
    work.tx,
    standing.map((t) => t.id),
  )
  const book = await ledger.openBook(work, accountsOf(postings), {
    today: await today(work),
    alsoLots: postings.flatMap((p) => (p.lotId ? [p.lotId] : [])),
  })
  for (const original of standing) {
    const { id: reversesId, causeId, happenedAt, branchId, programVersion } = original
    const words = { kind: 'reversal', causeId, happenedAt, branchId, programVersion, reason, reversesId }
    const side = { book, transaction: ledger.begin(book, words) }
    for (const p of postings.filter((p) => p.transactionId === original.id)) mirror(side, p, original.id)
  }
  await ledger.closeBook(work, book)
}

function accountsOf(postings: readonly ledger.WrittenPosting[]): ledger.Wanted[] {
  return postings.flatMap((p) =>
    p.holderId === null
      ? [{ unit: p.unit, purpose: p.purpose, holderId: null, floor: null }]
      : purse(p.unit as WalletUnit, p.holderId),
  )
}

type Side = Readonly<{ book: ledger.Book; transaction: ledger.Transaction }>

function mirror(side: Side, p: ledger.WrittenPosting, originalId: string): void {
  const key = { unit: p.unit, purpose: p.purpose, holderId: p.holderId }
  if (p.holderId === null) return ledger.move(side, key, -p.amount)
  // The unit of a holder's posting was written by this room, so it is one of ours.
  const of = { unit: p.unit as WalletUnit, memberId: p.holderId, amount: Math.abs(p.amount) }
  if (p.amount > 0) return takeBack(side, { ...of, firstFrom: [originalId] })
  if (p.lotId === null) return credit(side, { ...of, expiresOn: null })
  must(p.purpose === 'member', 'W2: only what a member holds lies in lots')
  ledger.restore(side, key, p.lotId, of.amount)
  repay(side, of)
}
