import type { BusinessDay } from '#base/instant'
import { instant } from '#base/instant'
import type { Id } from '#base/id'
import { must } from '#base/must'
import { fingerprint } from '#db/fingerprint'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { membersById } from '#domain/member/index'
import { today } from '#domain/org/index'
import type { WalletUnit } from './contract.ts'
import { openingRecorded, openingVoided } from './events.ts'
import { chainKey, chainSide, credit, purse } from './purse.ts'
import { reverse } from './reverse.ts'
import * as store from './store/opening.ts'

export type Opening = Readonly<{
  id: Id<'opening'>
  memberId: Id<'member'>
  unit: WalletUnit
  /** Whole points, or minor units of money; above zero. */
  amount: number
  openedOn: BusinessDay
  expiresOn: BusinessDay | null
}>
export type OpeningAnswer = Readonly<{
  id: string
  code: 'applied' | 'opening_id_reused' | 'member_unknown'
  replayed: boolean
}>

/**
 * Takes over what members held before the chain moved in (W1): lots against the opening account, each wish
 * answered.
 */
export async function openBalances(work: Work, wishes: readonly Opening[]): Promise<OpeningAnswer[]> {
  const members = new Set(
    (
      await membersById(
        work,
        wishes.map((w) => w.memberId),
      )
    ).map((m) => m.id),
  )
  const known = wishes.filter((w) => members.has(w.memberId))
  const units = [...new Set(known.map((w) => w.unit))]
  const book = await ledger.openBook(
    work,
    [
      ...known.flatMap((w) => purse(w.unit, w.memberId, { credits: 'only' })),
      ...units.map((unit) => chainSide(unit, 'opening')),
    ],
    { today: await today(work) },
  )
  // Looked up after the locks: a twin of this batch has either finished or waits behind us.
  const before = new Map(
    (
      await store.openings(
        work.tx,
        wishes.map((w) => w.id),
      )
    ).map((o) => [o.id, o.fingerprint]),
  )
  const rows: (Opening & { fingerprint: string })[] = []
  const answers = wishes.map((wish): OpeningAnswer => {
    must(Number.isSafeInteger(wish.amount) && wish.amount > 0, 'W1: an opening balance is above zero')
    const print = fingerprint(wish)
    const done = before.get(wish.id)
    if (done) return { id: wish.id, code: done === print ? 'applied' : 'opening_id_reused', replayed: true }
    if (!members.has(wish.memberId)) return { id: wish.id, code: 'member_unknown', replayed: false }
    before.set(wish.id, print)
    rows.push({ ...wish, fingerprint: print })
    post(book, wish)
    return { id: wish.id, code: 'applied', replayed: false }
  })
  if (rows.length > 0) await store.insertOpenings(work, rows)
  await ledger.closeBook(work, book)
  work.record(...rows.map((row) => openingRecorded(row)))
  return answers
}

function post(book: ledger.Book, wish: Opening): void {
  const transaction = ledger.begin(book, {
    kind: 'opening',
    causeId: wish.id,
    happenedAt: instant(`${wish.openedOn}T00:00:00.000Z`),
    branchId: null,
    programVersion: null,
    reason: null,
    reversesId: null,
  })
  const side = { book, transaction }
  credit(side, { unit: wish.unit, memberId: wish.memberId, amount: wish.amount, expiresOn: wish.expiresOn })
  ledger.move(side, chainKey(wish.unit, 'opening'), -wish.amount)
}

/** Takes opening balances back (W2); those already taken back stay so. Answers how many were voided now. */
export async function voidOpenings(work: Work, ids: readonly string[], reason: string): Promise<number> {
  const fresh = await store.insertVoidings(work, ids, reason)
  await reverse(work, fresh, reason)
  work.record(...fresh.map((id) => openingVoided({ id, reason })))
  return fresh.length
}
