import { present } from '#base/must'
import { money, sum, type Money } from '#base/money'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { survivorsOf } from '#domain/member/index'
import { inScope } from '#domain/org/index'
import { couponUnit, passUnit, type WalletUnit } from './contract.ts'
import { storyOf, type Story } from './model/top-up.ts'
import { openPurses, purseKey } from './purse.ts'
import * as store from './store/top-up.ts'
import { heirsOf } from './transfer.ts'

/** A top-up, its lots and whoever holds them, behind their locks. */
export type Sold = Readonly<{
  row: store.TopUpRow
  /** The member it was sold to and, after merges, the one who stayed; the last one holds what is left. */
  holders: readonly string[]
  holderId: string
  /** Its lots and those its value moved into, with their unit. */
  lots: ReadonlyMap<string, WalletUnit>
  units: readonly WalletUnit[]
  book: ledger.OpenBook
}>

/** Locks everything that a top-up brought, wherever merges have taken it, and says what it was. */
export async function openSold(work: Work, topUpId: string, looking: boolean): Promise<Sold | null> {
  // A top-up and the lots it opened are written once, so they need no lock.
  const row = await store.topUpById(work.tx, topUpId)
  if (!row || !inScope(work, row.branchId)) return null
  const [transaction] = (await ledger.standing(work.tx, [topUpId])).filter(({ kind }) => kind === 'top_up')
  const { id: transactionId } = present(transaction, 'W5: a top-up is on the ledger')
  const postings = await ledger.postingsOf(work.tx, [transactionId])
  // Units of a holder's accounts were written by this room, so they are its own.
  const own = postings.flatMap(({ lotId, unit }) => (lotId ? [[lotId, unit as WalletUnit] as const] : []))
  const units = [...new Set<WalletUnit>(['principal', 'bonus', 'points', ...own.map(([, unit]) => unit)])]
  const holders = await holdersOf(work, row.memberId)
  const wishes = holders.flatMap((memberId) => units.map((unit) => ({ memberId, unit, takes: true })))
  const book = await openPurses(work, wishes, { looking })
  // A merge or its undoing may have come before the locks and moved everything: whoever asks again finds it.
  if (holders.join() !== (await holdersOf(work, row.memberId)).join()) throw new Refusal('try_later')
  const lots = new Map(own)
  for (const [first, heirs] of await heirsOf(work, [...lots.keys()]))
    for (const heir of heirs) lots.set(heir, present(lots.get(first), 'W12: value moves within its unit'))
  return { row, holders, holderId: holders.at(-1) ?? row.memberId, lots, units, book }
}

async function holdersOf(work: Work, memberId: string): Promise<string[]> {
  const survivor = (await survivorsOf(work, [memberId])).get(memberId)
  return survivor === undefined ? [memberId] : [memberId, survivor]
}

/**
 * Of the lots that are the member's own: before this work from the ledger, and what died when this very book was opened
 * from the book. What was handed to somebody else has left, whatever became of it there.
 */
export async function storyBehind(work: Work, { lots, book, holders }: Sold): Promise<Story> {
  const written = await ledger.lotMoves(work.tx, [...lots.keys()])
  const now = book.postings.flatMap(({ lotId, amount, transactionId: causeId }) => {
    const unit = lots.get(lotId ?? '')
    return unit === undefined ? [] : [{ unit, causeId, out: -amount, back: 0, into: ['expired'] }]
  })
  return storyOf([...written.filter(({ holderId }) => holders.includes(holderId ?? '')), ...now])
}

type Left = Readonly<{ key: ledger.AccountKey; lot: ledger.Lot }>

/** Open lots of the top-up in one unit, where the member holds them. */
export function lotsLeft({ book, holders, lots }: Sold, unit: WalletUnit): Left[] {
  return holders
    .map((holder) => purseKey(unit, holder))
    .flatMap((key) => ledger.accountOf(book, key).lots.map((lot) => ({ key, lot })))
    .filter(({ lot }) => lots.has(lot.id) && lot.remaining > 0)
}

/** What is left of it in one unit. */
export const leftIn = (sold: Sold, unit: WalletUnit): Money =>
  sum(lotsLeft(sold, unit).map(({ lot }) => money(lot.remaining)))

/** The unit a pass or a coupon is counted in. */
export const unitOf = ({ kind, code }: store.Gift): WalletUnit =>
  kind === 'pass' ? passUnit(code) : couponUnit(code)

/** Whether no pass and no coupon was used. */
export function giftsWhole(sold: Sold, { died }: Story): boolean {
  const given = new Map<WalletUnit, number>()
  for (const gift of sold.row.gifts) given.set(unitOf(gift), (given.get(unitOf(gift)) ?? 0) + gift.count)
  return [...given].every(([unit, count]) => leftIn(sold, unit) + (died.get(unit) ?? 0) === count)
}
