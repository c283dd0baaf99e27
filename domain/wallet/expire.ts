import { present } from '#base/must'
import type { Step } from '#db/jobs'
import type { Work } from '#db/work'
import * as ledger from '#domain/ledger/index'
import { chainZone, today } from '#domain/org/index'
import type { WalletUnit } from './contract.ts'
import { valueExpired } from './events.ts'
import { openPurses } from './purse.ts'

/** Accounts cleared in one step, so that no work holds many members' purses for long. */
export const MOST_CLEARED = 200

/**
 * W15: clears what died, a bounded part at a time. It finds by the lots themselves what is due, behind the lock of each
 * purse: twice at once, killed half-way or days late comes to the same (T12).
 */
export async function clearExpired(work: Work, most = MOST_CLEARED): Promise<Step> {
  // Before the house is set up there are neither days nor purses.
  if ((await chainZone(work)) === null) return 'done'
  const due = await ledger.dueLots(work.tx, await today(work), most)
  const purses = due
    .filter((one) => one.purpose === 'member')
    .map(({ unit, holderId }) => ({
      // The unit of a holder's account was written by this room, so it is one of ours.
      unit: unit as WalletUnit,
      memberId: present(holderId, 'L5: lots are a holder’s'),
      takes: true,
    }))
  if (purses.length === 0) return 'done'
  const book = await openPurses(work, purses)
  const moved = new Set(book.postings.map((posting) => posting.accountId))
  const holders = [...book.accounts.values()].filter(({ id }) => moved.has(id)).map(({ key }) => key.holderId)
  await ledger.closeBook(work, book)
  // Whoever shows balances elsewhere learns it here: nothing else is recorded of an end that nobody asked for.
  work.record(
    ...[...new Set(holders)].filter((id) => id !== null).map((id) => valueExpired({ memberId: id })),
  )
  return due.length < most ? 'done' : 'more'
}
