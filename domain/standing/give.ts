import type { Work } from '#db/work'
import { today } from '#domain/org/index'
import { liveNow } from './live.ts'
import { addDays } from '#base/instant'
import { bookOver, closeStandings } from './book.ts'
import { tierGiven } from './events.ts'
import { moveTo, standIn, type Stand, type StandingBook, type TierMove } from './model/book.ts'
import { codeAt, rankOf, reachedRank } from './model/tiers.ts'
import * as gifts from './store/given.ts'
import { lockStand } from './store/memberships.ts'
import * as store from './store/stands.ts'

export type TierGift = Readonly<{
  id: string
  fingerprint: string
  /** An invitation and joining never take a tier; a hand may. */
  kind: 'invitation' | 'hand' | 'joining'
  memberId: string
  tier: string
  reason: string
}>

/** The book of one member, locked; the row is made where it is not there. */
export async function openOne(work: Work, memberId: string): Promise<StandingBook> {
  const { document } = await liveNow(work)
  await lockStand(work.tx, memberId)
  const rows = await store.stands(work.tx, [memberId], true)
  return bookOver(work, { ids: [memberId], rows }, { document, on: await today(work) })
}

/**
 * T3: gives somebody a tier, once per id. What an invitation, joining or a hand gave, no return takes. A hand may also
 * take: what somebody did until then no longer raises, or the next purchase would undo it.
 */
export async function giveTier(work: Work, gift: TierGift): Promise<TierMove | null> {
  const book = await openOne(work, gift.memberId)
  if (await gifts.givenById(work.tx, gift.id)) return null
  return give(work, book, gift)
}

/** The same over an open book. */
export async function give(work: Work, book: StandingBook, gift: TierGift): Promise<TierMove | null> {
  const stand = standIn(book, gift.memberId)
  const to = rankOf(book.tiers, gift.tier)
  const move = place(book, stand, to, gift)
  await gifts.insertGiven(work, { ...gift, day: book.on })
  work.record(tierGiven(gift))
  await closeStandings(work, book)
  return move
}

function place(
  book: StandingBook,
  stand: Stand,
  to: number,
  { id, kind, reason }: TierGift,
): TierMove | null {
  const now = rankOf(book.tiers, stand.row.tier)
  const floor = rankOf(book.tiers, stand.row.floor)
  const byHand = kind === 'hand'
  stand.row.floor = codeAt(book.tiers, byHand ? to : Math.max(floor, to))
  stand.changed = true
  if (byHand && reachedRank(book.tiers, stand.merits) > to) stand.row.countsFrom = addDays(book.on, 1)
  if (!byHand && to <= now) return null
  return moveTo(book, stand, to, { why: kind, cause: { kind, id }, by: null, reason })
}
