import { present } from '#base/must'
import type { Work } from '#db/work'
import type { Branch } from './contract.ts'
import * as places from './store/places.ts'

export type { Branch, Staff } from './contract.ts'
export { actorOfKey, actorOfSession } from './session.ts'
export { setUp } from './set-up.ts'
export { openBranch } from './branches.ts'
export { hireStaff, renewPassword } from './staff.ts'

/** The chain with its currency, zone, closing hour, language and the salt of its control groups. */
export async function chain(work: Work): Promise<places.ChainRow> {
  return present(await places.findChain(work.tx), 'O1: there is exactly one chain')
}

/** Every branch, whoever asks; closed ones last. */
export const branches = (work: Work): Promise<Branch[]> => places.branches(work.tx, null)

/** Branches by their code; unknown codes are absent from the map. */
export async function branchesByCode(
  work: Work,
  codes: readonly string[],
): Promise<ReadonlyMap<string, Branch>> {
  const rows = await places.branchesByCode(work.tx, [...new Set(codes)])
  return new Map(rows.map((row) => [row.code, row]))
}

/** Whether this actor may see and act for a branch. */
export const inScope = (work: Work, branchId: string): boolean =>
  work.by.branchIds === null || work.by.branchIds.includes(branchId)

/** The chain's time zone, or null before set-up. */
export const chainZone = async (work: Work): Promise<string | null> =>
  (await places.findChain(work.tx))?.zone ?? null
