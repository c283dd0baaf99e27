import type { Wish } from '#base/endpoint'
import { present } from '#base/must'
import { Refusal } from '#base/refusal'
import { all } from '#db/all'
import type { Work } from '#db/work'
import { membersById } from '#domain/member/index'
import { today } from '#domain/org/index'
import { benefitsLeft } from './benefits.ts'
import { bookOver } from './book.ts'
import type { showStanding } from './contract.ts'
import { liveNow } from './live.ts'
import { standIn, type StandingBook } from './model/book.ts'
import { isForTier } from './model/benefit.ts'
import { reviewSpan } from './model/review.ts'
import { isKept, keepOf, missingOf, noMerits, rankOf } from './model/tiers.ts'
import { standingsOf, type Standing } from './standings.ts'
import { movesOf } from './store/given.ts'
import { periodsOf } from './store/memberships.ts'
import * as store from './store/stands.ts'

/** Moves shown of one member; more than anybody has made so far. */
const MOVES = 200

/** Where a member stands, and what it would take to stand higher. */
export async function show(work: Work, { memberId }: Wish<typeof showStanding>) {
  if ((await membersById(work, [memberId])).length === 0) throw new Refusal('member_unknown')
  const on = await today(work)
  const { document } = await liveNow(work)
  const [rows, moves, periods] = await all([
    store.stands(work.tx, [memberId], false),
    movesOf(work.tx, memberId, MOVES),
    periodsOf(work.tx, [memberId]),
  ])
  const book = await bookOver(work, { ids: [memberId], rows }, { document, on, looking: true })
  const found = (await standingsOf(work, [memberId], document, on)).get(memberId)
  const standing = present(found, 'T8: whoever is asked about stands somewhere')
  const { row } = standIn(book, memberId)
  const isOpen = standing.membership === 'active' || standing.membership === 'archived'
  const own = document.benefits.filter((one) => isOpen && isForTier(document, one, standing.tier))
  return {
    memberId,
    ...(await tiersOf(work, book, standing)),
    since: row.since,
    floor: row.floor,
    membership: {
      state: standing.membership,
      validTo: standing.validTo,
      joinedOn: standing.joinedOn ?? row.joinedOn,
      periods: periods.map(({ from, to, way, causeId }) => ({ from, to, way, causeId })),
    },
    archivedOn: row.archivedOn,
    lastBoughtOn: row.lastBoughtOn,
    benefits: await benefitsLeft(work, { standing, benefits: own, on }),
    moves,
  }
}

/** The tier, the next one with what is missing, and the review. */
async function tiersOf(work: Work, book: StandingBook, { memberId }: Standing) {
  const { tiers } = book
  const { row, merits } = standIn(book, memberId)
  const rank = rankOf(tiers, row.tier)
  const tier = tiers.list[rank]
  const next = tiers.list[rank + 1]
  const named = ({ code, nameZh, nameEn }: { code: string; nameZh: string; nameEn: string }) => ({
    code,
    nameZh,
    nameEn,
  })
  return {
    tier: tier ? named(tier) : null,
    next: next
      ? {
          ...named(next),
          ways: missingOf(next, merits),
          fee: next.ways.find((way) => way.by === 'fee')?.productCode ?? null,
          invitation: next.ways.some((way) => way.by === 'invitation'),
        }
      : null,
    review: await reviewOf(work, book, memberId),
  }
}

async function reviewOf(work: Work, { tiers, stands }: StandingBook, memberId: string) {
  const { reviewOn = null, graceTo = null, tier: code = null } = stands.get(memberId)?.row ?? {}
  const rank = rankOf(tiers, code)
  const tier = tiers.list[rank]
  if (reviewOn === null || !tier || rank === 0 || tiers.reviewMonths === null) return null
  const span = reviewSpan(tiers, reviewOn, graceTo)
  const merits = (await store.meritsIn(work.tx, [{ memberId, ...span }])).get(memberId) ?? noMerits
  return { on: reviewOn, graceTo, kept: isKept(tier, merits), keep: keepOf(tier, merits) }
}

/** How many members have each tier, and how many are archived. */
export async function report(work: Work) {
  const { tiers } = (await liveNow(work)).document
  const counts = await store.tierCounts(work.tx)
  const archived = await store.archivedCount(work.tx)
  const rows = tiers.list.map(({ code, nameZh, nameEn }, rank) => ({
    code,
    nameZh,
    nameEn,
    members: counts.reduce((sum, one) => sum + (rankOf(tiers, one.tier) === rank ? one.members : 0), 0),
  }))
  return { tiers: rows, archived }
}
