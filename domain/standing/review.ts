import { addDays, addMonths } from '#base/instant'
import { present } from '#base/must'
import type { Step } from '#db/jobs'
import type { Work } from '#db/work'
import { chainZone, today } from '#domain/org/index'
import { liveNow } from './live.ts'
import { bookOver, closeStandings } from './book.ts'
import { keepMissed, keepWarned, memberArchived } from './events.ts'
import { moveTo, standIn, type Stand, type StandingBook } from './model/book.ts'
import { firstReview, review, reviewSpan } from './model/review.ts'
import { codeAt, isKept, keepOf, laterOf, noMerits, rankOf, reachedRank, type Merits } from './model/tiers.ts'
import { knownSince, knowSince } from './store/rebuild.ts'
import * as store from './store/stands.ts'

/** Members looked at in one step of the job. */
const MOST = 200

/**
 * T6: tiers are kept or lost here and never by reading. Whoever is near the review is warned; whoever missed it gets
 * the days of grace. Late by a week it decides the same, because it looks at the days before the review.
 */
export async function reviewTiers(work: Work): Promise<Step> {
  // Before the house is set up there are neither days nor programs.
  if ((await chainZone(work)) === null) return 'done'
  const { document } = await liveNow(work)
  const { tiers } = document
  if (tiers.reviewMonths === null || tiers.list.length === 0) return 'done'
  const on = await today(work)
  const warnTo = addDays(on, tiers.warnDays)
  const rows = await store.underReview(work.tx, { on, warnTo, most: MOST })
  if (rows.length === 0) return 'done'
  const ids = rows.map((row) => row.memberId)
  const book = await bookOver(work, { ids, rows }, { document, on })
  for (const stand of book.stands.values()) setReview(book, stand)
  const merits = await store.meritsIn(
    work.tx,
    [...book.stands.values()].map(({ row }) => ({ memberId: row.memberId, ...spanOf(book, row) })),
  )
  for (const id of ids) look(book, standIn(book, id), merits.get(id) ?? noMerits)
  await closeStandings(work, book)
  return rows.length < MOST && rows.every((row) => row.lookedOn !== null) ? 'done' : 'more'
}

/** Whoever came to a tier before the program reviewed anybody is reviewed as if it always had, but not before now. */
function setReview({ tiers, on }: StandingBook, { row }: Stand): void {
  row.reviewOn ??= laterOf(on, firstReview(tiers, row.since ?? on))
}

const spanOf = ({ tiers }: StandingBook, row: Stand['row']) =>
  reviewSpan(tiers, present(row.reviewOn, 'T6: whoever is reviewed has a day for it'), row.graceTo)

function look(book: StandingBook, stand: Stand, merits: Merits): void {
  const { row } = stand
  const reviewOn = present(row.reviewOn, 'T6: whoever is reviewed has a day for it')
  row.lookedOn = book.on
  stand.changed = true
  if (rankOf(book.tiers, row.tier) === 0) row.reviewOn = null
  else if (reviewOn > book.on) warn(book, stand, merits)
  else if (row.graceTo === null || row.graceTo < book.on) judge(book, stand, merits)
}

function warn(book: StandingBook, { row }: Stand, merits: Merits): void {
  const tier = present(book.tiers.list[rankOf(book.tiers, row.tier)], 'T6: the tier is in the program')
  if (row.warnedFor === row.reviewOn || isKept(tier, merits)) return
  row.warnedFor = row.reviewOn
  const { memberId, reviewOn } = row
  book.happenings.push(
    keepWarned({ memberId, tier: tier.code, reviewOn: reviewOn ?? book.on, keep: keepOf(tier, merits) }),
  )
}

function judge(book: StandingBook, stand: Stand, merits: Merits): void {
  const { tiers } = book
  const { row } = stand
  const rank = rankOf(tiers, row.tier)
  const reviewOn = present(row.reviewOn, 'T6: whoever is reviewed has a day for it')
  const verdict = review(tiers, { rank, reviewOn, graceTo: row.graceTo }, merits)
  if (verdict.kind === 'grace') {
    row.graceTo = verdict.to
    const tier = present(tiers.list[rank], 'T6: the tier is in the program')
    const keep = keepOf(tier, merits)
    book.happenings.push(keepMissed({ memberId: row.memberId, tier: tier.code, graceTo: verdict.to, keep }))
    // The days of grace may be over already, where the job has not run: then it is judged again at once.
    if (verdict.to < book.on) row.lookedOn = null
    return
  }
  const next = addMonths(reviewOn, tiers.reviewMonths ?? 12)
  const to = verdict.kind === 'kept' ? rank : verdict.to
  if (verdict.kind === 'falls') fall(book, stand, to)
  row.floor = codeAt(tiers, to)
  Object.assign(row, { reviewOn: to === 0 ? null : next, graceTo: null, warnedFor: null })
  if (to > 0 && next <= book.on) row.lookedOn = null
}

function fall(book: StandingBook, stand: Stand, to: number): void {
  const { row } = stand
  // What had reached the tier once would raise it again at the next purchase: it counts afresh from the review on.
  if (reachedRank(book.tiers, stand.merits) > to) row.countsFrom = row.reviewOn
  moveTo(book, stand, to, { why: 'review', cause: { kind: 'review', id: book.newId() }, by: null })
}

/** T10: archives whoever has not bought for so many months, once that is known of everybody (C14). */
export async function archive(work: Work): Promise<Step> {
  if ((await chainZone(work)) === null) return 'done'
  const { document } = await liveNow(work)
  const months = document.tiers.archiveAfterMonths
  if (months === null) return 'done'
  const on = await today(work)
  const known = await knownSince(work.tx)
  if (known === null) await knowSince(work.tx, on)
  const before = addMonths(on, -months)
  // Of the time before purchases were written down here nobody can say who did not buy.
  if (known === null || known >= before) return 'done'
  const rows = await store.unseenSince(work.tx, before, MOST)
  const ids = rows.map((row) => row.memberId)
  const book = await bookOver(work, { ids, rows }, { document, on })
  for (const stand of book.stands.values()) {
    Object.assign(stand.row, { archivedOn: on })
    stand.changed = true
    const { memberId, lastBoughtOn } = stand.row
    book.happenings.push(memberArchived({ memberId, lastBoughtOn }))
  }
  await closeStandings(work, book)
  return rows.length < MOST ? 'done' : 'more'
}
