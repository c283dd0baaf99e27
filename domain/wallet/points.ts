import type { BusinessDay } from '#base/instant'
import type { Points } from '#base/points'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { chainKey, chainSide, credit, purse, purseKey, takeBack } from './purse.ts'

export type PointsBook = Awaited<ReturnType<typeof ledger.openBook>>

/**
 * Opens and locks the points of many members at once, in one order for everybody. `takes` names those who may
 * lose some.
 */
export async function openPoints(
  work: Work,
  members: readonly string[],
  takes: ReadonlySet<string>,
): Promise<PointsBook> {
  const keys = members.flatMap((id) => purse('points', id, takes.has(id) ? undefined : 'only'))
  return ledger.openBook(work, members.length > 0 ? [...keys, chainSide('points', 'issued')] : [])
}

type Movement = Omit<ledger.Transaction, 'id' | 'kind' | 'reversesId' | 'reason'> &
  Readonly<{ memberId: string; points: Points }>

/**
 * Points for a sale, posted against what the chain has issued. Answers the transaction; none when there is
 * nothing to earn.
 */
export function earnPoints(book: PointsBook, of: Movement, expiresOn: BusinessDay | null): string | null {
  if (of.points === 0) return null
  const { memberId, points, ...words } = of
  const transaction = ledger.begin(book, { ...words, kind: 'earn', reason: null, reversesId: null })
  const side = { book, transaction }
  credit(side, { unit: 'points', memberId, amount: points, expiresOn })
  ledger.move(side, chainKey('points', 'issued'), -points)
  return transaction.id
}

/** Points taken back by a return: from the sale's own lots first, the rest as a debt. */
export function clawBackPoints(book: PointsBook, of: Movement, earnedBy: readonly string[]): void {
  if (of.points === 0) return
  const { memberId, points, ...words } = of
  const transaction = ledger.begin(book, { ...words, kind: 'claw_back', reason: null, reversesId: null })
  const side = { book, transaction }
  takeBack(side, { unit: 'points', memberId, amount: points, firstFrom: earnedBy })
  ledger.move(side, chainKey('points', 'issued'), points)
}

export const pointsIn = (book: PointsBook, memberId: string): ledger.Amount =>
  ledger.accountOf(book, purseKey('points', memberId)).balance ?? 0

/** The ledger transactions by which sales earned, so that a return can take from their lots first. */
export async function earningsOf(work: Work, saleIds: readonly string[]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  for (const t of await ledger.standing(work.tx, saleIds)) {
    if (t.kind === 'earn') found.set(t.causeId, [...(found.get(t.causeId) ?? []), t.id])
  }
  return found
}

export const closePoints = ledger.closeBook
