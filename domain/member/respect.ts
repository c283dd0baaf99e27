import type { Wish } from '#base/endpoint'
import { Refusal } from '#base/refusal'
import type { Work } from '#db/work'
import type { wishSalesCalls } from './contract/respect.ts'
import { consentRecorded, salesCallsWished } from './events.ts'
import { survivorsOf } from './merge.ts'
import type { ConsentKey, Giver } from './model/consent.ts'
import * as members from './store/members.ts'
import * as store from './store/respect.ts'

export type { Reachable } from './store/respect.ts'

/** Addresses with everything that was said about being reached, as it stands at this moment. */
export const reachables = (work: Work, ids: readonly string[]) => store.reachables(work.tx, ids)

/**
 * G1: the same at the last gate. The members are locked first and read afterwards, in two statements on purpose: a
 * withdrawal that commits while this waits would be missed by the snapshot of a single one.
 */
export async function reachablesAtTheGate(work: Work, ids: readonly string[]): Promise<store.Reachable[]> {
  await store.holdStill(work.tx, ids)
  return store.reachables(work.tx, ids)
}

export type Saying = ConsentKey & Readonly<{ id: string; granted: boolean }>

/**
 * N4: says yes or no for several channels and purposes at once. A no of somebody who has gone into another member since
 * silences the one who stayed as well (N10).
 */
export async function sayConsents(
  work: Work,
  of: Readonly<{ memberId: string; textVersion: string; source: string; givenBy?: Giver }>,
  said: readonly Saying[],
): Promise<void> {
  const { memberId, textVersion, source, givenBy = 'member' } = of
  if (!(await members.lockMember(work.tx, memberId))) throw new Refusal('member_unknown')
  const survivorId = (await survivorsOf(work, [memberId])).get(memberId)
  if (survivorId !== undefined) await members.lockMember(work.tx, survivorId)
  const rows = said.flatMap((one) => {
    const row = { ...one, memberId, textVersion, source, givenBy }
    if (one.granted || survivorId === undefined) return [row]
    return [row, { ...row, id: work.newId(), memberId: survivorId }]
  })
  if (rows.length === 0) return
  await members.insertConsents(work, rows)
  work.record(...rows.map(consentRecorded))
}

/** N18: a wish is a row; the last one counts, also for who stayed after a merge. */
export async function wish(work: Work, { id, wishId, refused }: Wish<typeof wishSalesCalls>) {
  if (!(await members.lockMember(work.tx, id))) throw new Refusal('member_unknown')
  const source = work.by.kind === 'nobody' ? 'member' : 'staff'
  await store.insertSalesCallWish(work, { id: wishId, memberId: id, refused, source })
  work.record(salesCallsWished({ memberId: id, refused }))
  return { id: wishId }
}

/** Living members by mobile, in whichever of these ways of writing it they keep it. */
export const byMobiles = (work: Work, mobiles: readonly string[]) => store.byMobiles(work.tx, mobiles)

/** The living member whose own field has this value; null when there is none or several. */
export const byOwnField = (work: Work, field: string, value: string) =>
  store.byOwnField(work.tx, field, value)

/** N4: the no that stands, the latest first: who is sent nothing any more, and by whose word. */
export const refusedConsents = (work: Work, of: Parameters<typeof store.refusedConsents>[1]) =>
  store.refusedConsents(work.tx, of)

/** Of these members, those who said no to something in a span of time: what a campaign may have cost in good will. */
export const refusedWithin = (work: Work, of: Parameters<typeof store.refusedWithin>[1]) =>
  store.refusedWithin(work.tx, of)

/** How many joined by a form of a tag in a span of time (C73). */
export const joinedByTag = (work: Work, of: Parameters<typeof store.joinedByTag>[1]) =>
  store.joinedByTag(work.tx, of)
