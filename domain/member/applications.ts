import type { Work } from '#db/work'
import { plainPhone } from './model.ts'
import type { Source } from './model.ts'
import * as store from './store/applications.ts'

export type Applicant = Readonly<{ id: string; source: Source; mobile: string | null }>

/**
 * C05: whether somebody has yet to look at this member's application: one with the same mobile waits, or the member
 * came from one of the sources that are looked at first and no application of theirs was approved.
 */
export async function awaitsScreening(
  work: Work,
  { id, source, mobile }: Applicant,
  screenedSources: readonly string[],
): Promise<boolean> {
  if (mobile !== null) {
    const waiting = await store.waitingMobiles(work.tx)
    if (waiting.some((one) => plainPhone(one) === mobile)) return true
  }
  if (!screenedSources.includes(source)) return false
  return (await store.approved(work.tx, [id])).length === 0
}
