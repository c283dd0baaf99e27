import type { Work } from '#db/work'
import { survivorsOf } from '#domain/member/index'
import { today } from '#domain/org/index'
import { liveNow } from './live.ts'
import { bookOver, closeStandings } from './book.ts'
import { laterOf, rankOf, reachedRank } from './model/tiers.ts'
import { moveTo, type StandingBook } from './model/book.ts'
import { countFor } from './store/carry.ts'
import * as store from './store/rebuild.ts'
import { stands } from './store/stands.ts'

export type Rebuilding = Readonly<{
  memberIds: readonly string[]
  /** What is told: sales say spend, visits, points and fees; top-ups the rest. Only that is replaced. */
  from: 'sales' | 'top_ups'
  /**
   * Asked once these members are locked: a sale under way has ended then or waits, so nothing is counted twice. Each
   * member and day stands once.
   */
  totals: (work: Work, memberIds: readonly string[]) => Promise<readonly store.Total[]>
  /** What caused it: the program's version that first asks for tiers. */
  causeId: string
}>

/**
 * T11: merits of before the chain had tiers, from what is known of them; every member told of is put where these lead,
 * upwards only. Told again it changes nothing.
 */
export async function rebuildMerits(work: Work, of: Rebuilding): Promise<void> {
  const told = [...new Set(of.memberIds)]
  if (told.length === 0) return
  const { document } = await liveNow(work)
  const heirs = await survivorsOf(work, told)
  const ids = [...new Set([...told, ...heirs.values()])].sort()
  await store.makeStands(work.tx, ids)
  const rows = await stands(work.tx, ids, true)
  const totals = await of.totals(work, told)
  await store.replaceMerits(work.tx, told, { from: of.from, totals })
  await countFor(
    work.tx,
    [...heirs].map(([originId, memberId]) => ({ originId, memberId })),
  )
  const book = await bookOver(work, { ids, rows }, { document, on: await today(work) })
  if (of.from === 'sales') noteBought(book, totals)
  for (const stand of book.stands.values()) {
    const reached = reachedRank(book.tiers, stand.merits)
    if (reached <= rankOf(book.tiers, stand.row.tier)) continue
    moveTo(book, stand, reached, { why: 'rebuilt', cause: { kind: 'program', id: of.causeId }, by: null })
  }
  await closeStandings(work, book)
}

function noteBought(book: StandingBook, totals: readonly store.Total[]): void {
  for (const { memberId, day, visits = 0 } of totals) {
    const stand = book.stands.get(memberId)
    if (!stand || visits <= 0) continue
    const last = laterOf(day, stand.row.lastBoughtOn)
    if (last === stand.row.lastBoughtOn) continue
    stand.row.lastBoughtOn = last
    stand.changed = true
  }
}

/** T10: says that every purchase there ever was is known here now, so that who did not buy can be told. */
export const historyKnown = (work: Work): Promise<void> => store.knowSince(work.tx, '0001-01-01')
