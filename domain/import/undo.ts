import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import * as goods from '#domain/goods/index'
import * as member from '#domain/member/index'
import * as sale from '#domain/sale/index'
import * as wallet from '#domain/wallet/index'
import { event } from './events.ts'
import * as files from './store/files.ts'
import * as past from './store/past.ts'
import * as rows from './store/rows.ts'

/** Things taken back in one transaction. */
const MOST = 1_000

/**
 * Takes the next things of a file back, sales and balances before the members they belong to. What somebody has used
 * since stays; its key is freed all the same (I4).
 */
export async function undoChunk(work: Work, fileId: string): Promise<void> {
  const file = await files.lockFile(work.tx, fileId)
  if (file?.state !== 'undoing') return
  const things = await rows.madeBy(work.tx, fileId, MOST)
  const ids = (made: rows.Made) =>
    things.filter((thing) => thing.made === made).map((thing) => thing.subjectId)
  const reason = `import ${fileId} undone`
  await sale.voidSales(work, ids('sale'), reason)
  await wallet.voidOpenings(work, ids('opening'), reason)
  await past.remove(work.tx, ids('past_coupon'))
  await member.withdraw(work, await unused(work, ids('member')), reason)
  await goods.withdraw(work, ids('product'))
  await rows.deleteApplied(work.tx, fileId, things)
  const rowsDone = Math.max(0, file.rowsDone - things.length)
  if (things.length === MOST) {
    await files.changeFile(work.tx, file, { rowsDone })
    return
  }
  await rows.deleteRows(work.tx, fileId)
  const nothing = { groupsDone: 0, rowsDone: 0, imported: 0, duplicates: 0, refused: 0 }
  await files.changeFile(work.tx, file, { ...nothing, state: 'undone', trial: null, endedAt: work.at })
  work.record(event.undone(file))
}

/** Members without a sale or a balance that stands, of whom the past of coupons says nothing. */
async function unused(work: Work, ids: readonly string[]): Promise<string[]> {
  const busy = new Set([
    ...(await sale.membersWithSales(work, ids)),
    ...(await wallet.withOpenings(work, ids)),
    ...(await past.membersTold(work.tx, ids)),
  ])
  return ids.filter((id) => !busy.has(id))
}

/** Refuses what makes no sense to undo. */
export function mustBeUndoable(file: files.FileRow): void {
  if (['checking', 'running', 'undoing'].includes(file.state)) throw new Refusal('import_busy')
  if (file.groupsDone === 0) throw new Refusal('import_not_run')
}
