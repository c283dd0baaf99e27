import type { Work } from '#db/work'
import { withdrawnMembers } from '#domain/member/index'
import { memberIds, narrowed, type Histories, type MemberIds } from './model/histories.ts'
import { placesAmong } from './model/places-among.ts'
import { reachOf, type Place } from './reach.ts'
import { joinedAt as joinedThere } from './store/facts.ts'

/** Of everybody but these, who are not with us any more; where branches are named, of who joined at one of them. */
export type Whom = Readonly<{ gone: readonly string[]; joinedAt: readonly string[] | null }>

/** Of whom a report speaks: everybody who is with us, or who joined at the branches that are looked at. */
export async function whom(work: Work, place: Place): Promise<Whom> {
  const { ids } = await reachOf(work, place)
  return { gone: await withdrawnMembers(work), joinedAt: ids }
}

/** A 1 at the place of everybody whom a report speaks of. */
export async function whoCounts(work: Work, ids: MemberIds, { gone, joinedAt }: Whom): Promise<Uint8Array> {
  const who = await whoJoinedAt(work, ids, joinedAt)
  for (const id of gone) {
    const at = ids.placeOf(id)
    if (at >= 0) who[at] = 0
  }
  return who
}

async function whoJoinedAt(
  work: Work,
  ids: MemberIds,
  branchIds: readonly string[] | null,
): Promise<Uint8Array> {
  const who = new Uint8Array(ids.length)
  if (branchIds === null) return who.fill(1)
  const joined = memberIds(await joinedThere(work.tx, branchIds))
  for (const at of placesAmong(ids, joined)) if (at >= 0) who[at] = 1
  return who
}

/** The same histories, of those only who are with us and joined at these branches. */
export const joinedOnly = async (
  work: Work,
  histories: Histories,
  branchIds: readonly string[],
): Promise<Histories> => narrowed(histories, await whoJoinedAt(work, memberIds(histories.ids), branchIds))
