import type { Wish } from '#base/endpoint'
import { must, present } from '#base/must'
import type { Work } from '#db/work'
import type { memberMerges } from './contract/merge.ts'
import { memberMerged, mergeUndone } from './merge-events.ts'
import { keyOfWord, standingFor, wordOf } from './model/consent.ts'
import { emptiedOf, filledFrom, lacking, silencedBy } from './model/merge.ts'
import * as members from './store/members.ts'
import * as store from './store/merge.ts'
import { insertSalesCallWish, refusesSalesCalls } from './store/respect.ts'

export type Merge = store.MergeRow
export type Pair = Readonly<{ keep: members.MemberRow | undefined; gone: members.MemberRow | undefined }>

/** Locks two members in the order of their ids, so that opposite merges queue instead of deadlocking. */
export async function lockPair(work: Work, of: Readonly<{ keepId: string; goneId: string }>): Promise<Pair> {
  const rows = new Map<string, members.MemberRow | undefined>()
  for (const id of [...new Set([of.keepId, of.goneId])].sort())
    rows.set(id, await members.lockMember(work.tx, id))
  return { keep: rows.get(of.keepId), gone: rows.get(of.goneId) }
}

export type MergeWish = Readonly<{
  id: string
  fingerprint: string
  keep: members.MemberRow
  gone: members.MemberRow
  reason: string
}>

/**
 * N10: the gone member is withdrawn into the kept one, both locked by the caller. The kept profile stays as it is; what
 * it lacks it gets. Of two consents the stricter one counts. What they hold is moved by the room that keeps it.
 */
export async function mergeInto(work: Work, wish: MergeWish): Promise<void> {
  const { id, keep, gone, reason } = wish
  must(keep.id !== gone.id && !keep.withdrawnAt && !gone.withdrawnAt, 'N10: two living members become one')
  const filled = lacking(keep, gone)
  const consents = await members.consentsOf(work.tx, keep.id)
  const silenced = silencedBy(consents, await members.consentsOf(work.tx, gone.id))
  await store.insertMerge(work, { ...wish, keepId: keep.id, goneId: gone.id, filled, silenced })
  // First gone, then filled: a mobile names one living member at a time (N3).
  await store.withdrawInto(work, gone.id)
  if (filled.length > 0) await members.updateProfile(work.tx, filledFrom(keep, gone, filled))
  await sayConsents(work, { memberId: keep.id, granted: false, source: 'merge' }, silenced, consents)
  if ((await refusesSalesCalls(work.tx, gone.id)) && !(await refusesSalesCalls(work.tx, keep.id)))
    await insertSalesCallWish(work, { id: work.newId(), memberId: keep.id, refused: true, source: 'merge' })
  work.record(memberMerged({ id, keepId: keep.id, goneId: gone.id, reason }))
}

type Consents = Awaited<ReturnType<typeof members.consentsOf>>

async function sayConsents(
  work: Work,
  of: Readonly<{ memberId: string; granted: boolean; source: string }>,
  words: readonly string[],
  before: Consents,
): Promise<void> {
  const rows = words.map((word) => {
    const key = keyOfWord(word)
    const { textVersion = '', givenBy = 'member' as const } = standingFor(before, key) ?? {}
    return { id: work.newId(), ...key, textVersion, givenBy, ...of }
  })
  if (rows.length > 0) await members.insertConsents(work, rows)
}

export type UndoWish = Readonly<{ id: string; fingerprint: string; merge: Merge; pair: Pair; reason: string }>

/**
 * N11: the gone member lives again, with the profile it had. What the kept one got from it is taken back where nobody
 * changed it since, and the consent it had lost to it is given back where nobody said anything since.
 */
export async function undoMerge(work: Work, wish: UndoWish): Promise<void> {
  const { id, merge, reason } = wish
  const keep = present(wish.pair.keep, 'N11: the kept member is there')
  const gone = present(wish.pair.gone, 'N11: the gone member is there')
  await store.insertUndoing(work, { id, fingerprint: wish.fingerprint, mergeId: merge.id, reason })
  if (merge.filled.length > 0) await members.updateProfile(work.tx, emptiedOf(keep, gone, merge.filled))
  await store.revive(work.tx, gone.id)
  const said = await members.consentsOf(work.tx, keep.id)
  const back = said.filter(
    (c) => merge.silenced.includes(wordOf(c)) && c.source === 'merge' && c.at === merge.at,
  )
  const words = back.map(wordOf)
  await sayConsents(work, { memberId: keep.id, granted: true, source: 'merge_undone' }, words, said)
  work.record(mergeUndone({ id, mergeId: merge.id, keepId: keep.id, goneId: gone.id, reason }))
}

