import type { BusinessDay } from '#base/instant'
import type { Work } from '#db/work'
import { membershipStarted, membershipVoided } from './events.ts'
import { renewal, type Period } from './model/membership.ts'
import * as store from './store/memberships.ts'

export type NewMembership = Readonly<{
  memberId: string
  /** The day it was paid or granted. */
  from: BusinessDay
  /** The code of the program's way of joining. */
  way: string
  /** Null never ends. */
  months: number | null
  /** What began it: a sale, an application. It begins one period, however often it is told. */
  causeId: string
}>

/**
 * T8: begins or renews a membership once per cause and answers its period: paid before the end it continues from the
 * end, paid later it begins on its day.
 */
export async function startMembership(work: Work, of: NewMembership): Promise<Period> {
  const { memberId, from, way, months, causeId } = of
  await store.lockStand(work.tx, memberId)
  const done = await store.periodBy(work.tx, causeId)
  if (done) return { from: done.from, to: done.to }
  const period = renewal(await store.periodsOf(work.tx, [memberId]), { from, months })
  await store.insertPeriod(work, { id: work.newId(), memberId, way, causeId, ...period })
  work.record(membershipStarted({ memberId, way, causeId, ...period }))
  return period
}

/** T8: takes back what a cause began, as when its fee is paid back; answers whether there was anything. */
export async function voidMembership(
  work: Work,
  of: Readonly<{ causeId: string; reason: string }>,
): Promise<boolean> {
  const found = await store.periodBy(work.tx, of.causeId)
  if (!found) return false
  await store.lockStand(work.tx, found.memberId)
  // Looked at again behind the lock: another may have taken it back meanwhile.
  const { voided = true } = (await store.periodBy(work.tx, of.causeId)) ?? {}
  if (voided) return false
  await store.voidPeriod(work, of)
  work.record(membershipVoided({ memberId: found.memberId, causeId: of.causeId }))
  return true
}
