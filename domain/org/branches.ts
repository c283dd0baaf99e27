import type { Wish } from '#base/endpoint'
import { businessDay } from '#base/instant'
import { Refusal } from '#base/refusal'
import { present } from '#base/must'
import type { Work } from '#db/work'
import type * as words from './contract.ts'
import type { Branch } from './contract.ts'
import { event } from './events.ts'
import * as places from './store/places.ts'

export async function listBranches(work: Work) {
  return { rows: await places.branches(work.tx, work.by.branchIds) }
}

/** A retry with the same id and the same words gets the same branch. */
export async function openBranch(work: Work, wish: Wish<typeof words.openBranch>): Promise<Branch> {
  const chain = present(await places.findChain(work.tx), 'O1: a branch belongs to a chain')
  // Queued on the chain, so that a retry sees what its first try wrote.
  await places.lockChain(work.tx)
  const zone = wish.zone ?? chain.zone
  const closingHour = wish.closingHour ?? chain.closingHour
  const done = await places.lockBranch(work.tx, wish.id)
  if (done) {
    const same = done.code === wish.code && done.name === wish.name && done.zone === zone
    if (!same) throw new Refusal('branch_id_reused')
    return done
  }
  await refuseTakenCode(work, wish.id, wish.code)

  const openedOn = wish.openedOn ?? businessDay(work.at, zone, closingHour)
  const { id, code, name, region } = wish
  const branch: Branch = { id, code, name, region, zone, closingHour, openedOn, closedOn: null, version: 1 }
  await places.insertBranch(work.tx, branch)
  work.record(event.branchOpened(branch))
  return branch
}

export async function changeBranch(work: Work, wish: Wish<typeof words.changeBranch>): Promise<Branch> {
  const before = await places.lockBranch(work.tx, wish.id)
  if (!before) throw new Refusal('branch_unknown')
  if (before.version !== wish.version) throw new Refusal('changed_meanwhile', { version: before.version })
  await refuseTakenCode(work, wish.id, wish.code)

  const after: Branch = { ...before, ...wish, version: before.version + 1 }
  await places.updateBranch(work.tx, after)
  work.record(event.branchChanged(before, after))
  return after
}

/** O7: a chain keeps at least one open branch; closing a closed one changes nothing. */
export async function closeBranch(work: Work, wish: Wish<typeof words.closeBranch>): Promise<Branch> {
  await places.lockChain(work.tx)
  const before = await places.lockBranch(work.tx, wish.id)
  if (!before) throw new Refusal('branch_unknown')
  if (before.closedOn !== null) return before

  const closedOn = wish.closedOn ?? businessDay(work.at, before.zone, before.closingHour)
  if (closedOn < before.openedOn) throw new Refusal('closed_before_opening')
  const open = (await places.branches(work.tx, null)).filter((other) => other.closedOn === null)
  if (open.length === 1) throw new Refusal('last_open_branch')

  const after: Branch = { ...before, closedOn, version: before.version + 1 }
  await places.updateBranch(work.tx, after)
  work.record(event.branchClosed(after))
  return after
}

async function refuseTakenCode(work: Work, id: string, code: string): Promise<void> {
  const [holder] = await places.branchesByCode(work.tx, [code])
  if (holder && holder.id !== id) throw new Refusal('branch_code_taken', { path: 'code' })
}