/** N3: whether the gone member's mobile has become somebody else's, apart from the one it was lent to. */
export async function mobileHolder(work: Work, merge: Merge, { keep, gone }: Pair): Promise<string | null> {
  if (!gone?.mobile) return null
  const holders = await members.takenMobiles(work.tx, [gone.mobile])
  const lent = merge.filled.includes('mobile') && keep?.mobile === gone.mobile
  return holders.find((one) => !(lent && one.id === keep.id))?.number ?? null
}

export async function mergeById(work: Work, id: string): Promise<Merge | undefined> {
  return store.mergeById(work.tx, id)
}

export async function undoingById(work: Work, id: string): Promise<store.UndoingRow | undefined> {
  return (await store.undoings(work.tx, { ids: [id] }))[0]
}

/** Every merge that stands, oldest first. */
export const standingMerges = (work: Work): Promise<store.Standing[]> => store.standing(work.tx, null)

/** N10: who stayed for everybody who has gone, through any number of merges; merges are few, members many. */
export async function everySurvivor(work: Work): Promise<Map<string, string>> {
  const into = new Map((await standingMerges(work)).map(({ goneId, keepId }) => [goneId, keepId]))
  return new Map([...into.keys()].map((id) => [id, lastOf(into, id)]))
}

/** Where it ends, from one to the next. */
function lastOf(into: ReadonlyMap<string, string>, id: string): string {
  const next = into.get(id)
  return next === undefined ? id : lastOf(into, next)
}

/** N10: who stayed for each of these that has gone, through any number of merges; others are absent. */
export async function survivorsOf(work: Work, ids: readonly string[]): Promise<Map<string, string>> {
  const into = new Map<string, string>()
  let asked = [...new Set(ids)]
  while (asked.length > 0) {
    const found = await store.standing(work.tx, asked)
    for (const { goneId, keepId } of found) into.set(goneId, keepId)
    asked = found.map((one) => one.keepId).filter((id) => !into.has(id))
  }
  return new Map(ids.filter((id) => into.has(id)).map((id) => [id, lastOf(into, id)]))
}

/** Cards of gone members, with who stayed for them. */
export async function cardsOfGone(work: Work, numbers: readonly string[]) {
  if (numbers.length === 0) return []
  const cards = await store.cardsOfGone(work.tx, numbers)
  const survivors = await survivorsOf(
    work,
    cards.map((card) => card.memberId),
  )
  return cards.flatMap((card) => {
    const memberId = survivors.get(card.memberId)
    return memberId === undefined ? [] : [{ ...card, memberId }]
  })
}

/** N10: a member with all who have gone into it, through any number of merges: whose past counts as its own. */
export async function withGone(work: Work, memberId: string): Promise<string[]> {
  const all = new Set([memberId])
  for (let asked = [memberId]; asked.length > 0;) {
    asked = (await store.goneInto(work.tx, asked)).filter((id) => !all.has(id))
    for (const id of asked) all.add(id)
  }
  return [...all]
}

/** The same for many at once; whoever has nobody gone into it is absent. */
export async function withGoneOfAll(work: Work, ids: readonly string[]): Promise<Map<string, string[]>> {
  const keepers = await store.keepers(work.tx, ids)
  const found = new Map<string, string[]>()
  for (const id of keepers) found.set(id, await withGone(work, id))
  return found
}

/** Which of these may be withdrawn with an undone import: not those that others have gone into. */
export async function withoutKeepers(work: Work, ids: readonly string[]): Promise<string[]> {
  const keepers = new Set(await store.keepers(work.tx, ids))
  return ids.filter((id) => !keepers.has(id))
}

export async function list(work: Work, wish: Wish<typeof memberMerges>) {
  const { memberId = null, page, rows: most } = wish
  const { rows, total } = await store.merges(work.tx, { memberId, from: (page - 1) * most, most })
  const undone = await store.undoings(work.tx, { mergeIds: rows.map((row) => row.id) })
  const undoingOf = (id: string) => undone.find((one) => one.mergeId === id) ?? null
  return {
    total,
    rows: rows.map(({ undoneById: _, filled, silenced, ...row }) => ({
      ...row,
      filled: [...filled],
      silenced: [...silenced],
      undoing: undoingOf(row.id),
    })),
  }
}
