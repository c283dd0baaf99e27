import type { BusinessDay } from '#base/instant'
import { present } from '#base/must'
import type { LoggedEvent } from '#db/events'
import type { Work } from '#db/work'
import { membersById, withGone } from '#domain/member/index'
import { today } from '#domain/org/index'
import type { ProgramDocument } from '#domain/program/index'
import { bookOver, closeStandings } from './book.ts'
import { liveNow } from './live.ts'
import { moveTo, standIn, type StandingBook } from './model/book.ts'
import { laterOf, rankOf, reachedRank } from './model/tiers.ts'
import * as carries from './store/carry.ts'
import * as rebuilt from './store/rebuild.ts'
import * as store from './store/stands.ts'

/** What the member room says that concerns where members stand. */
export const MEMBER_KINDS = ['member.enrolled', 'member.withdrawn', 'member.merged', 'member.merge_undone']

/** Reads who joins, leaves and goes into whom, exactly once and in order. */
export async function follow(work: Work, events: readonly LoggedEvent[]): Promise<void> {
  const joined = events.filter((one) => one.kind === 'member.enrolled').flatMap((one) => one.subjectId ?? [])
  await noteJoined(work, joined)
  const left = events.filter((one) => one.kind === 'member.withdrawn').flatMap((one) => one.subjectId ?? [])
  if (left.length > 0) await store.noteLeft(work.tx, left, await today(work))
  for (const event of events) {
    // The body is the member room's own event, versioned by its kind.
    const body = event.body as Readonly<{ id: string; mergeId?: string; keepId: string; goneId: string }>
    if (event.kind === 'member.merged') await carry(work, body)
    if (event.kind === 'member.merge_undone')
      await carryBack(work, {
        id: body.id,
        mergeId: present(body.mergeId, 'T12: an undoing names its merge'),
      })
  }
}

async function noteJoined(work: Work, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  const found = await membersById(work, ids)
  await store.noteJoined(
    work.tx,
    found
      .map(({ id, joinedOn }) => ({ memberId: id, joinedOn }))
      .sort((a, b) => (a.memberId < b.memberId ? -1 : 1)),
  )
}

type Between = Readonly<{ keepId: string; goneId: string }>
type Opened = Readonly<{ book: StandingBook; document: ProgramDocument; on: BusinessDay }>

async function openBoth(work: Work, { keepId, goneId }: Between): Promise<Opened> {
  const ids = [keepId, goneId].sort()
  const { document } = await liveNow(work)
  const on = await today(work)
  await rebuilt.makeStands(work.tx, ids)
  const rows = await store.stands(work.tx, ids, true)
  return { book: await bookOver(work, { ids, rows }, { document, on }), document, on }
}

/**
 * T12: what the gone one did, paid for and used counts for the kept one, who stands at the higher of both tiers, or at
 * the one that both together reach.
 */
async function carry(work: Work, { id, keepId, goneId }: Between & Readonly<{ id: string }>): Promise<void> {
  if (await carries.carryBy(work.tx, id)) return
  const before = await openBoth(work, { keepId, goneId })
  const gone = standIn(before.book, goneId).row
  const keep = standIn(before.book, keepId).row
  await carries.insertCarry(work.tx, { mergeId: id, keepId, goneId, floorBefore: keep.floor })
  const origins = await withGone(work, keepId)
  await carries.countFor(
    work.tx,
    origins.map((originId) => ({ originId, memberId: keepId })),
  )
  const { book, on } = await openBoth(work, { keepId, goneId })
  const stand = standIn(book, keepId)
  const { tiers } = book
  if (rankOf(tiers, gone.floor) > rankOf(tiers, keep.floor)) stand.row.floor = gone.floor
  stand.row.lastBoughtOn =
    gone.lastBoughtOn === null ? keep.lastBoughtOn : laterOf(gone.lastBoughtOn, keep.lastBoughtOn)
  stand.row.joinedOn = await firstJoined(work, origins)
  if (gone.archivedOn === null) stand.row.archivedOn = null
  stand.changed = true
  Object.assign(standIn(book, goneId), { changed: true })
  standIn(book, goneId).row.leftOn = on
  const to = Math.max(rankOf(tiers, keep.tier), rankOf(tiers, gone.tier), reachedRank(tiers, stand.merits))
  if (to > rankOf(tiers, keep.tier))
    moveTo(book, stand, to, { why: 'merge', cause: { kind: 'merge', id }, by: null })
  await closeStandings(work, book)
}

/**
 * T12: both stand by themselves again. The gone one as before; the kept one loses the tier that only the merge, or only
 * what the other had done, had brought.
 */
async function carryBack(
  work: Work,
  { id, mergeId }: Readonly<{ id: string; mergeId: string }>,
): Promise<void> {
  const found = await carries.carryBy(work.tx, mergeId)
  if (!found || found.undone) return
  const { keepId, goneId } = found
  const together = standIn((await openBoth(work, found)).book, keepId)
  await carries.undoCarry(work.tx, mergeId)
  const origins = await withGone(work, goneId)
  await carries.countFor(
    work.tx,
    origins.map((originId) => ({ originId, memberId: goneId })),
  )
  const { book } = await openBoth(work, found)
  const { tiers } = book
  const stand = standIn(book, keepId)
  standIn(book, goneId).row.leftOn = null
  standIn(book, goneId).changed = true
  stand.row.floor = found.floorBefore
  stand.row.joinedOn = await firstJoined(work, await withGone(work, keepId))
  stand.changed = true
  const now = rankOf(tiers, stand.row.tier)
  const raised = await carries.raisedBy(work.tx, mergeId)
  const reached = reachedRank(tiers, stand.merits)
  const own = Math.max(reached, rankOf(tiers, found.floorBefore), raised ? rankOf(tiers, raised.from) : 0)
  const borrowed = raised !== undefined || (now <= reachedRank(tiers, together.merits) && reached < now)
  if (borrowed && own < now)
    moveTo(book, stand, own, { why: 'merge_undone', cause: { kind: 'merge_undoing', id }, by: null })
  await closeStandings(work, book)
}

async function firstJoined(work: Work, ids: readonly string[]): Promise<BusinessDay | null> {
  const days = (await membersById(work, ids)).map((one) => one.joinedOn).sort()
  return days[0] ?? null
}
